package org.sbs.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What a command answers where JSON is wanted, on one line. */
final class JsonAnswer {
  private static final JsonFactory FACTORY = new JsonMapper().getFactory();

  private JsonAnswer() {}

  /** What is to be written. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  static String done(String sentence) {
    return of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("done", true);
          json.writeStringField("sentence", sentence);
          json.writeEndObject();
        });
  }

  static String failed(int status, String sentence) {
    return of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("done", false);
          json.writeNumberField("status", status);
          json.writeStringField("sentence", sentence);
          json.writeEndObject();
        });
  }

  static String of(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot fail to be written", e);
    }
    return text.toString();
  }
}
