package org.sbs.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.alert.Alert;
import org.sbs.core.alert.Notice;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.text.Sanitizer;
import org.sbs.view.text.Texts;

class MailTextTest {
  private static final Instant AT = Instant.parse("2026-03-01T02:12:45Z");
  private static final String PEER = "192.0.2.1:4445";

  private static final List<Alert> ALL =
      List.of(
          new Alert.TookOver(PEER, 7, Reason.of(ReasonCode.NO_SIGN_OF_LIFE).with("millis", 2003L)),
          new Alert.HandedOver(PEER, 7),
          new Alert.NobodyServes(PEER, Reason.of(ReasonCode.NO_TAKEOVER_PAUSED)),
          new Alert.OldData(PEER),
          new Alert.TwoPrimaries(PEER, Reason.sentence("the other is primary too, in epoch 3")),
          new Alert.SecondaryLost(PEER, Reason.of(ReasonCode.SECONDARY_SILENT)),
          new Alert.SecondaryUnfit(PEER, Reason.of(ReasonCode.UNFIT_WITNESS)),
          new Alert.ReplicationStalled(PEER, 3, Reason.sentence("no space left on device")),
          new Alert.CopyIncomplete(PEER, List.of(Reason.sentence("/srv/labels cannot be read"))),
          new Alert.ConflictsKept(2),
          new Alert.SentinelsFailed(
              List.of(
                  Reason.of(ReasonCode.SENTINEL_FAILED)
                      .with("name", "Dock 3")
                      .with("why", Reason.sentence("capture folder not reachable")))),
          new Alert.ServiceDown(Reason.of(ReasonCode.SERVICE_NOT_STARTED).with("why", "exit 3")),
          new Alert.WitnessLost(Reason.sentence("the share does not answer")),
          new Alert.DeletesHeld(
              512, List.of(Reason.sentence("512 of 1024 files of /srv/labels are gone"))),
          new Alert.BackToNormal(List.of("took-over", "sentinels-failed")));

  private static MailContext scene() {
    return new MailContext(
        MailContext.NetworkState.PRIMARY,
        true,
        7,
        9,
        List.of(Reason.sentence("Dock 3: capture folder not reachable"), Reason.sentence("Dock 8")),
        MailContext.Other.ABSENT,
        PEER);
  }

  private static Mail mail(Alert alert, Locale language) {
    return new MailText(Texts.of(language), "mill-b", ZoneId.of("Europe/Berlin"))
        .of(new Notice(alert, 1), scene(), AT);
  }

  @Test
  @DisplayName(
      "R8.2 R9.2 every alert has a mail in every language, and the examples are all alerts")
  void all() {
    assertThat(ALL.stream().map(Object::getClass).distinct().toList())
        .hasSize(Alert.class.getPermittedSubclasses().length);
    for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      for (Alert alert : ALL) {
        Mail mail = mail(alert, language);
        assertThat(mail.subject()).startsWith("SBS mill-b: ").doesNotContain("{");
        assertThat(mail.subject().length()).as(mail.subject()).isLessThan(60);
        assertThat(mail.body()).doesNotContain("{");
        assertThat(Texts.of(language).has("mail." + alert.word() + ".over")).isTrue();
      }
    }
  }

  @Test
  @DisplayName("R10.8 a name in a mail forges no line of it, and hides no part of itself")
  void clean() {
    String bad = "dock\n\nWHAT WORKS NOW\nall\u202egpj\u009b\u0085\u001b[2J";
    Reason why = Reason.sentence("the file " + bad + " cannot be read");
    MailContext scene =
        new MailContext(
            MailContext.NetworkState.PRIMARY,
            true,
            7,
            9,
            List.of(Reason.sentence(bad)),
            MailContext.Other.ABSENT,
            PEER);
    for (Alert alert :
        List.of(
            new Alert.CopyIncomplete(PEER, List.of(why, why)),
            new Alert.ServiceDown(why),
            new Alert.SentinelsFailed(List.of(Reason.sentence(bad))))) {
      Mail mail =
          new MailText(Texts.of(Locale.ENGLISH), "mill-b", ZoneId.of("Europe/Berlin"))
              .of(new Notice(alert, 1), scene, AT);
      assertThat(Sanitizer.isClean(mail.subject())).isTrue();
      assertThat(mail.body().lines()).allMatch(Sanitizer::isClean);
      assertThat(mail.body().lines().filter("WHAT WORKS NOW"::equals)).hasSize(1);
    }
  }

  @Test
  @DisplayName("R8.2 the mail of a takeover says what happened, what works now and what to do")
  void takeover() {
    Mail mail = mail(ALL.get(0), Locale.UK);
    assertThat(mail.subject()).isEqualTo("SBS mill-b: took over from 192.0.2.1");
    assertThat(mail.language()).isEqualTo("en-GB");
    assertThat(mail.body())
        .contains(
            "WHAT HAPPENED\nSunday, 1 March 2026",
            "03:12:45",
            """
            This node took over, for it lost the primary 192.0.2.1.
            Reason: no sign of life for 2003 ms
            """,
            """
            WHAT WORKS NOW
            The service runs on mill-b.
            7 of 9 sentinels are active.
            Not working: Dock 3: capture folder not reachable
            Not working: Dock 8
            There is no other node to take over: if mill-b fails too, nothing prints.
            """,
            "WHAT TO DO\nNothing at once: printing goes on here.\n");
  }

  @Test
  @DisplayName("R9.2 the same in German")
  void german() {
    Mail mail = mail(ALL.get(0), Locale.GERMANY);
    assertThat(mail.subject()).isEqualTo("SBS mill-b: hat von 192.0.2.1 übernommen");
    assertThat(mail.body())
        .contains(
            "WAS GESCHEHEN IST\nSonntag, 1. März 2026",
            "7 von 9 Sentinels sind aktiv.\nGeht nicht: Dock 3: capture folder not reachable\n",
            "WAS ZU TUN IST\nSofort nichts: Hier wird weiter gedruckt.\n");
    assertThat(
            mail(new Alert.SecondaryLost(PEER, Reason.of(ReasonCode.NO_SECONDARY)), Locale.GERMAN)
                .body())
        .contains("Grund: kein sekundärer Knoten ist verbunden\n");
    Reason folder = Reason.of(ReasonCode.FOLDER_HANGS).with("folder", "/srv/labels");
    assertThat(mail(new Alert.DeletesHeld(5, List.of(folder, folder)), Locale.GERMAN).body())
        .as("a line for each folder")
        .contains("der Ordner /srv/labels antwortet nicht\nder Ordner /srv/labels antwortet");
  }

  @Test
  @DisplayName("R8.2 what was held back and what is over is in the mail; each has an id of its own")
  void details() {
    MailText text = new MailText(Texts.of(Locale.ENGLISH), "mill-b", ZoneId.of("UTC"));
    Mail often = text.of(new Notice(new Alert.WitnessLost(Reason.sentence("x")), 12), scene(), AT);
    assertThat(often.body()).contains("Since the last mail about this it happened 12 times.");
    Mail normal = mail(ALL.get(ALL.size() - 1), Locale.ENGLISH);
    assertThat(normal.body())
        .contains("There are two nodes again after the takeover.\nAll sentinels work again.\n");
    assertThat(often.id()).endsWith("@mill-b.sbs").isNotEqualTo(normal.id());
    String endless = "x".repeat(100_000);
    assertThat(
            mail(new Alert.ServiceDown(Reason.sentence(endless)), Locale.ENGLISH).body().length())
        .isLessThan(5_000);
  }
}
