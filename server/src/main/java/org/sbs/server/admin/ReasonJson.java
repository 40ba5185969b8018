package org.sbs.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonForm;
import org.sbs.server.json.JsonValue;
import org.sbs.view.text.ReasonText;

/**
 * The JSON of reasons. Their text stands under the name that it always had, for people; beside it
 * stands the same as {@code code}, {@code values} and {@code text}, for programs. A reader takes
 * the text where it does not know the code.
 */
public final class ReasonJson {
  private static final String TEXT = "text";
  private static final ReasonText ENGLISH = ReasonText.english();

  private ReasonJson() {}

  /** A text and, as {@code …Detail}, what it says; null where there is nothing. */
  public static void write(JsonGenerator json, String name, Optional<Reason> reason)
      throws IOException {
    JsonWriting.optional(json, name, reason.map(ENGLISH::say));
    json.writeFieldName(name + "Detail");
    if (reason.isPresent()) {
      detail(json, reason.get(), ENGLISH.say(reason.get()));
    } else {
      json.writeNull();
    }
  }

  /** The same as a sentence. */
  static void sentence(JsonGenerator json, String name, Optional<Reason> reason)
      throws IOException {
    JsonWriting.optional(json, name, reason.map(ENGLISH::sentence));
    json.writeFieldName(name + "Detail");
    if (reason.isPresent()) {
      detail(json, reason.get(), ENGLISH.sentence(reason.get()));
    } else {
      json.writeNull();
    }
  }

  /** The same, where there is one in any case. */
  static void sentence(JsonGenerator json, String name, Reason reason) throws IOException {
    json.writeStringField(name, ENGLISH.sentence(reason));
    json.writeFieldName(name + "Detail");
    detail(json, reason, ENGLISH.sentence(reason));
  }

  /** A text that is there in any case; nothing to tell is empty. */
  static void write(JsonGenerator json, String name, Reason reason) throws IOException {
    json.writeStringField(name, ENGLISH.say(reason));
    json.writeFieldName(name + "Detail");
    detail(json, reason, ENGLISH.say(reason));
  }

  /** Clauses and, as {@code …Details}, what they say. */
  static void clauses(JsonGenerator json, String name, List<Reason> reasons) throws IOException {
    list(json, name, reasons, reasons.stream().map(ENGLISH::say).toList());
  }

  /** Sentences and, as {@code …Details}, what they say. */
  static void sentences(JsonGenerator json, String name, List<Reason> reasons) throws IOException {
    list(json, name, reasons, reasons.stream().map(ENGLISH::sentence).toList());
  }

  /** Sentences in one text and, as {@code …Details}, what each says. */
  static void paragraph(JsonGenerator json, String name, List<Reason> reasons) throws IOException {
    json.writeStringField(name, ENGLISH.paragraph(reasons));
    details(json, name, reasons, reasons.stream().map(ENGLISH::sentence).toList());
  }

  private static void list(
      JsonGenerator json, String name, List<Reason> reasons, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
    details(json, name, reasons, texts);
  }

  private static void details(
      JsonGenerator json, String name, List<Reason> reasons, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name + "Details");
    for (int i = 0; i < texts.size(); i++) {
      detail(json, reasons.get(i), texts.get(i));
    }
    json.writeEndArray();
  }

  private static void detail(JsonGenerator json, Reason reason, String text) throws IOException {
    json.writeStartObject();
    fields(json, reason);
    json.writeStringField(TEXT, text);
    json.writeEndObject();
  }

  /** Code and values, into an object that has the text already. */
  static void fields(JsonGenerator json, Reason reason) throws IOException {
    json.writeStringField(ReasonForm.CODE, reason.code().word());
    json.writeFieldName(ReasonForm.VALUES);
    value(json, ReasonForm.values(reason));
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> form) {
      json.writeStartObject();
      for (Map.Entry<?, ?> one : form.entrySet()) {
        json.writeFieldName(String.valueOf(one.getKey()));
        value(json, one.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString(String.valueOf(value));
    }
  }

  /** Reads what {@link #write} wrote, or the text of a node of an older version. */
  static Reason read(JsonValue json, String name) throws IOException {
    Reason text = Reason.sentence(json.text(name));
    String detail = name + "Detail";
    return json.present(detail) ? of(json.at(detail)).orElse(text) : text;
  }

  static Optional<Reason> optional(JsonValue json, String name) throws IOException {
    return json.optional(name).isPresent() ? Optional.of(read(json, name)) : Optional.empty();
  }

  static List<Reason> list(JsonValue json, String name) throws IOException {
    List<Reason> reasons = new ArrayList<>();
    String details = name + "Details";
    List<JsonValue> coded = json.present(details) ? json.at(details).items() : List.of();
    List<String> texts = json.texts(name);
    for (int i = 0; i < texts.size(); i++) {
      Reason text = Reason.sentence(texts.get(i));
      reasons.add(coded.size() == texts.size() ? of(coded.get(i)).orElse(text) : text);
    }
    return List.copyOf(reasons);
  }

  /** Reads what {@link #paragraph(JsonGenerator, String, List)} wrote. */
  static List<Reason> paragraph(JsonValue json, String name) throws IOException {
    List<Reason> text = List.of(Reason.sentence(json.text(name)));
    String details = name + "Details";
    if (!json.present(details)) {
      return text;
    }
    List<Reason> reasons = new ArrayList<>();
    for (JsonValue detail : json.at(details).items()) {
      of(detail).ifPresent(reasons::add);
    }
    return reasons.size() == json.at(details).items().size() ? reasons : text;
  }

  /** A reason of these fields, or the text where there are none. */
  static Reason beside(JsonValue json, String text) {
    return of(json).orElse(Reason.sentence(text));
  }

  private static Optional<Reason> of(JsonValue json) {
    return json.value() instanceof Map<?, ?> fields
        ? ReasonForm.read(fields.get(ReasonForm.CODE), fields.get(ReasonForm.VALUES))
        : Optional.empty();
  }
}
