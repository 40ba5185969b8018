package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbs.server.node.TestPair.said;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.options.PairOptions;
import org.sbs.core.settings.PairOption;

/** The options of the pair, over the real link between two whole nodes. */
class OptionsPairTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private static void together(TestPair.Side first, TestPair.Side second) throws Exception {
    first.start().awaitServing();
    second.start().awaitRole("secondary");
    first.await("ready", status -> status.readiness().ready());
    second.await("ready", status -> status.readiness().ready());
  }

  private static void bothHave(TestPair pair, Predicate<PairOptions> what) {
    for (TestPair.Side side : List.of(pair.a, pair.b)) {
      await().atMost(PATIENCE).until(() -> what.test(side.options.now()));
    }
    assertThat(pair.a.options.now()).isEqualTo(pair.b.options.now());
  }

  private static String rows(TestPair.Side side) {
    return side.node.history(1000).stream()
        .filter(row -> row.kind().equals("options"))
        .map(row -> said(row.reason()))
        .toList()
        .toString();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("R4.4 R4.5 what is set on one node takes effect, whichever of the two starts first")
  void bothOrders(boolean setterFirst) throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      Path labels = Files.createDirectories(folder.resolve("labels"));
      pair.a.moreSettings =
          "[sync]\nstrict = true\nkeep-dates = true\n[[sync.folder]]\npath = '" + labels + "'\n";
      Path first = (setterFirst ? pair.a : pair.b).settings.resolve("old.toml");
      Files.writeString(first, "one");
      Files.writeString(first.resolveSibling("stays.toml"), "two");
      if (setterFirst) {
        together(pair.a, pair.b);
      } else {
        together(pair.b, pair.a);
      }
      bothHave(pair, now -> now.strict().value() && now.keepDates().value());
      TestPair.Side primary = setterFirst ? pair.a : pair.b;
      TestPair.Side secondary = setterFirst ? pair.b : pair.a;
      assertThat(secondary.replica.committed().orElseThrow().folderSet().folders()).hasSize(2);
      TestPair.awaitFile(secondary.settings.resolve("old.toml"), "one");
      Files.delete(first);
      assertThat(primary.node.sync().get(60, TimeUnit.SECONDS).done()).isTrue();
      assertThat(secondary.settings.resolve("old.toml")).as("strict is in force").doesNotExist();
      assertThat(rows(setterFirst ? pair.b : pair.a))
          .contains(setterFirst ? "set on the other node (node-a), revision 1" : "[]");
    }
  }

  @Test
  @DisplayName(
      "R4.4 \"no further folders\", set on the secondary, reaches the primary at its start")
  void noFolders() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      Path labels = Files.createDirectories(folder.resolve("labels"));
      pair.b.moreSettings = "[[sync.folder]]\npath = '" + labels + "'\n";
      together(pair.a, pair.b);
      bothHave(pair, now -> now.folders().value().size() == 1);
      pair.b.close();
      pair.b.moreSettings = "";
      pair.b.start().awaitRole("secondary");
      bothHave(pair, now -> now.folders().value().isEmpty());
      assertThat(rows(pair.a))
          .contains("folders = [] is in force: set on the other node (node-b), revision 2");
      pair.b.await(
          "with the settings folder alone",
          status -> pair.b.replica.committed().orElseThrow().folderSet().folders().size() == 1);
    }
  }

  @Test
  @DisplayName("R4.4 changed on both while apart: the primary's holds, the other is shown on both")
  void overridden() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.together();
      pair.b.close();
      pair.b.moreSettings = "[sync]\nkeep-dates = true\n";
      pair.a.close();
      pair.a.moreSettings = "[sync]\nkeep-dates = true\n";
      pair.a.start().awaitServing();
      pair.a.close();
      pair.a.moreSettings = "[sync]\nkeep-dates = false\n";
      together(pair.a, pair.b);
      bothHave(pair, now -> !now.keepDates().value() && now.keepDates().overridden().isPresent());
      String shown =
          "keep-dates was changed on both nodes while they were apart: false, set on node-a";
      for (TestPair.Side side : List.of(pair.a, pair.b)) {
        assertThat(side.node.status().sync().problems()).anyMatch(why -> said(why).contains(shown));
        assertThat(rows(side)).contains(shown);
      }
      assertThat(pair.b.options.said().orElseThrow().keepDates().value()).isTrue();
    }
  }

  @Test
  @DisplayName("R4.4 R8.1 mail set on either node is in force on both, also after a takeover")
  void mail() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.b.moreSettings =
          """
          [mail]
          enabled = true
          smtp-server = "127.0.0.1"
          port = 9
          ssl = "none"
          sender = "sbs@plant.test"
          receivers = ["ann@plant.test"]
          """;
      together(pair.a, pair.b);
      bothHave(pair, now -> now.mail().value().settings().enabled());
      pair.a.await("mailing", status -> status.mail().enabled());
      assertThat(pair.a.node.status().mail().settings()).isEqualTo("handed");
      assertThat(pair.b.node.status().mail().settings()).isEqualTo("own");
      pair.b.close();
      pair.b.moreSettings = pair.b.moreSettings.replace("enabled = true", "enabled = false");
      pair.b.start().awaitRole("secondary");
      bothHave(pair, now -> !now.mail().value().settings().enabled());
      pair.a.await("silent", status -> !status.mail().enabled());
    }
  }

  @Test
  @DisplayName("R4.4 R10.2 a folder that only the peer's file names obeys this node's own rules")
  void peersFolder() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      Path secret = Files.createDirectories(folder.resolve("secret"));
      Files.writeString(secret.resolve("private.txt"), "of a's machine");
      pair.a.moreSettings = "[sync]\naccept = ['" + folder.resolve("elsewhere") + "']\n";
      pair.a.accepts = false;
      pair.b.moreSettings =
          "[[sync.folder]]\npath = '" + secret + "'\n[[sync.folder]]\npath = '/etc/cron.d'\n";
      pair.a.start().awaitServing();
      pair.b.start().awaitRole("secondary");
      pair.a.await(
          "leaving the folders out",
          status ->
              status.sync().offers().stream()
                  .map(offer -> offer.folder() + " " + offer.node() + " " + offer.state())
                  .toList()
                  .equals(List.of(secret + " this waits", "/etc/cron.d this never")));
      assertThat(pair.b.replica.committed().orElseThrow().folderSet().folders()).hasSize(1);
    }
  }

  @Test
  @DisplayName(
      "R4.4 a node that is started with an empty file in the place of a dead one imposes nothing")
  void replaced() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.a.moreSettings = "[sync]\nstrict = true\n";
      together(pair.a, pair.b);
      pair.b.close();
      deleteState(folder.resolve("home-b"));
      // It comes with an id of its own: without that it would be a third node.
      await()
          .atMost(PATIENCE)
          .until(() -> pair.a.node.replacePeer().get(60, TimeUnit.SECONDS).done());
      pair.b.start().awaitRole("secondary");
      bothHave(pair, now -> now.strict().value());
      assertThat(pair.a.options.now().strict().revision().number()).isEqualTo(1);
      assertThat(pair.a.options.now().state(PairOption.STRICT).overridden()).isEmpty();
    }
  }

  private static void deleteState(Path home) throws Exception {
    try (var files = Files.walk(home)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
