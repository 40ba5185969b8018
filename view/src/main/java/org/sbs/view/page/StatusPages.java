package org.sbs.view.page;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.view.page.Snapshot.Power;
import org.sbs.view.page.StatusPage.AfterStop;
import org.sbs.view.page.StatusPage.Card;
import org.sbs.view.page.StatusPage.ProblemRow;
import org.sbs.view.page.StatusPage.Row;
import org.sbs.view.picture.Picture;
import org.sbs.view.picture.Severity;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.status.NodeStatus.SentinelStatus;
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
   * @param place what is known of this node without asking it
   */
  public StatusPage of(Snapshot seen, Place place) {
    return seen.status().isPresent()
        ? running(seen, seen.status().get(), place)
        : withoutStatus(seen, place);
  }

  private StatusPage withoutStatus(Snapshot seen, Place place) {
    if (place.foreign().isPresent()) {
      return foreign(place, place.foreign().get());
    }
    boolean off = seen.power() == Power.OFF;
    State state = seen.state();
    Picture picture = seen.picture();
    String readiness =
        off
            ? words.get(place.missing().isEmpty() ? "status.off-ready" : "status.off-missing")
            : words.get("status.silent");
    return new StatusPage(
        state,
        picture.severity(),
        words.headline(picture.headline()),
        off ? last(seen) : "",
        readiness,
        new Card(state, host(place.host(), "status.mine"), role(state), address(place)),
        new Card(
            State.UNKNOWN,
            words.get("status.other"),
            role(State.UNKNOWN),
            List.of(words.get("status.unknown"))),
        "",
        Optional.empty(),
        List.of(),
        problems(picture),
        off ? place.missing() : List.of(),
        events(seen.events()),
        off,
        false,
        AfterStop.NOT_KNOWN,
        StatusPage.Actions.NONE);
  }

  /** Of a home that this user may not read: nothing is known. */
  private StatusPage foreign(Place place, String why) {
    String unknown = role(State.UNKNOWN);
    return new StatusPage(
        State.UNKNOWN,
        Severity.NOTICE,
        words.get("status.foreign"),
        "",
        why,
        new Card(State.UNKNOWN, host(place.host(), "status.mine"), unknown, List.of()),
        new Card(State.UNKNOWN, words.get("status.other"), unknown, List.of()),
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false,
        false,
        AfterStop.NOT_KNOWN,
        StatusPage.Actions.NONE);
  }

  /** What a node that does not run was last. */
  private String last(Snapshot seen) {
    return seen.last()
        .map(
            event ->
                words.get(
                    "status.last",
                    Map.of(
                        "role",
                        word(event.role()),
                        "epoch",
                        event.epoch(),
                        "time",
                        time(event.time()))))
        .orElse("");
  }

  private StatusPage running(Snapshot seen, NodeStatus now, Place place) {
    Picture picture = seen.picture();
    return new StatusPage(
        seen.state(),
        picture.severity(),
        words.headline(picture.headline()),
        words.say(now.reason()),
        readiness(now.readiness()),
        mine(now, place),
        other(now),
        cycle(now.sync()),
        now.sync().progress().map(this::progress),
        now.service().running() ? sentinels(now.service()) : List.of(),
        problems(picture),
        notes(now),
        events(seen.events()),
        false,
        now.peer().connected() && !now.role().equals("starting"),
        afterStop(now),
        actions(now));
  }

  private static StatusPage.Actions actions(NodeStatus now) {
    List<StatusPage.OfferedFolder> offers =
        now.sync().offers().stream()
            .filter(offer -> offer.node().equals("this") && offer.state().equals("waits"))
            .map(
                offer ->
                    new StatusPage.OfferedFolder(
                        offer.folder(), offer.place().orElse(offer.folder())))
            .toList();
    return new StatusPage.Actions(true, now.pause().isPresent(), now.sync().heldDeletes(), offers);
  }

  private static AfterStop afterStop(NodeStatus now) {
    boolean standby = now.peer().role().filter("secondary"::equals).isPresent();
    boolean serving = now.peer().role().filter(PRIMARY::equals).isPresent();
    return switch (now.role()) {
      case PRIMARY ->
          now.peer().connected() && standby && now.readiness().ready()
              ? AfterStop.OTHER_TAKES_OVER
              : AfterStop.NOBODY_PRINTS;
      case "secondary" ->
          now.peer().connected() && serving ? AfterStop.OTHER_PRINTS_ON : AfterStop.NOT_KNOWN;
      default -> AfterStop.NOT_KNOWN;
    };
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

  private Card mine(NodeStatus now, Place place) {
    List<String> lines = new ArrayList<>(address(place));
    lines.add(words.get("status.since", Map.of("time", time(now.since()))));
    lines.add(service(now.service()));
    lines.add(
        words.get(
            "status.identity",
            Map.of(
                "id",
                now.node().substring(0, Math.min(SHORT_ID, now.node().length())),
                "epoch",
                now.epoch())));
    String host = now.host().isEmpty() ? place.host() : now.host();
    return new Card(stateOf(now.role()), host(host, "status.mine"), word(now.role()), lines);
  }

  /** Counts first: sixty names help nobody to see that one is missing. */
  private String service(NodeStatus.Service service) {
    if (!service.running()) {
      return words.get("status.service-rests");
    }
    long active = service.sentinels().stream().filter(SentinelStatus::active).count();
    return service.sentinels().isEmpty()
        ? words.get("status.service-runs")
        : words.get(
            "status.service-counted",
            Map.of("active", number(active), "all", number(service.sentinels().size())));
  }

  private static List<String> address(Place place) {
    return place.address().isEmpty() ? List.of() : List.of(place.address());
  }

  private String host(String name, String otherwise) {
    return name.isEmpty() ? words.get(otherwise) : name;
  }

  private Card other(NodeStatus now) {
    NodeStatus.Peer peer = now.peer();
    List<String> lines = new ArrayList<>();
    lines.add(peer.where());
    lines.add(words.get(peer.connected() ? "status.connected" : "status.not-connected"));
    State state =
        peer.connected()
            ? peer.role().map(StatusPages::stateOf).orElse(State.UNKNOWN)
            : State.UNKNOWN;
    return new Card(state, host(peer.host().orElse(""), "status.other"), role(state), lines);
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
      case UNKNOWN -> words.get("state.unknown");
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

  private List<Row> sentinels(NodeStatus.Service service) {
    return service.sentinels().stream()
        .sorted(Comparator.comparing(sentinel -> sentinel.problem().isEmpty()))
        .map(this::sentinel)
        .toList();
  }

  private Row sentinel(SentinelStatus sentinel) {
    String text =
        words.get(sentinel.active() ? "sentinel.active" : "sentinel.inactive")
            + sentinel.problem().map(problem -> ": " + words.say(problem)).orElse("");
    // One that was never to work is neither good nor bad.
    boolean judged = sentinel.active() || sentinel.problem().isPresent();
    Severity severity = sentinel.problem().isEmpty() ? Severity.OK : Severity.WARNING;
    return new Row(sentinel.name(), text, judged ? Optional.of(severity) : Optional.empty());
  }

  private List<ProblemRow> problems(Picture picture) {
    return picture.troubles().stream()
        .map(
            trouble ->
                new ProblemRow(
                    trouble.severity(),
                    trouble.what().code().word(),
                    words.say(trouble.what()),
                    trouble.remedy()))
        .toList();
  }

  private List<String> notes(NodeStatus now) {
    List<String> notes = new ArrayList<>();
    now.pause()
        .map(until -> words.get("status.paused", Map.of("time", time(until))))
        .ifPresent(notes::add);
    if (!now.licence().kind().equals("off")) {
      notes.add(words.paragraph(now.licence().explanation()));
    }
    if (now.mail().waiting() > 0) {
      notes.add(words.get("status.mail", Map.of("mails", number(now.mail().waiting()))));
    }
    return notes;
  }

  private List<Row> events(List<HistoryRow> events) {
    List<Row> rows = new ArrayList<>();
    for (HistoryRow event : events) {
      Optional<Severity> severity =
          event.kind().equals("alert") ? Optional.of(Severity.WARNING) : Optional.empty();
      rows.add(new Row(time(event.time()), words.say(event.reason()), severity));
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
