package org.sbs.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of JSON as it was read, with typed access. What is absent or of another type is an {@link
 * IOException}. Jackson's streaming part alone is used: data binding would cost a command more time
 * than all the rest of it.
 *
 * @param value a map, a list, a text, a {@code Long}, a {@code BigInteger} where that is too small,
 *     a {@code BigDecimal}, a {@code Boolean} or null
 */
public record JsonValue(Object value) {
  // A field that is there twice would be read in two ways by two programs.
  static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads a text that is one value.
   *
   * @throws NotJsonException if it is anything else
   */
  public static JsonValue read(String json) throws NotJsonException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new NotJsonException("there is no JSON value");
      }
      JsonValue whole = new JsonValue(value(parser));
      if (parser.nextToken() != null) {
        throw new NotJsonException("more follows behind the JSON value");
      }
      return whole;
    } catch (NotJsonException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw new NotJsonException(e.getOriginalMessage());
    } catch (IOException e) {
      throw new NotJsonException(String.valueOf(e.getMessage()));
    }
  }

  /** Reads the bytes of such a text, in UTF-8. */
  public static JsonValue read(byte[] json) throws NotJsonException {
    return read(new String(json, StandardCharsets.UTF_8));
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new NotJsonException("unexpected JSON: " + parser.currentToken());
    };
  }

  private static Object whole(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getBigIntegerValue()
        : (Object) parser.getLongValue();
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  /** The field of an object; empty where there is no such field or no object. */
  public Optional<JsonValue> find(String name) {
    return value instanceof Map<?, ?> object && object.containsKey(name)
        ? Optional.of(new JsonValue(object.get(name)))
        : Optional.empty();
  }

  /** The field of an object that must be there. */
  public JsonValue at(String name) throws IOException {
    if (value instanceof Map<?, ?> object && object.containsKey(name)) {
      return new JsonValue(object.get(name));
    }
    throw new IOException("\"" + name + "\" is missing");
  }

  /** Whether it is there and not null; an older node does not say everything. */
  public boolean present(String name) {
    return value instanceof Map<?, ?> object && object.get(name) != null;
  }

  /** A text. */
  public String text(String name) throws IOException {
    return optional(name).orElseThrow(() -> new IOException("\"" + name + "\" is null"));
  }

  /** A text; empty where it is null. */
  public Optional<String> optional(String name) throws IOException {
    Object inner = at(name).value;
    if (inner == null) {
      return Optional.empty();
    }
    if (inner instanceof String text) {
      return Optional.of(text);
    }
    throw new IOException("\"" + name + "\" is not a text");
  }

  /** A whole number. */
  public long whole(String name) throws IOException {
    if (at(name).value instanceof Long whole) {
      return whole;
    }
    throw new IOException("\"" + name + "\" is not a whole number");
  }

  /** A flag. */
  public boolean flag(String name) throws IOException {
    if (at(name).value instanceof Boolean flag) {
      return flag;
    }
    throw new IOException("\"" + name + "\" is not true or false");
  }

  /** The items of a list. */
  public List<JsonValue> items() throws IOException {
    if (value instanceof List<?> list) {
      List<JsonValue> items = new ArrayList<>();
      list.forEach(item -> items.add(new JsonValue(item)));
      return items;
    }
    throw new IOException("a list is missing");
  }

  /** A list of texts. */
  public List<String> texts(String name) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : at(name).items()) {
      if (!(item.value instanceof String text)) {
        throw new IOException("\"" + name + "\" holds something that is not a text");
      }
      texts.add(text);
    }
    return texts;
  }
}
