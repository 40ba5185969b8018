package org.sbs.server.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/** Writes JSON into a text. */
public final class JsonText {
  private JsonText() {}

  /** Writes the content of a text. */
  @FunctionalInterface
  public interface Body {
    /** Writes one value, whole. */
    void write(JsonGenerator json) throws IOException;
  }

  /** What a body writes, on one line. */
  public static String of(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonValue.FACTORY.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail to be written", e);
    }
    return text.toString();
  }

  /**
   * A tree on one line: maps with names, collections, texts, whole and decimal numbers, flags and
   * null.
   */
  public static String line(Object tree) {
    return of(json -> value(json, tree));
  }

  /** The same tree as people read it. */
  public static String pretty(Object tree) {
    return of(
        json -> {
          json.setPrettyPrinter(new DefaultPrettyPrinter());
          value(json, tree);
        });
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> object) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : object.entrySet()) {
        json.writeFieldName((String) field.getKey());
        value(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Collection<?> array) {
      json.writeStartArray();
      for (Object item : array) {
        value(json, item);
      }
      json.writeEndArray();
    } else {
      leaf(json, value);
    }
  }

  private static void leaf(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Long || value instanceof Integer) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof BigInteger whole) {
      json.writeNumber(whole);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else {
      throw new IllegalArgumentException("JSON has no " + value.getClass());
    }
  }
}
