package org.sbs.server.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sbs.core.settings.MailAccess;

/** Sends a test mail at once, past the outbox, and tells what the mail server said. */
public final class MailTester {
  private final MailText text;
  private final String machine;
  private final SmtpLimits limits;

  /**
   * What came of a test.
   *
   * @param sent whether the server took the mail for all receivers
   * @param sentence with the server's own answer
   */
  public record Outcome(boolean sent, String sentence) {}

  /** For that machine, as users call it. */
  public MailTester(MailText text, String machine) {
    this(text, machine, new SmtpLimits(SmtpLimits.DEFAULT.connect(), SmtpLimits.DEFAULT.connect()));
  }

  MailTester(MailText text, String machine, SmtpLimits limits) {
    this.text = text;
    this.machine = machine;
    this.limits = limits;
  }

  /** Sends it; blocks as long as the server takes, at most half a minute or so. */
  public Outcome test(MailAccess access, List<String> to, Instant at) {
    try (SmtpSession session = SmtpSession.open(access, machine, limits)) {
      SmtpSession.Delivery delivery = session.send(text.test(at), to);
      String server = access.settings().smtpServer() + ":" + access.settings().port();
      String taken =
          "The mail server "
              + server
              + " took the test mail for "
              + String.join(", ", delivery.accepted());
      return delivery.refused().isEmpty()
          ? new Outcome(true, taken + ". It says: " + delivery.answer())
          : new Outcome(false, taken + ", but not for " + refused(delivery.refused()));
    } catch (MailException e) {
      return new Outcome(false, e.getMessage());
    }
  }

  private static String refused(Map<String, String> refused) {
    return refused.entrySet().stream()
        .map(entry -> entry.getKey() + ". It says: " + entry.getValue())
        .collect(Collectors.joining("; "));
  }
}
