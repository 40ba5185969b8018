package org.sbs.view.status;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.view.status.NodeStatus.SentinelStatus;
import org.sbs.view.status.Snapshot.Power;
import org.sbs.view.status.StatusPage.Card;
import org.sbs.view.status.StatusPage.Row;
import org.sbs.view.text.Sizes;
import org.sbs.view.text.Words;

/** Makes the first tab's page of what is known of the node. Immutable. */
public final class StatusPages {
  private static final int SHORT_ID = 8;
  private static final String PRIMARY = "primary";

  private final Words words;
  private final ZoneId zone;

  /** In that language and time zone. */
  public StatusPages(Words words, ZoneId zone) {
    this.words = words;
    this.zone = zone;
  }

  /**
   * The page.
   *
   * @param missing what the settings lack before a node can start, in the user's language
   */
  public StatusPage of(Snapshot seen, List<String> missing) {
    return seen.status().isPresent()
        ? running(seen, seen.status().get())
        : withoutStatus(seen, missing);
  }

  private StatusPage withoutStatus(Snapshot seen, List<String> missing) {
    boolean off = seen.power() == Power.OFF;
    State state = seen.state();
    String readiness =
        off
            ? words.get(missing.isEmpty() ? "status.off-ready" : "status.off-missing")
            : words.get("status.silent");
    return new StatusPage(
        state,
        role(state),
        seen.trouble().map(words::say).orElse(""),
        readiness,
        false,
        new Card(state, role(state), List.of()),
        new Card(State.STOPPED, words.get("status.unknown"), List.of()),
        "",
        Optional.empty(),
        List.of(),
        off ? missing : List.of(),
        List.of(),
        off,
        false);
  }

  private StatusPage running(Snapshot seen, NodeStatus now) {
    return new StatusPage(
        seen.state(),
        word(now.role()),
        words.say(now.reason()),
        readiness(now.readiness()),
        now.readiness().ready(),
        mine(now),
        other(now),
        cycle(now.sync()),
        now.sync().progress().map(this::progress),
        now.service().running()
            ? now.service().sentinels().stream().map(this::sentinel).toList()
            : List.of(),
        problems(now),
        events(seen.events()),
        false,
        now.peer().connected() && !now.role().equals("starting"));
  }

  /** R9.3 in one line. */
  private String readiness(NodeStatus.Readiness readiness) {
    return readiness.ready()
        ? words.get("status.ready")
        : words.get(
            "status.not-ready",
            Map.of(
                "reasons",
                String.join(", ", readiness.reasons().stream().map(words::part).toList())));
  }

  private Card mine(NodeStatus now) {
    List<String> lines = new ArrayList<>();
    lines.add(words.get("status.since", Map.of("time", time(now.since()))));
    lines.add(words.get(now.service().running() ? "status.service-runs" : "status.service-rests"));
    lines.add(
        words.get(
            "status.identity",
            Map.of(
                "id",
                now.node().substring(0, Math.min(SHORT_ID, now.node().length())),
                "epoch",
                now.epoch())));
    return new Card(stateOf(now.role()), word(now.role()), lines);
  }

  private Card other(NodeStatus now) {
    NodeStatus.Peer peer = now.peer();
    String role =
        peer.connected()
            ? peer.role().map(this::word).orElse("")
            : words.get("status.not-connected");
    State state =
        peer.connected()
            ? peer.role().map(StatusPages::stateOf).orElse(State.STOPPED)
            : State.STOPPED;
    List<String> lines = new ArrayList<>();
    lines.add(peer.where());
    if (peer.connected()) {
      lines.add(words.get("status.connected"));
    }
    return new Card(state, role, lines);
  }

  private String word(String role) {
    return role(stateOf(role));
  }

  private static State stateOf(String role) {
    return switch (role) {
      case PRIMARY -> State.PRIMARY;
      case "secondary" -> State.SECONDARY;
      case "stopped" -> State.STOPPED;
      default -> State.STARTING;
    };
  }

  private String role(State state) {
    return switch (state) {
      case STOPPED -> words.get("state.stopped");
      case STARTING -> words.get("state.starting");
      case SECONDARY -> words.get("state.secondary");
      case PRIMARY -> words.get("state.primary");
      case ATTENTION -> words.get("state.attention");
    };
  }

  private String cycle(NodeStatus.Sync sync) {
    if (sync.cycle() == 0) {
      return words.get("status.no-cycle");
    }
    return words.get(
        "status.cycle",
        Map.of(
            "cycle", sync.cycle(),
            "time", sync.committedAt().map(this::time).orElse("–"),
            "files", number(sync.files())));
  }

  private StatusPage.Progress progress(NodeStatus.Progress now) {
    String phase =
        switch (now.phase()) {
          case "comparing" -> words.get("progress.comparing");
          case "committing" -> words.get("progress.committing");
          default ->
              words.get(
                  "progress.moving",
                  Map.of(
                      "files", number(now.files()),
                      "all", number(now.allFiles()),
                      "size", Sizes.text(now.bytes(), words.locale()),
                      "whole", Sizes.text(now.allBytes(), words.locale())));
        };
    String text =
        words.get("progress.cycle", Map.of("cycle", now.cycle(), "phase", phase)) + rate(now);
    long part = now.allBytes() > 0 ? now.bytes() * 1000 / now.allBytes() : -1;
    return new StatusPage.Progress((int) Math.min(part, 1000), text);
  }

  private String rate(NodeStatus.Progress now) {
    long perSecond = now.elapsedMs() < 1000 ? 0 : now.bytes() * 1000 / now.elapsedMs();
    if (perSecond == 0) {
      return "";
    }
    return words.get(
        "progress.rate",
        Map.of(
            "rate",
            Sizes.text(perSecond, words.locale()),
            "seconds",
            number((now.allBytes() - now.bytes()) / perSecond)));
  }

  private Row sentinel(SentinelStatus sentinel) {
    String text =
        words.get(sentinel.active() ? "sentinel.active" : "sentinel.inactive")
            + sentinel.problem().map(problem -> ": " + problem).orElse("");
    // One that was never to work is neither good nor bad.
    boolean judged = sentinel.active() || sentinel.problem().isPresent();
    Optional<Boolean> good = judged ? Optional.of(sentinel.problem().isEmpty()) : Optional.empty();
    return new Row(sentinel.name(), text, good);
  }

  private List<String> problems(NodeStatus now) {
    List<String> problems = new ArrayList<>();
    now.pause()
        .map(until -> words.get("status.paused", Map.of("time", time(until))))
        .ifPresent(problems::add);
    if (now.sync().heldDeletes() > 0) {
      problems.add(words.get("status.held", Map.of("files", number(now.sync().heldDeletes()))));
    }
    if (now.sync().conflicts() > 0) {
      problems.add(words.get("status.conflicts", Map.of("files", number(now.sync().conflicts()))));
    }
    if (!now.licence().kind().equals("off")) {
      problems.add(words.paragraph(now.licence().explanation()));
    }
    if (now.mail().waiting() > 0 || now.mail().problem().isPresent()) {
      problems.add(
          words.get("status.mail", Map.of("mails", number(now.mail().waiting())))
              + now.mail().problem().map(problem -> " " + words.say(problem)).orElse(""));
    }
    now.service().problems().forEach(problem -> problems.add(words.say(problem)));
    now.sync().problems().forEach(problem -> problems.add(words.say(problem)));
    return problems;
  }

  private List<Row> events(List<HistoryRow> events) {
    List<Row> rows = new ArrayList<>();
    for (HistoryRow event : events) {
      Optional<Boolean> good = event.kind().equals("alert") ? Optional.of(false) : Optional.empty();
      rows.add(new Row(time(event.time()), words.say(event.reason()), good));
    }
    Collections.reverse(rows);
    return rows;
  }

  /** The cycles that were seen. */
  public List<Row> rows(CycleLog log) {
    return log.cycles().stream()
        .map(
            cycle ->
                new Row(
                    String.valueOf(cycle.number()),
                    words.get(
                        "status.cycle-row",
                        Map.of("time", time(cycle.time()), "files", number(cycle.files()))),
                    Optional.empty()))
        .toList();
  }

  private String number(long count) {
    return String.format(words.locale(), "%,d", count);
  }

  private String time(String iso) {
    try {
      return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT, FormatStyle.MEDIUM)
          .withLocale(words.locale())
          .format(OffsetDateTime.parse(iso).atZoneSameInstant(zone));
    } catch (DateTimeParseException e) {
      // A node of another version may say it in another way: better shown than hidden.
      return iso;
    }
  }
}
