package org.sbs.lpm.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * JSON: an object, an array of objects, or an object after the other (JSON lines). An object is a
 * label, or each member of a list in it. Numbers keep the digits of the file. The fields of a
 * nested object are named with dots, as in {@code ship.city}, those of a list's members as in
 * {@code items[].sku}; null counts as missing.
 */
final class JsonData implements Records {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(TextStream.MAX_ROW_CHARACTERS)
                  .build())
          .build();
  private static final int MAX_DEPTH = 16;

  /** One object with all that is in it. */
  private static final int MAX_CHARACTERS = 4 * TextStream.MAX_ROW_CHARACTERS;

  private static final List<String> WORDS = List.of("true", "false", "null");

  private final TextStream text;
  private final JsonParser parser;
  private final Branches branches;
  private final Writable writable;
  private final Deque<DataRow> ready = new ArrayDeque<>();
  private boolean inArray;
  private int length;
  private Optional<DataRow> last = Optional.empty();

  JsonData(TextStream text, Wanted wanted, Optional<Charset> encoding) throws IOException {
    this.text = text;
    this.writable = new Writable(encoding);
    this.parser = FACTORY.createParser(text);
    this.branches = new Branches(".", "[]", wanted);
  }

  @Override
  public Optional<DataRow> next() throws IOException, BadDataException, IncompleteDataException {
    try {
      while (ready.isEmpty()) {
        Optional<Branch> object = object();
        if (object.isEmpty()) {
          return Optional.empty();
        }
        ready.addAll(branches.rows(object.get()));
      }
      last = Optional.of(ready.removeFirst());
      return last;
    } catch (JsonProcessingException e) {
      if (e instanceof JsonEOFException || isAtEnd(e)) {
        throw new IncompleteDataException(
            "The JSON text ends too early: " + e.getOriginalMessage() + ".");
      }
      throw new BadDataException(
          "Line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + " is no JSON: "
              + e.getOriginalMessage()
              + ".");
    }
  }

  private Optional<Branch> object() throws IOException, BadDataException {
    JsonToken token = parser.nextToken();
    if (inArray && token == JsonToken.END_ARRAY) {
      inArray = false;
      token = parser.nextToken();
    }
    if (!inArray && token == JsonToken.START_ARRAY) {
      inArray = true;
      token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        inArray = false;
        return object();
      }
    }
    if (token == null) {
      return Optional.empty();
    }
    if (token != JsonToken.START_OBJECT) {
      throw new BadDataException(
          "Line " + line() + ": a label must be a JSON object in braces, or an array of them.");
    }
    length = 0;
    return Optional.of(branch(1));
  }

  /**
   * A text that was cut off in the middle of a number is wrong where it ends, give or take the
   * character that the parser looked back at; in the middle of a word, where that begins.
   */
  private boolean isAtEnd(JsonProcessingException e) throws IOException {
    if (e.getLocation() == null) {
      return false;
    }
    long end = text.drain();
    if (text.lastSign() == '}' || text.lastSign() == ']') {
      // Behind these a text may be too short, which the parser says in another way.
      return false;
    }
    String cut = text.lastWord();
    boolean isWord = WORDS.stream().anyMatch(word -> word.startsWith(cut));
    return e.getLocation().getCharOffset() >= end - 2 - (isWord ? cut.length() : 0);
  }

  private Branch branch(int depth) throws IOException, BadDataException {
    if (depth > MAX_DEPTH) {
      throw new BadDataException(
          "Line " + line() + ": objects are nested deeper than " + MAX_DEPTH + ".");
    }
    Branch branch = Branch.open(line(), Optional.empty());
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      grow(name);
      if (name.isBlank()) {
        throw new BadDataException("Line " + line() + " has a field without a name.");
      }
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_ARRAY) {
        branch.addList(name, list(depth + 1));
      } else if (value != JsonToken.VALUE_NULL) {
        branch.add(name, value == JsonToken.START_OBJECT ? branch(depth + 1) : leaf());
      }
    }
    return branch;
  }

  private List<Branch> list(int depth) throws IOException, BadDataException {
    List<Branch> members = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == JsonToken.START_ARRAY) {
        throw new BadDataException("Line " + line() + ": a list lies directly in a list.");
      }
      if (token != JsonToken.VALUE_NULL) {
        members.add(token == JsonToken.START_OBJECT ? branch(depth) : leaf());
      }
    }
    return members;
  }

  private Branch leaf() throws IOException, BadDataException {
    String value = parser.getText();
    grow(value);
    // An escape may stand for one half of a character, for which any encoding has a question mark.
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new BadDataException(
          "Line " + line() + ": a text has half a character (\\uD800 to \\uDFFF alone).");
    }
    return Branch.leaf(line(), value);
  }

  private void grow(String part) throws BadDataException {
    length += part.length();
    if (length > MAX_CHARACTERS) {
      throw new BadDataException(
          "Line "
              + line()
              + ": an object is longer than "
              + MAX_CHARACTERS
              + " characters. Write an array of objects, or an object a line.");
    }
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  @Override
  public void keepRows() {
    // They are made anew.
  }

  /** An object with the fields by the names that templates have for them. */
  @Override
  public String rowText() {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      out.writeStartObject();
      if (last.isPresent()) {
        write(last.get(), out);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writable.text(text.toString(), JsonData::escaped) + "\n";
  }

  private static String escaped(int codePoint) {
    return Character.toString(codePoint)
        .chars()
        .mapToObj(unit -> String.format("\\u%04X", unit))
        .collect(Collectors.joining());
  }

  private static void write(DataRow row, JsonGenerator out) throws IOException {
    for (Map.Entry<String, String> field : row.written()) {
      out.writeStringField(field.getKey(), field.getValue());
    }
    for (Map.Entry<String, List<String>> list : row.lists().entrySet()) {
      out.writeArrayFieldStart(list.getKey());
      for (String value : list.getValue()) {
        out.writeString(value);
      }
      out.writeEndArray();
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
    text.close();
  }
}
