package org.sbs.server.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
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
   * @param reason with the server's own answer
   */
  public record Outcome(boolean sent, Reason reason) {}

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
      boolean all = delivery.refused().isEmpty();
      return new Outcome(
          all,
          Reason.of(all ? ReasonCode.SMTP_TEST_TAKEN : ReasonCode.SMTP_TEST_PARTLY_TAKEN)
              .with("server", server)
              .with("receivers", String.join(", ", delivery.accepted()))
              .with("words", all ? delivery.answer() : refused(delivery.refused())));
    } catch (MailException e) {
      return new Outcome(false, e.reason());
    }
  }

  private static String refused(Map<String, String> refused) {
    return refused.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining("; "));
  }
}
