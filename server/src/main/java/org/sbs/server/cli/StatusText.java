package org.sbs.server.cli;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sbs.view.picture.Picture;
import org.sbs.view.picture.Trouble;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.status.NodeStatus.SentinelStatus;
import org.sbs.view.text.ReasonText;

/** A node's status as a person reads it. */
final class StatusText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /** More would push everything else off the screen. */
  private static final int MOST_PROBLEMS = 8;

  private static final ReasonText ENGLISH = ReasonText.english();

  private final StringBuilder text = new StringBuilder();
  private final ZoneId zone;
  private final Paint paint;

  private StatusText(ZoneId zone, Paint paint) {
    this.zone = zone;
    this.paint = paint;
  }

  /** The headline, some lines, what is wrong with what to do, and the verdict as the last one. */
  static String of(NodeStatus status, ZoneId zone, Paint paint) {
    StatusText text = new StatusText(zone, paint);
    Picture picture = Picture.of(status);
    text.headline(picture);
    text.nodes(status);
    text.service(status.service());
    text.sync(status.sync());
    text.rest(status);
    text.troubles(picture);
    String verdict = verdict(status.readiness());
    return text.text
        .append('\n')
        .append(status.readiness().ready() ? paint.good(verdict) : paint.bad(verdict))
        .toString();
  }

  /**
   * Of a node that does not run.
   *
   * @param last what it did last; empty where it never ran
   */
  static String stopped(Optional<HistoryRow> last, Picture picture, ZoneId zone, Paint paint) {
    StatusText text = new StatusText(zone, paint);
    text.headline(picture);
    last.ifPresent(
        entry ->
            text.line(
                "Last",
                text.time(entry.time()) + ", " + entry.role() + ", epoch " + entry.epoch()));
    text.troubles(picture);
    return text.text.toString().stripTrailing();
  }

  /** R9.3: the one line that says whether the other node could take over now. */
  static String verdict(NodeStatus.Readiness readiness) {
    return readiness.ready()
        ? "Ready to fail over"
        : "Not ready: "
            + readiness.reasons().stream().map(ENGLISH::say).collect(Collectors.joining(", "));
  }

  /** R9.7: are labels printing, and would they if this machine died? */
  private void headline(Picture picture) {
    String said = ENGLISH.headline(picture.headline());
    text.append(
            switch (picture.severity()) {
              case OK -> paint.good(said);
              case NOTICE -> paint.strong(said);
              case WARNING, CRITICAL -> paint.bad(said);
            })
        .append("\n\n");
  }

  /** Those that a command remedies; all others stand above, each in its place. */
  private void troubles(Picture picture) {
    List<Trouble> some =
        picture.troubles().stream()
            .filter(trouble -> trouble.remedy().isPresent())
            .limit(MOST_PROBLEMS)
            .toList();
    String label = "To do";
    for (Trouble trouble : some) {
      line(label, ENGLISH.sentence(trouble.what()) + " → " + trouble.remedy().get().command());
      label = "";
    }
  }

  private void nodes(NodeStatus status) {
    line(
        "This node",
        paint.strong(status.role())
            + " since "
            + time(status.since())
            + (status.host().isEmpty() ? "" : ", " + status.host())
            + ", "
            + id(status.node()));
    line("", ENGLISH.say(status.reason()));
    line(
        "Peer",
        status.peer().role().orElse("not connected")
            + status.peer().host().map(host -> ", " + host).orElse("")
            + ", "
            + status.peer().where());
    if (status.peer().role().isPresent() && !status.peer().connected()) {
      line("", "not connected");
    }
    if (status.peer().isLimitExtended()) {
      line(
          "",
          "counts as dead after "
              + status.peer().silenceLimitMs()
              + " ms of silence; "
              + status.peer().allowedPauseMs()
              + " ms of it are allowed because the machines are busy");
    }
    line("Pair", status.mode() + ", epoch " + status.epoch());
    status.keyChange().ifPresent(change -> line("Pair key", ENGLISH.say(change.explanation())));
    status.pause().ifPresent(until -> line("", "no takeover: paused until " + time(until)));
  }

  private static String id(String node) {
    return "node " + node.substring(0, Math.min(8, node.length()));
  }

  private void service(NodeStatus.Service service) {
    List<SentinelStatus> sentinels = service.running() ? service.sentinels() : List.of();
    long active = sentinels.stream().filter(SentinelStatus::active).count();
    String counted =
        sentinels.isEmpty() ? "" : ", " + active + " of " + sentinels.size() + " sentinels active";
    line("Service", (service.running() ? "running" : "not running here") + counted);
    int width = sentinels.stream().mapToInt(s -> s.name().length()).max().orElse(0);
    for (SentinelStatus sentinel : sentinels) {
      String state =
          (sentinel.active() ? "active" : "inactive")
              + sentinel
                  .problem()
                  .map(problem -> ": " + paint.bad(ENGLISH.say(problem)))
                  .orElse("");
      line("", "  " + padded(sentinel.name(), width + 2) + state);
    }
    for (NodeStatus.CheckStatus check : service.checks()) {
      line("", "  check " + check.check() + " " + check.target() + ": " + check.state());
    }
    service.problems().forEach(problem -> line("", ENGLISH.say(problem)));
  }

  private void sync(NodeStatus.Sync sync) {
    String cycle =
        sync.cycle() == 0
            ? "no cycle yet"
            : "cycle "
                + sync.cycle()
                + sync.committedAt().map(at -> ", committed " + time(at)).orElse("");
    line("Copy", cycle + ", " + count(sync.files(), "file"));
    if (sync.progress().isPresent()) {
      line("", ProgressText.of(sync.progress().get()));
    } else if (sync.pendingFiles() > 0) {
      line("", count(sync.pendingFiles(), "file") + " still to be copied");
    }
    if (sync.heldDeletes() > 0) {
      line("", count(sync.heldDeletes(), "delete") + " held back for safety");
    }
    if (sync.conflicts() > 0) {
      line("", count(sync.conflicts(), "conflict") + " kept");
    }
    // What the other node never takes is among the problems already.
    sync.offers().stream()
        .filter(offer -> offer.node().equals("this") || !offer.state().equals("never"))
        .limit(MOST_PROBLEMS)
        .forEach(offer -> line("", ENGLISH.sentence(offer.why())));
    sync.problems().stream()
        .limit(MOST_PROBLEMS)
        .forEach(problem -> line("", ENGLISH.sentence(problem)));
    if (sync.problems().size() > MOST_PROBLEMS) {
      int more = sync.problems().size() - MOST_PROBLEMS;
      line("", "and " + count(more, "problem") + " more: see sbs status --json");
    }
  }

  private void rest(NodeStatus status) {
    if (!status.witness().kind().equals("none")) {
      String held = status.witness().holds() ? ", held by this node" : ", not held by this node";
      line("Witness", status.witness().kind() + held);
    }
    account(status.account());
    line("Licence", ENGLISH.paragraph(status.licence().explanation()));
    mail(status.mail());
  }

  private void account(NodeStatus.Account account) {
    if (!account.name().isEmpty()) {
      String rights = account.privileged() ? ", privileged" : ", without root's rights";
      line("Runs as", account.name() + rights);
    }
  }

  /** Only what needs a look: mails that wait, and why. */
  private void mail(NodeStatus.Mail mail) {
    if (mail.waiting() > 0) {
      line("Mail", count(mail.waiting(), "mail") + " not sent yet");
      mail.problem().ifPresent(problem -> line("", ENGLISH.sentence(problem)));
    } else {
      mail.problem().ifPresent(problem -> line("Mail", ENGLISH.sentence(problem)));
    }
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void line(String label, String said) {
    text.append(padded(label, 11)).append(said).append('\n');
  }

  private static String padded(String word, int width) {
    return word + " ".repeat(Math.max(0, width - word.length()));
  }

  private String time(String iso) {
    try {
      return TIME.format(OffsetDateTime.parse(iso).atZoneSameInstant(zone));
    } catch (DateTimeParseException e) {
      // A node of another version may say it in another way: better shown than hidden.
      return iso;
    }
  }
}
