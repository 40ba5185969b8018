package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbs.server.node.TestPair.said;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;

/** What a node promises, with two whole nodes in one JVM. */
class PairTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("R1.3 R4.1 R4.2 R9.3 the second to start becomes secondary and gets the files")
  void secondFollows() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      Files.writeString(pair.a.settings.resolve("dock.toml"), "one");
      pair.together();
      TestPair.awaitFile(pair.b.settings.resolve("dock.toml"), "one");
      pair.a.await(
          "told by its peer", status -> status.peer().role().equals(Optional.of("secondary")));
      assertThat(said(pair.b.node.status().reason())).contains("secondary of");
      assertThat(pair.running()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R2.1 R2.3 R2.5 the secondary takes over with the sentinels that were active")
  void takesOver() throws Exception {
    try (TestPair pair = new TestPair(folder).together()) {
      pair.a.service.deactivate("Dock 2");
      assertThat(pair.a.node.sync().get(60, TimeUnit.SECONDS).done()).isTrue();
      pair.a.close();
      NodeStatus status = pair.b.awaitServing();
      assertThat(status.epoch()).isEqualTo(2);
      assertThat(said(status.reason())).contains("took over");
      await().atMost(Duration.ofSeconds(60)).until(() -> !pair.b.service.active().isEmpty());
      assertThat(pair.b.service.active()).containsExactly("Dock 1");
      Files.writeString(pair.b.settings.resolve("new.toml"), "made on b");
      pair.a.start().awaitRole("secondary");
      TestPair.awaitFile(pair.a.settings.resolve("new.toml"), "made on b");
      assertThat(pair.b.node.status().role()).isEqualTo("primary");
      assertThat(pair.a.service.mostAtOnce).isZero();
    }
  }

  @Test
  @DisplayName("R2.3 a takeover from a primary that never listed any leaves the service as it is")
  void takesOverUnlisted() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.a.make = service -> service.mute = true;
      pair.b.make = service -> service.has("Dock 2");
      pair.together();
      pair.a.close();
      pair.b.awaitServing();
      pair.b.await("listing", status -> !status.service().sentinels().isEmpty());
      assertThat(pair.b.service.active()).containsExactly("Dock 2");
      assertThat(pair.b.service.everActivated()).isEmpty();
    }
  }

  @Test
  @DisplayName("R2.3 the first start is the first one only: a node that crashed alone remembers")
  void firstStartOnce() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.a.make = service -> service.has("Dock 2");
      pair.a.start().awaitServing();
      pair.a.await("sure", status -> pair.a.durable().activeSentinels().isPresent());
      pair.a.close();
      pair.a.make = service -> service.has();
      pair.a.start().awaitServing();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> pair.a.service.active().equals(List.of("Dock 2")));
    }
  }

  @Test
  @DisplayName("R3.1 a user's stop sends the last edit, hands over, and ends with 0")
  void handsOver() throws Exception {
    try (TestPair pair = new TestPair(folder).together()) {
      Files.writeString(pair.a.settings.resolve("last.toml"), "just now");
      NodeControl.Answer answer = pair.a.node.stop().get(60, TimeUnit.SECONDS);
      assertThat(answer.done()).isTrue();
      assertThat(answer.sentence()).contains("took over in epoch 2");
      assertThat(pair.a.node.awaitEnd()).isZero();
      pair.b.awaitServing();
      assertThat(pair.b.settings.resolve("last.toml")).hasContent("just now");
      assertThat(pair.b.service.mostAtOnce).as("services at once").isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R3.1 a service that may still run is not handed over")
  void noHandOverWhileItMayRun() throws Exception {
    try (TestPair pair = new TestPair(folder).together()) {
      pair.a.service.refusesToStop = true;
      var answer = pair.a.node.stop();
      pair.a.await("held up", status -> history(pair.a).contains("service-may-still-run"));
      assertThat(pair.b.node.status().role()).isEqualTo("secondary");
      assertThat(answer).isNotDone();
      pair.a.service.refusesToStop = false;
      assertThat(answer.get(60, TimeUnit.SECONDS).done()).isTrue();
      pair.b.awaitServing();
    }
  }

  @Test
  @DisplayName("R4.4 R4.5 the folder set of the old primary is in force after a takeover")
  void folderSetOutlivesItsPrimary() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      Path templates = Files.createDirectories(folder.resolve("templates"));
      pair.a.moreSettings = "[sync]\nstrict = true\n[[sync.folder]]\npath = '" + templates + "'\n";
      Files.writeString(pair.a.settings.resolve("old.toml"), "one");
      Files.writeString(pair.a.settings.resolve("stays.toml"), "two");
      pair.together();
      pair.a.close();
      pair.b.awaitServing();
      Files.delete(pair.b.settings.resolve("old.toml"));
      pair.a.start().awaitRole("secondary");
      // Only b's own settings would keep the file, for they are not strict.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !Files.exists(pair.a.settings.resolve("old.toml")));
    }
  }

  @Test
  @DisplayName("R10.5 a node's accept list holds against its primary")
  void acceptListHolds() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      Path offered = Files.createDirectories(folder.resolve("offered"));
      pair.a.moreSettings = "[[sync.folder]]\npath = '" + offered + "'\n";
      pair.b.moreSettings = "[sync]\naccept = ['" + folder.resolve("elsewhere") + "']\n";
      pair.b.accepts = false;
      pair.a.start().awaitServing();
      pair.b.start().awaitRole("secondary");
      pair.b.await("copying the rest", status -> status.sync().committedAt().isPresent());
      assertThat(pair.b.replica.committed().orElseThrow().folderSet().folders()).hasSize(1);
    }
  }

  private static String history(TestPair.Side side) {
    return side.node.history(1000).stream().map(HistoryRow::reason).toList().toString();
  }

  @Test
  @DisplayName("R7.3 R9.6 a service that dies is started again, and the history says why")
  void restartsTheService() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      pair.a.start().awaitServing();
      pair.a.service.die();
      pair.a.await("told of it", status -> history(pair.a).contains("exit status 3"));
      pair.a.awaitServing();
      assertThat(pair.a.service.active()).isEqualTo(List.of("Dock 1", "Dock 2"));
      assertThat(pair.a.node.status().epoch()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R2.3 a secondary that never received a whole copy does not take over")
  void noTakeoverWithoutACopy() throws Exception {
    try (TestPair pair = new TestPair(folder)) {
      // The settings folder of b is a file: no cycle can be committed there.
      Files.delete(pair.b.settings);
      Files.writeString(pair.b.settings, "in the way");
      Files.writeString(pair.a.settings.resolve("dock.toml"), "one");
      pair.a.start().awaitServing();
      pair.b.start().awaitRole("secondary");
      pair.a.close();
      pair.b.await(
          "told of it", status -> said(status.reason()).contains("never received a whole copy"));
      assertThat(pair.b.node.status().role()).isEqualTo("secondary");
      assertThat(pair.running()).isZero();
    }
  }

  @Test
  @DisplayName("R4.1 sync on the secondary says where to type it")
  void syncOnTheSecondary() throws Exception {
    try (TestPair pair = new TestPair(folder).together()) {
      NodeControl.Answer answer = pair.b.node.sync().get(60, TimeUnit.SECONDS);
      assertThat(answer.done()).isFalse();
      assertThat(answer.sentence()).contains("on the primary");
    }
  }
}
