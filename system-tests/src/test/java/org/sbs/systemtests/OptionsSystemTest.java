package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.systemtests.kit.MailServer;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.testkit.Needs;

/**
 * The options of the pair take effect, whichever node they are set on and whichever starts first.
 */
@Needs(of = MailServer.class)
final class OptionsSystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");

  @RegisterExtension final TestPair pair = new TestPair();

  private static void together(TestNode first, TestNode second) {
    first.start().awaitServing();
    second.start().awaitRole("secondary");
    second.awaitReady();
    first.awaitReady();
  }

  /** A's file names them all; B's names nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  @DisplayName("R4.4 R4.5 R4.6 R8.1 set on A alone, and in force whichever of the two starts first")
  void bothOrders(String firstToStart) throws Exception {
    TestNode first = firstToStart.equals("A") ? pair.a() : pair.b();
    TestNode second = first == pair.a() ? pair.b() : pair.a();
    Path labels = Files.createDirectories(pair.folder().resolve("labels"));
    MailServer server = pair.closing(new MailServer("sbs:S3cret-Wort-17")).start();
    server.use(pair.a());
    pair.a().settings().set("sync.strict", true).set("sync.keep-dates", true);
    pair.a().settings().folders(List.of(labels));
    // What B writes is B's own choice (R10.5).
    pair.b().settings().set("sync.accept", List.of(labels.toString()));
    for (String name : List.of("goes.txt", "stays.txt", "stays-too.txt")) {
      first.write(name, name);
    }
    Files.setLastModifiedTime(first.files().resolve("stays.txt"), FileTime.from(LONG_AGO));
    together(first, second);

    second.awaitFile("stays.txt", "stays.txt");
    assertThat(Files.getLastModifiedTime(second.files().resolve("stays.txt")).toInstant())
        .as("keep-dates is in force")
        .isEqualTo(LONG_AGO);
    Files.delete(first.files().resolve("goes.txt"));
    assertThat(first.sync().done()).isTrue();
    assertThat(second.read("goes.txt")).as("strict is in force").isEmpty();
    for (TestNode node : List.of(first, second)) {
      assertThat(node.command("config", "get", "sync.strict").out()).isEqualTo("true\n");
      assertThat(node.command("config", "get", "mail.enabled").out()).isEqualTo("true\n");
      assertThat(node.command("config", "show").out())
          .contains("path = \"" + labels + "\"")
          .contains(
              node == pair.a() ? "# set on this node, revision 1" : "# set on the other node (");
    }
    Outcome mail = pair.b().command("mail", "test");
    assertThat(mail.out()).contains("It says: 250");

    noFurtherFolders(first, second);
  }

  /** "None" and "off" are values too, set on the node that happens to be secondary. */
  private void noFurtherFolders(TestNode primary, TestNode secondary) {
    assertThat(secondary.terminate().awaitEnd()).isZero();
    secondary.settings().folders(List.of());
    secondary.settings().set("sync.strict", false).set("mail.enabled", false);
    secondary.start().awaitRole("secondary");
    primary.awaitReason("folders = [] is in force: set on the other node (");
    await("no further folders on either node")
        .atMost(PATIENCE)
        .until(
            () ->
                !primary.command("config", "show").out().contains("[[sync.folder]]")
                    && !secondary.command("config", "show").out().contains("[[sync.folder]]"));
    for (TestNode node : List.of(primary, secondary)) {
      assertThat(node.command("config", "get", "sync.strict").out()).isEqualTo("false\n");
      node.awaitStatus("sends no mails", status -> !status.mail().enabled());
    }
    primary.awaitStatus(
        "has committed a cycle with the settings folder alone",
        status -> status.readiness().ready());
  }
}
