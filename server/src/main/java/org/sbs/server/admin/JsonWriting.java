package org.sbs.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.sbs.core.text.Sanitizer;

/** Writes JSON into a text. */
final class JsonWriting {
  private JsonWriting() {}

  /** What is to be written. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * Writes what people are told: its texts are cleaned, because names in them may come from
   * anywhere (R10.8).
   */
  static String write(Body body) {
    return exactly(json -> body.write(new Cleaning(json)));
  }

  /** Writes texts as they are, such as passwords and names that programs read. */
  static String exactly(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JsonValue.FACTORY.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail to be written", e);
    }
    return Sanitizer.json(text.toString());
  }

  private static final class Cleaning extends JsonGeneratorDelegate {
    Cleaning(JsonGenerator json) {
      super(json, false);
    }

    @Override
    public void writeString(String text) throws IOException {
      super.writeString(text == null ? null : Sanitizer.line(text));
    }
  }

  static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }
}
