package org.sbs.lpm.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * One JSON object, or an array of objects: an object is a label. Numbers keep the digits of the
 * file. The fields of a nested object are named with dots, as in {@code ship.city}; null counts as
 * missing.
 */
final class JsonData implements Records {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(TextStream.MAX_ROW_CHARACTERS)
                  .build())
          .build();
  private static final int MAX_DEPTH = 16;

  private final TextStream text;
  private final JsonParser parser;
  private boolean began;
  private boolean inArray;
  private boolean over;
  private int length;

  JsonData(TextStream text) throws IOException {
    this.text = text;
    this.parser = FACTORY.createParser(text);
  }

  @Override
  public Optional<DataRow> next() throws IOException, BadDataException, IncompleteDataException {
    try {
      return over ? Optional.empty() : read();
    } catch (JsonProcessingException e) {
      if (e instanceof JsonEOFException || isAtEnd(e)) {
        throw new IncompleteDataException(
            "The JSON text ends too early: " + e.getOriginalMessage() + ".");
      }
      throw new BadDataException(
          "Line " + e.getLocation().getLineNr() + " is no JSON: " + e.getOriginalMessage() + ".");
    }
  }

  private Optional<DataRow> read() throws IOException, BadDataException {
    JsonToken token = parser.nextToken();
    if (!began) {
      began = true;
      inArray = token == JsonToken.START_ARRAY;
      token = inArray ? parser.nextToken() : token;
    }
    if (token == null || (inArray && token == JsonToken.END_ARRAY)) {
      return end(token);
    }
    if (!inArray) {
      DataRow only = object();
      end(parser.currentToken());
      return Optional.of(only);
    }
    return Optional.of(object());
  }

  private Optional<DataRow> end(JsonToken last) throws IOException, BadDataException {
    over = true;
    if (last != null && parser.nextToken() != null) {
      throw new BadDataException(
          "Line " + line() + ": something follows the end of the JSON text.");
    }
    return Optional.empty();
  }

  /**
   * A text that was cut off in the middle of a word or number is wrong where it ends, give or take
   * the character that the parser looked back at.
   */
  private boolean isAtEnd(JsonProcessingException e) throws IOException {
    return e.getLocation() != null && e.getLocation().getCharOffset() >= text.drain() - 2;
  }

  private DataRow object() throws IOException, BadDataException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new BadDataException(
          "Line " + line() + ": a label must be a JSON object in braces, or an array of them.");
    }
    length = 0;
    DataRow.Builder row = new DataRow.Builder(line());
    fields("", row, 1);
    return row.build();
  }

  private void fields(String prefix, DataRow.Builder row, int depth)
      throws IOException, BadDataException {
    if (depth > MAX_DEPTH) {
      throw new BadDataException(
          "Line " + line() + ": objects are nested deeper than " + MAX_DEPTH + ".");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT) {
        fields(name + ".", row, depth + 1);
      } else if (value == JsonToken.START_ARRAY) {
        throw new BadDataException(
            "Line " + line() + ": the field '" + name + "' is a list; a field is one value.");
      } else if (value != JsonToken.VALUE_NULL) {
        put(row, name, parser.getText());
      }
    }
  }

  private void put(DataRow.Builder row, String name, String value) throws BadDataException {
    length += name.length() + value.length();
    if (length > TextStream.MAX_ROW_CHARACTERS) {
      throw new BadDataException(
          "Line "
              + line()
              + ": an object is longer than "
              + TextStream.MAX_ROW_CHARACTERS
              + " characters.");
    }
    row.put(name, value, line());
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  @Override
  public void close() throws IOException {
    parser.close();
    text.close();
  }
}
