package org.sbs.server.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Event;
import org.sbs.core.role.Limits;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Role;
import org.sbs.core.role.Step;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.store.HistoryEntry;
import org.sbs.server.store.HistoryFile;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one choke point through which every decision goes into log and history, and where the reason
 * of the present role is kept. Told of steps on the loop's thread; writes on its own.
 */
final class EventLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("sbs");

  /** Tells changes of the role, and nothing else: who listens for those finds them by its name. */
  private static final Logger ROLE = LoggerFactory.getLogger("sbs.role");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  /** Events of a year can be compared with those of the season before. */
  private static final Duration KEPT = Duration.ofDays(366);

  /**
   * Why the role is what it is, and since when.
   *
   * @param since ISO 8601
   */
  record Present(Role role, String since, Reason reason) {}

  private final HistoryFile history;
  private final ReasonText english = ReasonText.english();
  private final Clock wall;
  private final Worker writer;
  private final Repeats repeats = new Repeats();
  private volatile Present present;

  EventLog(HistoryFile history, Clock wall, Consumer<Throwable> fault) {
    this.history = history;
    this.wall = wall;
    this.writer = new Worker("sbs-history", fault);
    this.present = new Present(Role.STARTING, now(), Reason.of(ReasonCode.SBS_STARTS));
  }

  /** The wall-clock time, for people only: no decision depends on it. */
  String now() {
    return TIME.format(OffsetDateTime.now(wall.withZone(ZoneId.systemDefault())));
  }

  Present present() {
    return present;
  }

  void stepped(NodeState before, Event event, Step step) {
    Phase to = step.state().phase();
    boolean newRole = to.role() != before.phase().role();
    repeats.due(wall.millis()).forEach(this::told);
    if (step.reason().isEmpty()) {
      return;
    }
    Reason reason = step.reason();
    String since = newRole ? now() : present.since();
    // What befalls a serving primary is history; the reason of its role is why it became one.
    boolean moved = to.getClass() != before.phase().getClass();
    present = new Present(to.role(), since, moved ? reason : present.reason());
    if (newRole) {
      String change = before.phase().role() + " → " + to.role();
      ROLE.info("{}: {}", change.toLowerCase(Locale.ROOT), words(reason));
      write(row("role", step.state(), reason));
      return;
    }
    Repeats.Row row = row(kind(event, to, step.state().self().limits()), step.state(), reason);
    if (repeats.admits(row, wall.millis())) {
      LOG.info("{}: {}", row.role(), words(reason));
      write(row);
    }
  }

  /** Equal rows that were not written one by one. */
  private void told(Repeats.Held held) {
    Repeats.Row row = held.row();
    Reason often =
        held.times() == 1
            ? Reason.of(ReasonCode.SAID_ONCE_MORE)
            : Reason.of(ReasonCode.SAID_MORE_TIMES).with("times", held.times());
    often = often.with("what", row.reason()).with("seconds", Repeats.WINDOW_MILLIS / 1000);
    LOG.info("{}: {}", row.role(), words(often));
    write(new Repeats.Row(row.kind(), row.role(), row.epoch(), often));
  }

  /** Tells of something that decided nothing. */
  void tell(String kind, NodeState state, Reason reason) {
    Repeats.Row row = row(kind, state, reason);
    if (repeats.admits(row, wall.millis())) {
      LOG.info("{}: {}", kind, words(reason));
      write(row);
    }
  }

  private String words(Reason reason) {
    return Sanitizer.line(english.say(reason));
  }

  /** Tells of something that decided nothing and that somebody should look at. */
  void alert(NodeState state, Reason reason) {
    Repeats.Row row = row("alert", state, reason);
    if (repeats.admits(row, wall.millis())) {
      LOG.warn("alert: {}", words(reason));
      write(row);
    }
  }

  private static Repeats.Row row(String kind, NodeState state, Reason reason) {
    String role = state.phase().role().name().toLowerCase(Locale.ROOT);
    return new Repeats.Row(kind, role, state.view().epoch(), reason);
  }

  private void write(Repeats.Row row) {
    HistoryEntry entry =
        new HistoryEntry(
            now(), row.kind(), row.epoch(), row.role(), words(row.reason()), row.reason());
    writer.later(() -> history.append(entry));
  }

  /** Under which word the history tells of it. */
  static String kind(Event event, Phase to, Limits limits) {
    if (to instanceof Phase.Waiting waiting && !waiting.election().held().isEmpty()) {
      return "alert";
    }
    if (event instanceof Event.OfService) {
      boolean stuck =
          to instanceof Phase.Serving serving
              && serving.serviceHealth().fails()
              && serving.serviceHealth().isWornOut(limits);
      return stuck ? "alert" : "service";
    }
    return event instanceof Event.Failure ? "alert" : "peer";
  }

  List<HistoryRow> newest(int most) {
    return history.newest(most).entries().stream()
        .map(
            entry ->
                new HistoryRow(
                    entry.time(), entry.kind(), entry.epoch(), entry.role(), entry.why()))
        .toList();
  }

  /** Forgets what is older than {@link #KEPT}. */
  void prune() {
    Instant oldest = wall.instant().minus(KEPT);
    writer.later(() -> history.prune(oldest));
  }

  /** Does something after all that was told is written. */
  void afterAll(Runnable what) {
    writer.later(what);
  }

  @Override
  public void close() {
    repeats.rest().forEach(this::told);
    writer.close();
  }
}
