package org.sbs.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.util.Optional;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.json.JsonText;

/** Writes the JSON of answers. */
final class JsonWriting {
  private JsonWriting() {}

  /**
   * Writes what people are told: its texts are cleaned, because names in them may come from
   * anywhere (R10.8).
   */
  static String write(JsonText.Body body) {
    return exactly(json -> body.write(new Cleaning(json)));
  }

  /** Writes texts as they are, such as passwords and names that programs read. */
  static String exactly(JsonText.Body body) {
    return Sanitizer.json(JsonText.of(body));
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
