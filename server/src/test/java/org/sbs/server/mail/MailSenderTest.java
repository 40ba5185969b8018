package org.sbs.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;
import org.sbs.testkit.Needs;

/** The outbox and who empties it, with a real mail server and a clock that the test sets. */
class MailSenderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
  private static final SmtpLimits LIMITS =
      new SmtpLimits(Duration.ofSeconds(5), Duration.ofSeconds(5));

  @TempDir Path folder;
  private Instant wall = NOW;

  private Outbox outbox() throws IOException {
    return new Outbox(folder.resolve("mail"));
  }

  private MailSender postman(Outbox outbox, Access access) {
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return wall;
          }
        };
    MailSource source =
        new MailSource(access.settings(), folder::resolve, folder, MailSource.Agreed.NOTHING);
    return new MailSender(outbox, source, "mill", LIMITS, clock);
  }

  private static Mail mail(String id) {
    return new Mail(id + "@mill.sbs", NOW, "en", "Subject of " + id, "Body of " + id + "\n");
  }

  private SmtpServer start(String... options) throws IOException {
    return SmtpServer.start(folder.resolve("in"), options);
  }

  private static int free() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  @Needs(of = SmtpServer.class)
  @DisplayName("R8.3 a server that is down for an hour gets every mail when it is back, each once")
  void downForAnHour() throws Exception {
    int port = free();
    Outbox outbox = outbox();
    MailSender postman = postman(outbox, Access.plain(port));
    outbox.add(mail("one"));
    long now = 0;
    int tries = 0;
    while (now < Duration.ofHours(1).toNanos()) {
      Optional<Long> next = postman.work(now);
      assertThat(postman.problem().orElseThrow().code()).isEqualTo(ReasonCode.SMTP_NOBODY);
      now += next.orElseThrow();
      tries++;
    }
    // Soon at first, then ever more rarely.
    assertThat(tries).isBetween(7, 12);
    outbox.add(mail("two"));
    try (SmtpServer server = start("--port", Integer.toString(port))) {
      assertThat(postman.work(now)).isEmpty();
      assertThat(postman.problem()).isEmpty();
      assertThat(server.mails())
          .extracting(mail -> mail.getHeader("Message-ID", null))
          .containsExactly("<one@mill.sbs>", "<two@mill.sbs>");
      assertThat(postman.work(now)).isEmpty();
      assertThat(server.mails()).hasSize(2);
      assertThat(outbox.size()).isZero();
    }
  }

  @Test
  @Needs(of = SmtpServer.class)
  @DisplayName("R8.3 mails outlive the process; a new one does not wait for the next try of an old")
  void restart() throws Exception {
    int port = free();
    Outbox before = outbox();
    MailSender first = postman(before, Access.plain(port));
    before.add(mail("one"));
    assertThat(first.work(0)).isPresent();

    Outbox after = outbox();
    MailSender second = postman(after, Access.plain(port));
    assertThat(second.work(0)).isPresent();
    try (SmtpServer server = start("--port", Integer.toString(port))) {
      // The next try is not due yet.
      assertThat(second.work(1)).isPresent();
      assertThat(server.mails()).isEmpty();
      after.add(mail("two"));
      second.hurry();
      assertThat(second.work(2)).isEmpty();
      assertThat(server.mails()).hasSize(2);
    }
  }

  @Test
  @Needs(of = SmtpServer.class)
  @DisplayName("R8.3 a receiver refused for now gets the mail later, and the others not twice")
  void deferredReceiver() throws Exception {
    int port = free();
    Outbox outbox = outbox();
    MailSender postman = postman(outbox, Access.plain(port));
    outbox.add(mail("one"));
    long wait;
    try (SmtpServer server = start("--port", "" + port, "--defer", "ann@plant.test")) {
      wait = postman.work(0).orElseThrow();
      assertThat(server.mails()).hasSize(1);
      assertThat(postman.problem().orElseThrow().toString())
          .contains("smtp-receiver-refused", "ann@plant.test", "451 4.7.1");
    }
    try (SmtpServer server = start("--port", "" + port)) {
      assertThat(postman.work(wait)).isEmpty();
      assertThat(server.mails())
          .extracting(mail -> mail.getHeader("X-Receivers", null))
          .containsExactlyInAnyOrder("bob@plant.test", "ann@plant.test");
    }
  }

  @Test
  @Needs(of = SmtpServer.class)
  @DisplayName("R8.3 a receiver refused for good is told of, and keeps no mail in the outbox")
  void rejectedReceiver() throws Exception {
    Outbox outbox = outbox();
    try (SmtpServer server = start("--reject", "ann@plant.test")) {
      MailSender postman = postman(outbox, Access.plain(server.port()));
      outbox.add(mail("one"));
      assertThat(postman.work(0)).isEmpty();
      assertThat(server.mails()).hasSize(1);
      assertThat(postman.problem().orElseThrow().toString())
          .contains("smtp-receiver-refused", "ann@plant.test", "550 5.1.1");
    }
  }

  @Test
  @Needs(of = SmtpServer.class)
  @DisplayName("R8.3 mails that nobody is let have wait, and the ones behind them are tried too")
  void refusedMail() throws Exception {
    int port = free();
    Outbox outbox = outbox();
    MailSender postman = postman(outbox, Access.plain(port));
    outbox.add(mail("one"));
    long wait;
    try (SmtpServer server = start("--port", "" + port, "--refuse-mail")) {
      wait = postman.work(0).orElseThrow();
      assertThat(wait).isEqualTo(Duration.ofSeconds(15).toNanos());
      assertThat(postman.problem().orElseThrow().toString()).contains("spam");
      assertThat(server.mails()).isEmpty();
    }
    try (SmtpServer server = start("--port", "" + port)) {
      outbox.add(mail("two"));
      assertThat(postman.work(1)).isPresent();
      assertThat(server.mails()).hasSize(1);
      assertThat(postman.work(wait)).isEmpty();
      assertThat(server.mails()).hasSize(2);
    }
  }

  @Test
  @DisplayName("R8.3 a password that others may read is not used; mails wait for chmod 600")
  void openPassword() throws Exception {
    Path password = folder.resolve("mail.password");
    MailPassword.write(password, "S3cret-Wort");
    assertThat(Files.getPosixFilePermissions(password))
        .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(
        password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    Outbox outbox = outbox();
    Access access = Access.plain(free()).login("sbs", "");
    MailSender postman = postman(outbox, access);
    outbox.add(mail("one"));
    assertThat(postman.work(0)).isPresent();
    assertThat(postman.problem().orElseThrow())
        .hasToString("mail-password-open {file=" + password + "}");
  }

  @Test
  @DisplayName("R8.3 the outbox is bounded: the newest mails stay; after a week a mail is dropped")
  void bounded() throws Exception {
    Outbox outbox = outbox();
    for (int i = 0; i <= Outbox.MOST; i++) {
      outbox.add(mail("m" + i));
    }
    List<Outbox.Waiting> waiting = outbox.waiting();
    assertThat(waiting).hasSize(Outbox.MOST);
    assertThat(waiting.get(0).mail().id()).isEqualTo("m1@mill.sbs");
    wall = NOW.plus(Duration.ofDays(8));
    assertThat(postman(outbox, Access.plain(free())).work(0)).isEmpty();
    assertThat(outbox.size()).isZero();
  }

  @Test
  @DisplayName("R11.3 garbage among the mails is put aside, and the rest is sent")
  void garbage() throws Exception {
    Outbox outbox = outbox();
    outbox.add(mail("one"));
    Files.writeString(folder.resolve("mail/000000000007.mail"), "{\"id\": 7");
    Files.writeString(folder.resolve("mail/000000000008.mail"), "");
    outbox().add(mail("two"));
    assertThat(outbox().waiting())
        .extracting(waiting -> waiting.mail().id())
        .containsExactly("one@mill.sbs", "two@mill.sbs");
    assertThat(folder.resolve("mail/000000000007.mail.unreadable")).exists();
    assertThat(outbox().size()).isEqualTo(2);
  }
}
