package org.sbs.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.settings.RawValue;
import org.sbs.server.json.JsonValue;
import org.sbs.server.node.NodeControl.MailTest;

/**
 * The JSON of a test of mail, all of it optional: {@code to} (a list of addresses), {@code
 * settings} (those of {@code [mail]} under their names in the settings file), {@code password}.
 */
public final class MailTestJson {
  private MailTestJson() {}

  /** As one object. */
  public static String write(MailTest test) {
    return JsonWriting.exactly(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("to");
          for (String receiver : test.to()) {
            json.writeString(receiver);
          }
          json.writeEndArray();
          if (test.settings().isPresent()) {
            json.writeObjectFieldStart("settings");
            for (Map.Entry<String, RawValue> entry : test.settings().get().entries().entrySet()) {
              json.writeFieldName(entry.getKey());
              value(json, entry.getValue());
            }
            json.writeEndObject();
          }
          JsonWriting.optional(json, "password", test.password());
          json.writeEndObject();
        });
  }

  private static void value(JsonGenerator json, RawValue value) throws IOException {
    if (value instanceof RawValue.Text text) {
      json.writeString(text.value());
    } else if (value instanceof RawValue.Whole whole) {
      json.writeNumber(whole.value());
    } else if (value instanceof RawValue.Flag flag) {
      json.writeBoolean(flag.value());
    } else if (value instanceof RawValue.Many many) {
      json.writeStartArray();
      for (String text : many.texts()) {
        json.writeString(text);
      }
      json.writeEndArray();
    } else {
      throw new IllegalArgumentException("no setting is a " + value.kind());
    }
  }

  /**
   * Reads what {@link #write} wrote; an empty text asks for a test of the node's own settings.
   *
   * @throws IOException when it is something else
   */
  static MailTest read(String text) throws IOException {
    if (text.isBlank()) {
      return new MailTest(List.of(), Optional.empty(), Optional.empty());
    }
    JsonValue json = JsonValue.read(text);
    if (!(json.value() instanceof Map<?, ?>)) {
      throw new IOException("it is no object");
    }
    return new MailTest(
        json.present("to") ? json.texts("to") : List.of(),
        json.present("settings") ? Optional.of(table(json.at("settings"))) : Optional.empty(),
        json.present("password") ? json.optional("password") : Optional.empty());
  }

  private static RawValue.Table table(JsonValue json) throws IOException {
    if (!(json.value() instanceof Map<?, ?> object)) {
      throw new IOException("the settings are no object");
    }
    Map<String, RawValue> entries = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      entries.put((String) entry.getKey(), raw(entry.getValue()));
    }
    return new RawValue.Table(entries, 0);
  }

  private static RawValue raw(Object value) throws IOException {
    if (value instanceof String text) {
      return new RawValue.Text(text, 0);
    } else if (value instanceof Long whole) {
      return new RawValue.Whole(whole, 0);
    } else if (value instanceof Boolean flag) {
      return new RawValue.Flag(flag, 0);
    } else if (value instanceof List<?> list) {
      List<RawValue> items = new ArrayList<>();
      for (Object item : list) {
        items.add(raw(item));
      }
      return new RawValue.Many(items, 0);
    }
    throw new IOException("a setting is neither text, number, flag nor list");
  }
}
