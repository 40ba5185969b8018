package org.sbs.server.admin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sbs.server.json.JsonValue;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.node.NodeControl.Differences;
import org.sbs.server.node.NodeControl.FileDifference;
import org.sbs.server.node.NodeControl.NewKey;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.text.ReasonText;

/** The JSON of history and answers. */
public final class ControlJson {
  private static final ReasonText ENGLISH = ReasonText.english();

  private ControlJson() {}

  /** The events as a list, in their order. */
  public static String writeHistory(List<HistoryRow> history) {
    return JsonWriting.write(
        json -> {
          json.writeStartArray();
          for (HistoryRow entry : history) {
            json.writeStartObject();
            json.writeStringField("time", entry.time());
            json.writeStringField("kind", entry.kind());
            json.writeNumberField("epoch", entry.epoch());
            json.writeStringField("role", entry.role());
            json.writeStringField("reason", ENGLISH.say(entry.reason()));
            ReasonJson.fields(json, entry.reason());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** Reads what {@link #writeHistory} wrote. */
  public static List<HistoryRow> readHistory(String text) throws IOException {
    List<HistoryRow> history = new ArrayList<>();
    for (JsonValue item : JsonValue.read(text).items()) {
      history.add(
          new HistoryRow(
              item.text("time"),
              item.text("kind"),
              item.whole("epoch"),
              item.text("role"),
              ReasonJson.beside(item, item.text("reason"))));
    }
    return List.copyOf(history);
  }

  /**
   * Differences as {@code problem} and {@code files}, whose names are exact: programs read them.
   */
  public static String writeDifferences(Differences differences) {
    return JsonWriting.exactly(
        json -> {
          json.writeStartObject();
          ReasonJson.sentence(json, "problem", differences.problem());
          json.writeArrayFieldStart("files");
          for (FileDifference file : differences.files()) {
            json.writeStartObject();
            json.writeStringField("path", file.path());
            json.writeStringField("state", file.state());
            ReasonJson.write(json, "why", file.why());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** Reads what {@link #writeDifferences} wrote. */
  public static Differences readDifferences(String text) throws IOException {
    JsonValue json = JsonValue.read(text);
    List<FileDifference> files = new ArrayList<>();
    for (JsonValue item : json.at("files").items()) {
      files.add(
          new FileDifference(item.text("path"), item.text("state"), ReasonJson.read(item, "why")));
    }
    return new Differences(ReasonJson.optional(json, "problem"), files);
  }

  /** An answer as {@code done} and {@code sentence}. */
  public static String writeAnswer(Answer answer) {
    return JsonWriting.write(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("done", answer.done());
          json.writeStringField("sentence", answer.sentence());
          ReasonJson.fields(json, answer.why());
          json.writeEndObject();
        });
  }

  /** A new pair key: an answer, and {@code key}, which is null where none was made. */
  public static String writeNewKey(NewKey made) {
    return JsonWriting.write(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("done", made.answer().done());
          json.writeStringField("sentence", made.answer().sentence());
          ReasonJson.fields(json, made.answer().why());
          json.writeStringField("key", made.key().orElse(null));
          json.writeEndObject();
        });
  }

  /** Reads what {@link #writeNewKey} wrote. */
  public static NewKey readNewKey(String text) throws IOException {
    return new NewKey(readAnswer(text), JsonValue.read(text).optional("key"));
  }

  /** Reads what {@link #writeAnswer} wrote. */
  public static Answer readAnswer(String text) throws IOException {
    JsonValue json = JsonValue.read(text);
    String sentence = json.text("sentence");
    return new Answer(json.flag("done"), sentence, ReasonJson.beside(json, sentence));
  }
}
