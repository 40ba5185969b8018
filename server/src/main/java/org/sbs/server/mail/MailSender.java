package org.sbs.server.mail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.core.alert.Retry;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.MailAccess;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the mails of the outbox to the mail server, oldest first, and comes again where that
 * fails. Each is sent at least once: a crash between the server's yes and the note of it sends it
 * again, with the same Message-ID. Time is an argument; for one thread, but for {@link #problem}.
 */
final class MailSender {
  private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);

  /** An older mail would only mislead. */
  private static final Duration OLDEST = Duration.ofDays(7);

  private final Outbox outbox;
  private final MailSource source;
  private final String machine;
  private final SmtpLimits limits;
  private final Clock wall;
  private final Map<Path, Wait> mails = new HashMap<>();
  private Wait server = Wait.NONE;
  private boolean hurried;
  private volatile Optional<Reason> problem = Optional.empty();

  /** How often something failed, and when it is tried again. */
  private record Wait(int failures, long untilNanos) {
    static final Wait NONE = new Wait(0, 0);

    Wait failed(long now) {
      return new Wait(failures + 1, now + Retry.waitNanos(failures + 1));
    }

    boolean isOver(long now) {
      return failures == 0 || now - untilNanos >= 0;
    }
  }

  MailSender(Outbox outbox, MailSource source, String machine, SmtpLimits limits, Clock wall) {
    this.outbox = outbox;
    this.source = source;
    this.machine = machine;
    this.limits = limits;
    this.wall = wall;
  }

  /** Why mails wait; empty if nothing is known to be wrong. Any thread. */
  Optional<Reason> problem() {
    return problem;
  }

  /** Something new is there: it is not kept waiting because something older failed. */
  void hurry() {
    hurried = true;
  }

  /** Sends what is due; returns how long to wait then, in nanoseconds, if anything is left. */
  Optional<Long> work(long now) {
    try {
      List<Outbox.Waiting> all = outbox.waiting();
      mails.keySet().retainAll(all.stream().map(Outbox.Waiting::file).toList());
      all = withoutOld(all);
      if (all.isEmpty()) {
        problem = Optional.empty();
        server = Wait.NONE;
        return Optional.empty();
      }
      if (hurried || server.isOver(now)) {
        hurried = false;
        carry(all, now);
      }
      return rest(now);
    } catch (IOException e) {
      failed(Reason.of(ReasonCode.MAIL_OUTBOX_UNUSABLE).with("words", e.toString()), now);
      return Optional.of(Retry.waitNanos(server.failures()));
    }
  }

  private Optional<Long> rest(long now) throws IOException {
    List<Outbox.Waiting> left = outbox.waiting();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    long first = Long.MAX_VALUE;
    for (Outbox.Waiting mail : left) {
      Wait wait = mails.getOrDefault(mail.file(), Wait.NONE);
      first = Math.min(first, wait.failures() == 0 ? 0 : wait.untilNanos() - now);
    }
    long serverWait = server.failures() == 0 ? 0 : server.untilNanos() - now;
    return Optional.of(Math.max(1, Math.max(first, serverWait)));
  }

  private List<Outbox.Waiting> withoutOld(List<Outbox.Waiting> all) throws IOException {
    for (Outbox.Waiting mail : all) {
      if (Duration.between(mail.mail().written(), wall.instant()).compareTo(OLDEST) > 0) {
        LOG.warn(
            "The mail \"{}\" could not be sent for {} days and is dropped",
            mail.mail().subject(),
            OLDEST.toDays());
        outbox.remove(mail);
      }
    }
    return outbox.waiting();
  }

  private void carry(List<Outbox.Waiting> all, long now) throws IOException {
    List<Outbox.Waiting> due =
        all.stream()
            .filter(mail -> mails.getOrDefault(mail.file(), Wait.NONE).isOver(now))
            .toList();
    if (due.isEmpty()) {
      return;
    }
    try {
      Optional<MailAccess> access = source.access();
      if (access.isEmpty()) {
        failed(Reason.of(ReasonCode.MAIL_SWITCHED_OFF), now);
        return;
      }
      try (SmtpSession session = SmtpSession.open(access.get(), machine, limits)) {
        server = Wait.NONE;
        problem = Optional.empty();
        for (Outbox.Waiting mail : due) {
          deliver(session, access.get(), mail, now);
        }
      }
    } catch (MailException e) {
      failed(e.reason(), now);
    }
  }

  private void failed(Reason why, long now) {
    server = server.failed(now);
    tell(why);
  }

  /** Once in the log, however often it happens. */
  private void tell(Reason why) {
    if (!problem.equals(Optional.of(why))) {
      LOG.warn("Mails wait: {}", ReasonText.english().say(why));
    }
    problem = Optional.of(why);
  }

  private void deliver(SmtpSession session, MailAccess access, Outbox.Waiting mail, long now)
      throws IOException {
    Set<String> missing = new TreeSet<>(access.settings().receivers());
    missing.removeAll(mail.done());
    try {
      if (!missing.isEmpty()) {
        SmtpSession.Delivery delivery = session.send(mail.mail(), missing);
        LOG.info(
            "Mailed to {}: {} (server: {})",
            String.join(", ", delivery.accepted()),
            mail.mail().subject(),
            delivery.answer());
        delivery
            .refused()
            .forEach(
                (receiver, answer) ->
                    LOG.warn("The mail server refuses the receiver {}: {}", receiver, answer));
        if (!delivery.refused().isEmpty()) {
          keepForLater(access, mail, delivery, now);
          return;
        }
      }
      outbox.remove(mail);
    } catch (MailException e) {
      mails.put(mail.file(), mails.getOrDefault(mail.file(), Wait.NONE).failed(now));
      tell(e.reason());
    }
  }

  /** Who is refused for now (4xx) gets it later; who is refused for good (5xx), not at all. */
  private void keepForLater(
      MailAccess access, Outbox.Waiting mail, SmtpSession.Delivery delivery, long now)
      throws IOException {
    Set<String> done = new TreeSet<>(mail.done());
    done.addAll(delivery.accepted());
    delivery
        .refused()
        .forEach(
            (receiver, answer) -> {
              if (!answer.startsWith("4")) {
                done.add(receiver);
              }
            });
    delivery.refused().entrySet().stream()
        .findFirst()
        .ifPresent(
            one ->
                tell(
                    Reason.of(ReasonCode.SMTP_RECEIVER_REFUSED)
                        .with("receiver", one.getKey())
                        .with("words", one.getValue())));
    if (done.containsAll(access.settings().receivers())) {
      outbox.remove(mail);
    } else {
      outbox.update(mail, done);
      mails.put(mail.file(), mails.getOrDefault(mail.file(), Wait.NONE).failed(now));
    }
  }
}
