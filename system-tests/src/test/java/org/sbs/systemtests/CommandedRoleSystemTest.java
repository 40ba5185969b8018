package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.LoopDisk;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.Rounds;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.testkit.Needs;
import org.sbs.view.status.NodeStatus;

/** Users tell the pair who is to serve: switchover, pause, resume. */
@ExtendWith(Rounds.class)
final class CommandedRoleSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

  @BeforeEach
  void hasty() {
    pair.hasty();
  }

  @TestTemplate
  @DisplayName(
      "R3.2 sbs switchover from the primary, then from the secondary: swapped, no edit lost")
  void there() {
    pair.startReady();
    pair.a().write("labels.txt", "the last edit on A\n");
    Outcome there = pair.a().command("switchover");
    assertThat(there.status()).as("%s", there).isZero();
    assertThat(there.out()).startsWith("The roles are swapped: this node is now secondary");
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    pair.awaitBothHave("labels.txt", "the last edit on A\n");
    assertThat(pair.b().service().active()).containsExactly("Dock 1", "Dock 2", "Dock 3");

    pair.b().write("labels.txt", "the last edit on B\n");
    Outcome back = pair.a().command("switchover");
    assertThat(back.status()).as("%s", back).isZero();
    assertThat(back.out()).startsWith("The roles are swapped: this node is now primary");
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    pair.awaitBothHave("labels.txt", "the last edit on B\n");
    assertThat(pair.a().awaitServing().epoch()).isEqualTo(3);
    assertThat(pair.journal().story())
        .containsExactly("A start", "A stop", "B start", "B stop", "A start");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @Needs(of = LoopDisk.class)
  @DisplayName("R3.2 a switchover whose last cycle finds a full disk: the old primary serves on")
  void rolledBack() throws Exception {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings().set("pair.silence-limit-ms", 20_000);
    }
    // Its own state has space: with a full one it would refuse before the service is stopped.
    Path folder = pair.b().files();
    try (LoopDisk disk = LoopDisk.over(folder, LoopDisk.Kind.EXT4, 24)) {
      try {
        // A new file system brings a folder of its own, which is not in the set.
        Files.deleteIfExists(folder.resolve("lost+found"));
        pair.startReady();
        Path filler = folder.resolve("filler");
        disk.fill(filler);
        pair.a().write("more.txt", "x".repeat(200_000));
        Outcome refused = pair.a().command("switchover");
        assertThat(refused.status()).as("%s", refused).isEqualTo(1);
        assertThat(refused.err())
            .contains("The roles are not swapped: not all of the last changes were sent")
            .contains("No space left on device");
        assertThat(pair.a().awaitServing().epoch()).isEqualTo(1);
        await("its sentinels are active again")
            .until(() -> pair.a().service().active().size() == 3);
        assertThat(pair.b().awaitRole("secondary").epoch()).isEqualTo(1);

        Files.delete(filler);
        assertThat(pair.awaitSettled()).isSameAs(pair.a());
        assertThat(pair.b().command("switchover").status()).isZero();
        assertThat(pair.awaitSettled()).isSameAs(pair.b());
        pair.awaitBothHave("more.txt", "x".repeat(200_000));
      } finally {
        pair.b().killIfRunning();
      }
    }
    assertThat(pair.journal().story())
        .startsWith("A start", "A stop", "A start", "A stop", "B start");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName(
      "R3.3 paused, the secondary lets a killed primary be, on either node; resume ends it")
  void paused() {
    pair.startReady();
    Outcome paused = pair.a().command("pause", "30m");
    assertThat(paused.status()).as("%s", paused).isZero();
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.awaitStatus("shows the pause", status -> status.pause().isPresent());
      assertThat(node.command("status").out()).contains("no takeover: paused until ");
    }
    pair.a().kill();
    pair.b().awaitReason("no takeover, because the pair is paused; sbs resume ends that");
    await("it stays secondary")
        .during(Duration.ofSeconds(2))
        .until(
            () -> pair.b().status().map(NodeStatus::role).filter("secondary"::equals).isPresent());
    assertThat(pair.b().awaitRole("secondary").readiness().ready()).isFalse();
    assertThat(pair.b().service().runs()).isFalse();

    Outcome resumed = pair.b().command("resume");
    assertThat(resumed.status()).as("%s", resumed).isZero();
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(2);
    pair.a().start();
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    assertThat(pair.a().awaitRole("secondary").pause()).as("the older pause of A").isEmpty();
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R3.3 maintenance: paused, the primary is started anew and is primary again")
  void maintained() {
    pair.startReady();
    assertThat(pair.b().command("pause", "10m").status()).isZero();
    pair.a().awaitStatus("shows the pause", status -> status.pause().isPresent());
    pair.a().kill();
    pair.b().awaitReason("no takeover, because the pair is paused");
    pair.a().start().awaitServing();
    pair.b().awaitRole("secondary");
    assertThat(pair.b().command("resume").status()).isZero();
    assertThat(pair.awaitSettled()).isSameAs(pair.a());
    assertThat(pair.journal().story()).containsExactly("A start", "A stop", "A start");
    pair.assertNeverBothBeat();
  }

  @TestTemplate
  @DisplayName("R3.3 a pause ends by itself, and the takeover that it held back happens")
  void over() {
    pair.startReady();
    assertThat(pair.a().command("pause", "5s").status()).isZero();
    pair.b().awaitStatus("shows the pause", status -> status.pause().isPresent());
    pair.a().kill();
    pair.b().awaitReason("no takeover, because the pair is paused");
    pair.b().awaitReason("the pause is over: takeovers happen again");
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(2);
    pair.assertNeverBothBeat();
  }
}
