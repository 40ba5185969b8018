package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.InWords;
import org.sbs.systemtests.kit.MailServer;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.testkit.Needs;
import org.sbs.view.status.NodeStatus;

/** Mail to the administrator, with a real mail server. Only node A has mail settings. */
@Needs(of = MailServer.class)
final class MailSystemTest {
  private static final String SECRET = "S3cret-Wort-17";
  private static final String TOOK_OVER = "This node took over, for it lost the primary 127.0.0.1.";

  @RegisterExtension final TestPair pair = new TestPair();

  private MailServer server() throws IOException {
    MailServer server = pair.closing(new MailServer("sbs:" + SECRET)).start();
    server.use(pair.a());
    return server;
  }

  @Test
  @DisplayName(
      "R8.1 R2.3 kill -9: the secondary mails the takeover, once, by the primary's settings")
  void takeover() throws Exception {
    MailServer server = server();
    Outcome stopped = pair.a().command("mail", "test", "--to", "eve@plant.test");
    assertThat(stopped.status()).as("%s", stopped).isZero();
    assertThat(stopped.out()).contains("took the test mail for eve@plant.test. It says: 250");

    pair.startReady();
    Outcome running = pair.b().command("mail", "test");
    assertThat(running.status()).as("%s", running).isZero();
    assertThat(running.out()).contains("for ann@plant.test, bob@plant.test. It says: 250");
    pair.a().kill();
    pair.b().awaitServing();
    String mail = server.awaitMails(1, TOOK_OVER).get(0);
    assertThat(mail)
        .contains(
            "X-Receivers: ann@plant.test, bob@plant.test",
            "WHAT HAPPENED",
            "3 of 3 sentinels are active.",
            "There is no other node to take over")
        .containsPattern("Subject: SBS [A-Za-z0-9-]+:\\s+took\\s+over\\s+from\\s+127.0.0.1");
    NodeStatus after =
        pair.b().awaitStatus("has sent its mails", status -> status.mail().waiting() == 0);
    assertThat(after.mail().settings()).isEqualTo("handed");
    assertThat(after.mail().problem()).isEmpty();
    assertThat(server.mails()).hasSize(3);
    assertNothingShowsThePassword();
  }

  @Test
  @DisplayName(
      "R8.3 a mail server that is down during the takeover, and SBS killed before it is back")
  void serverDown() throws Exception {
    MailServer server = server();
    pair.startReady();
    server.stop();
    pair.a().kill();
    NodeStatus waiting =
        pair.b()
            .awaitStatus(
                "has a mail that waits",
                status -> status.mail().waiting() == 1 && status.mail().problem().isPresent());
    assertThat(InWords.of(waiting.mail().problem().get())).contains("nobody answers at 127.0.0.1");
    Outcome shown = pair.b().command("status");
    assertThat(shown.out()).contains("1 mail not sent yet", "Nobody answers at 127.0.0.1");
    assertThat(pair.b().command("mail", "test").status()).isEqualTo(1);

    pair.b().kill();
    server.start();
    pair.b().start().awaitServing();
    server.awaitMails(1, TOOK_OVER);
    pair.b().awaitStatus("has sent its mails", status -> status.mail().waiting() == 0);
    assertThat(server.awaitMails(1, TOOK_OVER)).hasSize(1);
    assertNothingShowsThePassword();
  }

  /** It lies in the two files that are for it, each its owner's alone, and nowhere else. */
  private void assertNothingShowsThePassword() throws IOException {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.killIfRunning();
      assertThat(node.log()).doesNotContain(SECRET);
      try (Stream<Path> files = Files.walk(node.home())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(SECRET)) {
            assertThat(file.getFileName().toString()).isIn("mail.password", "options.json");
            assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
          }
        }
      }
    }
  }
}
