package org.sbs.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.MailAccess;
import org.sbs.view.text.ReasonText;
import org.sbs.view.text.Texts;

class SmtpFailureTest {
  private static final MailAccess ACCESS = Access.plain(25).access();

  private static void wordedWithOneStop(Reason reason) {
    for (Locale language : new Locale[] {Locale.ENGLISH, Locale.GERMAN}) {
      assertThat(ReasonText.in(Texts.of(language)).sentence(reason))
          .doesNotContain("..", ". .", " .");
    }
  }

  @Test
  @DisplayName("R8.3 R9.9 what a mail server says with a full stop is told with one, not with two")
  void oneStop() {
    Reason nobody =
        SmtpFailure.connecting(
                ACCESS,
                new SmtpLimits(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                new MessagingException("", new ConnectException("Connection refused. .")))
            .reason();
    assertThat(nobody.code()).isEqualTo(ReasonCode.SMTP_NOBODY);
    wordedWithOneStop(nobody);
    Reason refused =
        SmtpFailure.sending(ACCESS, "550 5.7.1 Not here.\r\n", Map.of(), new MessagingException(""))
            .reason();
    assertThat(refused)
        .isEqualTo(Reason.of(ReasonCode.SMTP_MAIL_REFUSED).with("words", "550 5.7.1 Not here"));
    wordedWithOneStop(refused);
  }
}
