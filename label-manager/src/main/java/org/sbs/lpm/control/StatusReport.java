package org.sbs.lpm.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sbs.lpm.claims.NodeId;
import org.sbs.lpm.sentinel.Counts;
import org.sbs.lpm.sentinel.HeldJob;
import org.sbs.lpm.sentinel.SentinelView;
import org.sbs.lpm.state.Log;

/**
 * The status of a whole Label Print Manager, for people and for programs.
 *
 * @param since when the process began
 */
public record StatusReport(NodeId node, Instant since, Path settings) {
  /** Lines for people. */
  public List<String> text(List<SentinelView> views) {
    List<String> lines = new ArrayList<>();
    lines.add("Label Print Manager of node " + node.node() + ", running since " + since);
    for (SentinelView view : views) {
      Counts counts = view.counts();
      lines.add(
          view.name()
              + (view.group().isEmpty() ? "" : " (" + view.group() + ")")
              + ": "
              + health(view));
      if (!view.explanation().isEmpty()) {
        lines.add("  " + view.explanation());
      }
      lines.add(
          String.format(
              Locale.ROOT,
              "  %d printed (%d labels), %d failed, %d reprinted, %d held, %d waiting",
              counts.printed(),
              counts.labels(),
              counts.failed(),
              counts.reprinted(),
              counts.held(),
              counts.waiting()));
      if (!view.lastLabel().isEmpty()) {
        lines.add("  last: " + Log.oneLine(view.lastLabel()));
      }
      view.held()
          .forEach(job -> lines.add("  held: " + Log.oneLine(job.file() + ": " + job.reason())));
      view.notes().forEach(note -> lines.add("  note: " + Log.oneLine(note)));
    }
    return lines;
  }

  private static String health(SentinelView view) {
    return view.health().name().toLowerCase(Locale.ROOT);
  }

  /** One line of JSON. */
  public String json(List<SentinelView> views) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("node", node.node());
      json.writeStringField("instance", node.instance());
      json.writeStringField("since", since.toString());
      json.writeStringField("settings", settings.toString());
      json.writeArrayFieldStart("sentinels");
      for (SentinelView view : views) {
        write(json, view);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, SentinelView view) throws IOException {
    Counts counts = view.counts();
    json.writeStartObject();
    json.writeStringField("name", view.name());
    json.writeStringField("group", view.group());
    json.writeStringField("state", health(view));
    json.writeStringField("explanation", view.explanation());
    json.writeNumberField("printed", counts.printed());
    json.writeNumberField("labels", counts.labels());
    json.writeNumberField("failed", counts.failed());
    json.writeNumberField("reprinted", counts.reprinted());
    json.writeNumberField("lost", counts.lost());
    json.writeNumberField("held", counts.held());
    json.writeNumberField("waiting", counts.waiting());
    json.writeNumberField("stuckSeconds", view.stuckSeconds());
    json.writeStringField("printerState", view.printerState());
    json.writeStringField("lastLabel", view.lastLabel());
    json.writeArrayFieldStart("heldJobs");
    for (HeldJob job : view.held()) {
      json.writeStartObject();
      json.writeStringField("id", job.id());
      json.writeStringField("file", job.file());
      json.writeStringField("reason", job.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (String note : view.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
