package org.sbs.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.settings.Settings.MailEncryption;
import org.sbs.testkit.Needs;
import org.sbs.view.text.Texts;

/** Against a real mail server, with each way in which it can say no. */
class SmtpSessionTest {
  private static final SmtpLimits LIMITS =
      new SmtpLimits(Duration.ofSeconds(5), Duration.ofSeconds(5));
  private static final String SECRET = "S3cret-Wort";

  @TempDir Path folder;

  private MailTester.Outcome test(Access access) {
    return test(access, LIMITS);
  }

  private static MailTester.Outcome test(Access access, SmtpLimits limits) {
    MailText text = new MailText(Texts.of(Locale.GERMAN), "mill", ZoneOffset.UTC);
    MailTester.Outcome outcome =
        new MailTester(text, "mill", limits)
            .test(access.access(), access.receivers(), Instant.parse("2026-03-01T03:00:00Z"));
    assertThat(outcome.reason().toString()).doesNotContain(SECRET);
    return outcome;
  }

  private Path cert(String host) throws Exception {
    return SmtpServer.certificate(folder, host);
  }

  private SmtpServer start(String... options) throws IOException {
    return SmtpServer.start(folder.resolve("in"), options);
  }

  private SmtpServer startTls(String kind) throws IOException {
    return start(
        kind,
        "--cert",
        folder.resolve("cert.pem").toString(),
        "--key",
        folder.resolve("key.pem").toString(),
        "--login",
        "sbs:" + SECRET);
  }

  @Test
  @Needs(of = SmtpServer.class)
  @DisplayName("R8.1 without encryption a mail arrives for all, and the server's answer is shown")
  void plain() throws Exception {
    try (SmtpServer server = start()) {
      MailTester.Outcome outcome = test(Access.plain(server.port()));
      assertThat(outcome.reason())
          .hasToString(
              "smtp-test-taken {server=127.0.0.1:%d, receivers=ann@plant.test, bob@plant.test,"
                      .formatted(server.port())
                  + " words=250 2.0.0 OK: queued as TEST1}");
      assertThat(outcome.sent()).isTrue();
      MimeMessage mail = server.mails().get(0);
      assertThat(mail.getSubject()).isEqualTo("SBS mill: Testnachricht");
      assertThat((String) mail.getContent()).contains("SBS auf mill", "1. März 2026");
      assertThat(mail.getHeader("X-Receivers", null)).isEqualTo("ann@plant.test, bob@plant.test");
      assertThat(mail.getHeader("X-From", null)).isEqualTo("sbs@plant.test");
      assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
      assertThat(mail.getHeader("Content-Language", null)).isEqualTo("de");
      assertThat(mail.getSentDate().toInstant()).isEqualTo("2026-03-01T03:00:00Z");
    }
  }

  @Test
  @Needs(value = "openssl", of = SmtpServer.class)
  @DisplayName("R8.3 STARTTLS with account and password; a wrong password is named, never shown")
  void startTls() throws Exception {
    String trusted = Files.readString(cert("localhost"));
    try (SmtpServer server = startTls("--starttls")) {
      Access right =
          Access.plain(server.port())
              .host("localhost")
              .ssl(MailEncryption.STARTTLS, trusted)
              .login("sbs", SECRET);
      assertThat(test(right).reason().toString()).contains("smtp-test-taken");
      assertThat(server.mails().get(0).getHeader("X-Encrypted", null)).isEqualTo("True");

      assertThat(test(right.login("sbs", "wrong-" + SECRET)).reason().toString())
          .contains("smtp-login-refused", "account=sbs", "words=535");
      assertThat(test(right.ssl(MailEncryption.STARTTLS, "")).reason().toString())
          .contains("smtp-untrusted");
      assertThat(test(right.host("127.0.0.1")).reason().toString())
          .contains("smtp-other-name", "127.0.0.1");
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  @Needs(value = "openssl", of = SmtpServer.class)
  @DisplayName("R8.3 implicit TLS; an untrusted certificate and a wrong host name are refused")
  void implicit() throws Exception {
    String trusted = Files.readString(cert("localhost"));
    try (SmtpServer server = startTls("--implicit")) {
      Access right =
          Access.plain(server.port())
              .host("localhost")
              .ssl(MailEncryption.IMPLICIT, trusted)
              .login("sbs", SECRET);
      assertThat(test(right).reason().toString()).contains("smtp-test-taken");
      assertThat(test(right.ssl(MailEncryption.IMPLICIT, "")).reason().toString())
          .contains("smtp-untrusted");
      assertThat(test(right.host("127.0.0.1")).reason().toString()).contains("smtp-other-name");
      assertThat(test(right.ssl(MailEncryption.STARTTLS, trusted)).reason().toString())
          .contains("smtp-silent", "smtp-try-implicit");
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  @Needs(value = "openssl", of = SmtpServer.class)
  @DisplayName("R8.3 a server without STARTTLS gets nothing in the clear")
  void noDowngrade() throws Exception {
    String trusted = Files.readString(cert("localhost"));
    try (SmtpServer server = start()) {
      Access access = Access.plain(server.port()).ssl(MailEncryption.STARTTLS, trusted);
      assertThat(test(access).reason().toString()).contains("smtp-no-encryption");
      assertThat(test(access.ssl(MailEncryption.IMPLICIT, trusted)).reason().toString())
          .contains("smtp-no-tls");
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  @Needs(of = SmtpServer.class)
  @DisplayName("R8.1 one rejected receiver does not stop the others; both answers are shown")
  void rejectedReceiver() throws Exception {
    try (SmtpServer server = start("--reject", "ann@plant.test")) {
      MailTester.Outcome outcome = test(Access.plain(server.port()));
      assertThat(outcome.sent()).isFalse();
      assertThat(outcome.reason().toString())
          .contains(
              "smtp-test-partly-taken", "receivers=bob@plant.test", "ann@plant.test: 550 5.1.1");
      assertThat(server.mails().get(0).getHeader("X-Receivers", null)).isEqualTo("bob@plant.test");
    }
    try (SmtpServer server = start("--reject", "ann@plant.test", "--reject", "bob@plant.test")) {
      assertThat(test(Access.plain(server.port())).reason().toString())
          .contains("smtp-no-receiver", "ann@plant.test: 550", "bob@plant.test: 550");
    }
  }

  @Test
  @Needs(of = SmtpServer.class)
  @DisplayName("R8.3 a refused mail, nobody there, an unknown host, a silent server: each is named")
  void otherFailures() throws Exception {
    try (SmtpServer server = start("--refuse-mail")) {
      assertThat(test(Access.plain(server.port())).reason().toString())
          .contains("smtp-mail-refused {words=554 5.7.1 this looks like spam");
    }
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThat(test(Access.plain(free)).reason().toString())
        .contains("smtp-nobody {server=127.0.0.1:" + free, "refused");
    assertThat(test(Access.plain(25).host("mail.invalid")).reason().toString())
        .contains("smtp-name-unknown {host=mail.invalid}");
    try (SmtpServer server = start("--silent")) {
      SmtpLimits quick = new SmtpLimits(Duration.ofSeconds(5), Duration.ofMillis(300));
      assertThat(test(Access.plain(server.port()), quick).reason().toString())
          .contains("smtp-silent");
    }
  }
}
