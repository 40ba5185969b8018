package org.sbs.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.desktop.kit.FakeNode;
import org.sbs.view.page.Place;
import org.sbs.view.page.StatusPage;
import org.sbs.view.page.StatusPages;
import org.sbs.view.picture.Severity;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.status.NodeStatus.Licence;
import org.sbs.view.status.NodeStatus.Mail;
import org.sbs.view.text.Texts;
import org.sbs.view.text.Words;

class StatusPagesTest {
  private static final Licence HELD =
      new Licence(
          "backup",
          List.of(Reason.of(ReasonCode.LICENCE_OFF), Reason.of(ReasonCode.LICENCE_NO_ISSUER)));

  private static List<String> problems(Licence licence, Mail mail) {
    NodeStatus plain = FakeNode.status("primary", "secondary");
    NodeStatus status =
        new NodeStatus(
            plain.node(),
            plain.role(),
            plain.since(),
            plain.epoch(),
            plain.mode(),
            plain.reason(),
            plain.peer(),
            plain.service(),
            plain.sync(),
            plain.witness(),
            plain.pause(),
            licence,
            plain.readiness(),
            mail);
    return new StatusPages(new Words(Texts.of(Locale.ENGLISH)), ZoneOffset.UTC)
        .of(FakeNode.running(status), Place.UNKNOWN)
        .notes();
  }

  @Test
  @DisplayName("R7.5 the dialog says what the licence allows, and why sentinels are held")
  void licence() {
    assertThat(problems(HELD, Mail.NONE))
        .containsExactly(
            "Licensing is off: no issuer is configured. No issuer is configured, so a licence"
                + " cannot be checked.");
    assertThat(problems(new Licence("off", List.of(Reason.of(ReasonCode.LICENCE_OFF))), Mail.NONE))
        .isEmpty();
  }

  @Test
  @DisplayName("R8.3 the dialog says that mails wait, and why")
  void mail() {
    Licence off = new Licence("off", List.of(Reason.of(ReasonCode.LICENCE_OFF)));
    Mail waiting =
        new Mail(true, "own", 3, Optional.of(Reason.sentence("The mail server does not answer.")));
    assertThat(problems(off, waiting)).containsExactly("Mails that wait to be sent: 3.");
    assertThat(problems(off, new Mail(true, "own", 0, Optional.empty()))).isEmpty();
  }

  @Test
  @DisplayName("R2.4 R9.1 a sentinel that failed is marked, one that was never active is not")
  void sentinels() {
    List<StatusPage.Row> rows =
        new StatusPages(new Words(Texts.of(Locale.ENGLISH)), ZoneOffset.UTC)
            .of(FakeNode.running(FakeNode.status("primary", "secondary")), Place.UNKNOWN)
            .sentinels();
    assertThat(rows)
        .extracting(StatusPage.Row::severity)
        .containsExactly(Optional.of(Severity.WARNING), Optional.of(Severity.OK), Optional.empty());
  }
}
