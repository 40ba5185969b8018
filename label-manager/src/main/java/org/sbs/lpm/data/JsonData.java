package org.sbs.lpm.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One JSON object, or an array of objects: an object is a label. Numbers keep the digits of the
 * file. The fields of a nested object are named with dots, as in {@code ship.city}; null counts as
 * missing.
 */
final class JsonData {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final int MAX_DEPTH = 16;

  private JsonData() {}

  static List<DataRow> read(String text) throws BadDataException, IncompleteDataException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      List<DataRow> rows = new ArrayList<>();
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new IncompleteDataException("The file is empty.");
      }
      if (first == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          rows.add(object(parser));
        }
      } else {
        rows.add(object(parser));
      }
      if (parser.nextToken() != null) {
        throw new BadDataException(
            "Line " + line(parser) + ": something follows the end of the JSON text.");
      }
      return rows;
    } catch (JsonProcessingException e) {
      if (e instanceof JsonEOFException || isAtEnd(e, text)) {
        throw new IncompleteDataException(
            "The JSON text ends too early: " + e.getOriginalMessage() + ".");
      }
      throw new BadDataException(
          "Line " + e.getLocation().getLineNr() + " is no JSON: " + e.getOriginalMessage() + ".");
    } catch (IOException e) {
      throw new BadDataException("The JSON text cannot be read: " + e.getMessage());
    }
  }

  /**
   * A text that was cut off in the middle of a word or number is wrong where it ends, give or take
   * the character that the parser looked back at.
   */
  private static boolean isAtEnd(JsonProcessingException e, String text) {
    return e.getLocation() != null
        && e.getLocation().getCharOffset() >= text.stripTrailing().length() - 2;
  }

  private static DataRow object(JsonParser parser) throws IOException, BadDataException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new BadDataException(
          "Line "
              + line(parser)
              + ": a label must be a JSON object in braces, or an array of them.");
    }
    DataRow.Builder row = new DataRow.Builder(line(parser));
    fields(parser, "", row, 1);
    return row.build();
  }

  private static void fields(JsonParser parser, String prefix, DataRow.Builder row, int depth)
      throws IOException, BadDataException {
    if (depth > MAX_DEPTH) {
      throw new BadDataException(
          "Line " + line(parser) + ": objects are nested deeper than " + MAX_DEPTH + ".");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT) {
        fields(parser, name + ".", row, depth + 1);
      } else if (value == JsonToken.START_ARRAY) {
        throw new BadDataException(
            "Line " + line(parser) + ": the field '" + name + "' is a list; a field is one value.");
      } else if (value != JsonToken.VALUE_NULL) {
        row.put(name, parser.getText(), line(parser));
      }
    }
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
