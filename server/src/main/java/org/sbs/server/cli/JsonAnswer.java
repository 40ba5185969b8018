package org.sbs.server.cli;

import org.sbs.server.json.JsonText;

/** What a command answers where JSON is wanted, on one line. */
final class JsonAnswer {
  private JsonAnswer() {}

  static String done(String sentence) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("done", true);
          json.writeStringField("sentence", sentence);
          json.writeEndObject();
        });
  }

  static String failed(int status, String sentence) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("done", false);
          json.writeNumberField("status", status);
          json.writeStringField("sentence", sentence);
          json.writeEndObject();
        });
  }
}
