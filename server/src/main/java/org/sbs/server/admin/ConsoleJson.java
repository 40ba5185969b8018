package org.sbs.server.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.readiness.Finding;
import org.sbs.core.readiness.Report;
import org.sbs.server.node.NodeControl;
import org.sbs.view.page.Place;
import org.sbs.view.page.Snapshot;
import org.sbs.view.page.State;
import org.sbs.view.page.StatusPage;
import org.sbs.view.page.StatusPages;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.text.CheckText;
import org.sbs.view.text.Texts;
import org.sbs.view.text.Words;

/**
 * What the pages of the console show, as JSON in the reader's language: the same values and texts
 * as the dialog's (R9.7). Immutable.
 */
final class ConsoleJson {
  private static final int MOST_EVENTS = 500;
  private static final String CONSOLE = "console.";

  private final Texts texts;
  private final Words words;

  private ConsoleJson(Locale locale) {
    this.texts = Texts.of(locale);
    this.words = new Words(texts);
  }

  /** In the language that the page asks for. */
  static ConsoleJson of(Exchange exchange) {
    boolean german = exchange.parameter("lang").filter(lang -> lang.startsWith("de")).isPresent();
    return new ConsoleJson(german ? Locale.GERMAN : Locale.ENGLISH);
  }

  String language() {
    return texts.locale().getLanguage();
  }

  /** The texts that do not depend on the node. */
  String words() {
    return JsonWriting.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("lang", language());
          for (Map.Entry<String, String> text : texts.all(CONSOLE).entrySet()) {
            json.writeStringField(text.getKey().substring(CONSOLE.length()), text.getValue());
          }
          for (String severity : List.of("ok", "notice", "warning", "critical")) {
            json.writeStringField("severity." + severity, words.get("severity." + severity));
          }
          json.writeStringField("no", words.get("question.no"));
          json.writeEndObject();
        });
  }

  /** The newest events, newest first. */
  String history(NodeControl control) {
    List<HistoryRow> rows = control.history(MOST_EVENTS);
    return JsonWriting.write(
        json -> {
          json.writeStartArray();
          for (int i = rows.size() - 1; i >= 0; i--) {
            HistoryRow row = rows.get(i);
            json.writeStartObject();
            json.writeStringField("time", row.time());
            json.writeStringField("kind", row.kind());
            json.writeStringField("code", row.reason().code().word());
            json.writeStringField("text", words.say(row.reason()));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** What a check of the pair found. */
  String check(Report report) {
    CheckText wording = CheckText.in(texts);
    return JsonWriting.write(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("ready", report.ready());
          json.writeStringField("verdict", wording.verdict(report));
          json.writeArrayFieldStart("findings");
          for (Finding finding : report.findings()) {
            json.writeStartObject();
            json.writeStringField("level", finding.level().word());
            json.writeStringField("text", wording.sentence(finding));
            json.writeStringField("remedy", wording.remedy(finding));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** The state: what the dialog's first tab shows, and what its lists are made of. */
  String view(NodeControl control) {
    NodeStatus status = control.status();
    Snapshot seen =
        new Snapshot(Snapshot.Power.ON, Optional.of(status), List.of(), Optional.empty());
    StatusPage page = new StatusPages(words, ZoneId.systemDefault()).of(seen, Place.UNKNOWN);
    return JsonWriting.write(json -> write(json, status, page));
  }

  private void write(JsonGenerator json, NodeStatus status, StatusPage page) throws IOException {
    json.writeStartObject();
    json.writeStringField("severity", page.severity().word());
    json.writeStringField("headline", page.headline());
    json.writeStringField("reason", page.reason());
    json.writeStringField("readiness", page.readiness());
    json.writeArrayFieldStart("nodes");
    card(json, page.mine());
    card(json, page.other());
    json.writeEndArray();
    json.writeArrayFieldStart("problems");
    for (StatusPage.ProblemRow problem : page.problems()) {
      json.writeStartObject();
      json.writeStringField("severity", problem.severity().word());
      json.writeStringField("code", problem.code());
      json.writeStringField("text", problem.text());
      JsonWriting.optional(json, "action", problem.remedy().map(remedy -> remedy.command()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (String note : page.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeStringField("cycle", page.cycle());
    json.writeStringField("progress", page.progress().map(StatusPage.Progress::text).orElse(""));
    json.writeBooleanField("paused", status.pause().isPresent());
    json.writeBooleanField("swappable", page.swappable());
    questions(json, page);
    sentinels(json, status.service());
    files(json, status.sync());
    json.writeEndObject();
  }

  private static void card(JsonGenerator json, StatusPage.Card card) throws IOException {
    json.writeStartObject();
    json.writeStringField("state", card.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("host", card.host());
    json.writeStringField("role", card.role());
    json.writeArrayFieldStart("lines");
    for (String line : card.lines()) {
      json.writeString(line);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** What is asked before an act: it says what follows for printing now. */
  private void questions(JsonGenerator json, StatusPage page) throws IOException {
    Map<String, String> host = Map.of("host", page.other().host());
    String stop =
        switch (page.afterStop()) {
          case OTHER_TAKES_OVER -> "stop.other-takes-over";
          case NOBODY_PRINTS -> "stop.nobody-prints";
          case OTHER_PRINTS_ON -> "stop.other-prints-on";
          case NOT_KNOWN -> "stop.not-known";
        };
    json.writeObjectFieldStart("questions");
    question(json, "stop", words.get("stop.yes"), words.get(stop, host));
    question(
        json,
        "switchover",
        words.get("swap.yes"),
        words.get(page.state() == State.PRIMARY ? "swap.away" : "swap.here", host));
    question(json, "deletes", words.get("deletes.yes"), words.get("deletes.question"));
    for (String own : List.of("pause", "deactivate", "accept", "refuse")) {
      question(json, own, texts.get(CONSOLE + own), texts.get(CONSOLE + own + ".question"));
    }
    json.writeEndObject();
  }

  private static void question(JsonGenerator json, String name, String yes, String text)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("yes", yes);
    json.writeArrayFieldStart("text");
    for (String paragraph : text.split("\n+", -1)) {
      json.writeString(paragraph);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void sentinels(JsonGenerator json, NodeStatus.Service service) throws IOException {
    json.writeArrayFieldStart("sentinels");
    for (NodeStatus.SentinelStatus sentinel : service.sentinels()) {
      json.writeStartObject();
      json.writeStringField("name", sentinel.name());
      json.writeBooleanField("active", sentinel.active());
      json.writeStringField(
          "state", words.get(sentinel.active() ? "sentinel.active" : "sentinel.inactive"));
      JsonWriting.optional(json, "problem", sentinel.problem().map(words::say));
      JsonWriting.optional(json, "printer", sentinel.printerState());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void files(JsonGenerator json, NodeStatus.Sync sync) throws IOException {
    json.writeObjectFieldStart("files");
    json.writeNumberField("heldDeletes", sync.heldDeletes());
    json.writeNumberField("conflicts", sync.conflicts());
    json.writeArrayFieldStart("offers");
    for (NodeStatus.Offer offer : sync.offers()) {
      json.writeStartObject();
      json.writeStringField("folder", offer.folder());
      json.writeStringField("node", offer.node());
      json.writeStringField("state", offer.state());
      json.writeStringField("text", words.say(offer.why()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
