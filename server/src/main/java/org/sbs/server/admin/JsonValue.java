package org.sbs.server.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of JSON as it was read, with typed access. What is absent or of another type is an {@link
 * IOException}. Jackson's streaming part alone is used: data binding would cost a command more time
 * than all the rest of it.
 */
record JsonValue(Object value) {
  static final JsonFactory FACTORY = new JsonFactory();

  static JsonValue read(String json) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      JsonValue whole = new JsonValue(value(parser));
      if (parser.nextToken() != null) {
        throw new IOException("more follows behind the JSON value");
      }
      return whole;
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("there is no JSON value");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("unexpected JSON: " + token);
    };
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

  JsonValue at(String name) throws IOException {
    if (value instanceof Map<?, ?> object && object.containsKey(name)) {
      return new JsonValue(object.get(name));
    }
    throw new IOException("\"" + name + "\" is missing");
  }

  /** Whether it is there and not null; an older node does not say everything. */
  boolean present(String name) {
    return value instanceof Map<?, ?> object && object.get(name) != null;
  }

  String text(String name) throws IOException {
    return optional(name).orElseThrow(() -> new IOException("\"" + name + "\" is null"));
  }

  Optional<String> optional(String name) throws IOException {
    Object inner = at(name).value;
    if (inner == null) {
      return Optional.empty();
    }
    if (inner instanceof String text) {
      return Optional.of(text);
    }
    throw new IOException("\"" + name + "\" is not a text");
  }

  long whole(String name) throws IOException {
    if (at(name).value instanceof Long whole) {
      return whole;
    }
    throw new IOException("\"" + name + "\" is not a whole number");
  }

  boolean flag(String name) throws IOException {
    if (at(name).value instanceof Boolean flag) {
      return flag;
    }
    throw new IOException("\"" + name + "\" is not true or false");
  }

  List<JsonValue> items() throws IOException {
    if (value instanceof List<?> list) {
      List<JsonValue> items = new ArrayList<>();
      list.forEach(item -> items.add(new JsonValue(item)));
      return items;
    }
    throw new IOException("a list is missing");
  }

  List<String> texts(String name) throws IOException {
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
