package org.sbs.server.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sbs.core.alert.Alert;
import org.sbs.core.alert.Notice;
import org.sbs.core.reason.Reason;
import org.sbs.core.text.Sanitizer;
import org.sbs.view.text.ReasonText;
import org.sbs.view.text.Texts;

/**
 * Writes mails that are of use on a phone at night: what happened, what works now, what to do. In
 * the system's language. Immutable.
 */
public final class MailText {
  private static final int MOST_LINES = 20;
  private static final int LONGEST_VALUE = 2_000;

  private final Texts texts;
  private final ReasonText reasons;
  private final String machine;
  private final ZoneId zone;

  /**
   * For the mails of one machine.
   *
   * @param machine what users call it
   */
  public MailText(Texts texts, String machine, ZoneId zone) {
    this.texts = texts;
    this.reasons = ReasonText.in(texts);
    this.machine = machine;
    this.zone = zone;
  }

  /** The mail that tells of an alert. */
  public Mail of(Notice notice, MailContext scene, Instant at) {
    Map<String, String> values = values(notice.alert());
    String key = "mail." + notice.alert().word();
    StringBuilder body = new StringBuilder();
    body.append(texts.get("mail.head.happened")).append('\n');
    body.append(texts.get("mail.at", Map.of("time", time(at), "node", machine))).append('\n');
    body.append(texts.get(key + ".happened", values)).append('\n');
    if (notice.alert() instanceof Alert.BackToNormal normal) {
      normal.over().forEach(word -> body.append(texts.get("mail." + word + ".over")).append('\n'));
    }
    if (notice.times() > 1) {
      body.append(texts.get("mail.times", Map.of("times", notice.times()))).append('\n');
    }
    body.append('\n').append(texts.get("mail.head.now")).append('\n');
    now(scene).forEach(line -> body.append(line).append('\n'));
    body.append('\n').append(texts.get("mail.head.todo")).append('\n');
    body.append(texts.get(key + ".todo", values)).append("\n\n");
    return mail(texts.get(key + ".subject", values), body.toString(), at);
  }

  /** The mail that a test sends. */
  public Mail test(Instant at) {
    return mail(
        texts.get("mail.test.subject"),
        texts.get("mail.test.body", Map.of("node", machine))
            + "\n"
            + texts.get("mail.at", Map.of("time", time(at), "node", machine))
            + "\n\n",
        at);
  }

  private Mail mail(String what, String body, Instant at) {
    return new Mail(
        UUID.randomUUID() + "@" + machine + ".sbs",
        at,
        texts.locale().toLanguageTag(),
        texts.get("mail.subject", Map.of("node", machine, "what", what)),
        body + "-- \n" + texts.get("mail.foot", Map.of("node", machine)) + "\n");
  }

  private Map<String, String> values(Alert alert) {
    Map<String, String> values = new HashMap<>();
    alert
        .values()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "peer" -> values.put(name, host(value.toString()));
                case "why" -> values.put(name, clipped(worded(value)));
                default -> values.put(name, clipped(Sanitizer.line(value.toString())));
              }
            });
    return values;
  }

  /** A reason, or a line for each of several. */
  private String worded(Object why) {
    if (why instanceof List<?> all) {
      return all.stream().map(this::worded).collect(Collectors.joining("\n"));
    }
    return Sanitizer.line(why instanceof Reason reason ? reasons.say(reason) : why.toString());
  }

  /** The port tells nobody anything at night. */
  private static String host(String peer) {
    int colon = peer.lastIndexOf(':');
    return colon > 0 && peer.indexOf(']') < colon ? peer.substring(0, colon) : peer;
  }

  private static String clipped(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
  }

  private String time(Instant at) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.MEDIUM)
        .withLocale(texts.locale())
        .format(at.atZone(zone));
  }

  private List<String> now(MailContext scene) {
    Map<String, String> values = Map.of("node", machine, "peer", host(scene.peer()));
    List<String> lines = new ArrayList<>();
    switch (scene.place()) {
      case PRIMARY -> {
        lines.add(
            texts.get(scene.serviceRuns() ? "mail.now.serving" : "mail.now.not-running", values));
        sentinels(scene, lines);
        lines.add(
            texts.get(
                switch (scene.other()) {
                  case READY -> "mail.now.ready";
                  case COPYING -> "mail.now.copying";
                  case ABSENT -> "mail.now.alone";
                },
                values));
      }
      case SECONDARY -> lines.add(texts.get("mail.now.secondary", values));
      case IDLE -> lines.add(texts.get("mail.now.idle", values));
    }
    return lines;
  }

  private void sentinels(MailContext scene, List<String> lines) {
    if (scene.serviceRuns() && scene.all() > 0) {
      lines.add(
          texts.get("mail.now.sentinels", Map.of("active", scene.active(), "all", scene.all())));
    }
    scene.failed().stream()
        .limit(MOST_LINES)
        .forEach(
            why ->
                lines.add(
                    texts.get(
                        "mail.now.failed",
                        Map.of("sentinel", clipped(Sanitizer.line(reasons.say(why)))))));
    if (scene.failed().size() > MOST_LINES) {
      lines.add("…");
    }
  }
}
