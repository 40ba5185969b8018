package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.FailingSync;
import org.sbs.systemtests.kit.LoopDisk;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.Sbs;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.systemtests.kit.TreeSnapshot;
import org.sbs.testkit.Needs;

/** Disks of the secondary that are full, cannot be written, or fail to sync. */
@Needs(of = LoopDisk.class)
final class BadDiskSystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** In how many places a cycle may stand when the disk begins to fail: more than it syncs. */
  private static final int SYNCS = 12;

  @RegisterExtension final TestPair pair = new TestPair();

  @BeforeEach
  void asRoot() {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      // The program must come back by itself, with one of its next periods; and a node whose disk
      // or tracer holds it up for a moment is not dead.
      node.settings().set("pair.period-seconds", 1).set("pair.silence-limit-ms", 20_000);
    }
  }

  @Test
  @DisplayName("R4.8 R11.3 a full disk: refused with the reason, the old set whole, then goes on")
  void fullDisk() throws Exception {
    Path folder = pair.b().home().getParent();
    try (LoopDisk disk = LoopDisk.over(folder, LoopDisk.Kind.EXT4, 24)) {
      try {
        pair.startReady();
        Path filler = folder.resolve("filler");
        disk.fill(filler);
        assertRefusedUntil("No space left on device", () -> Files.delete(filler));
        // Its own history lies on that disk: what it could not write then it tells at the end.
        pair.b().awaitReason("No space left on device");
      } finally {
        pair.b().killIfRunning();
      }
    }
  }

  @Test
  @DisplayName("R4.8 R11.3 a read-only disk: refused with the reason, the old set whole, goes on")
  void readOnlyDisk() throws Exception {
    try (LoopDisk disk = LoopDisk.over(pair.b().files(), LoopDisk.Kind.EXT4, 24)) {
      try {
        // A new file system brings a folder of its own, which is not in the set.
        Files.deleteIfExists(pair.b().files().resolve("lost+found"));
        pair.startReady();
        disk.readOnly();
        assertRefusedUntil("Read-only file system", disk::writable);
        assertThat(counted(pair.b(), " was not committed: ")).isEqualTo(1);
      } finally {
        pair.b().killIfRunning();
      }
    }
  }

  @Test
  @Needs(of = FailingSync.class)
  @DisplayName("R4.8 R11.3 a disk that fails to sync: refused with the reason, then goes on")
  void failingSync() throws Exception {
    pair.startReady();
    FailingSync fault = pair.closing(FailingSync.of(pair.b(), 1));
    assertRefusedUntil("Input/output error", fault::close);
    assertThat(counted(pair.b(), " was not committed: ")).isEqualTo(1);
  }

  /** What must hold from the first refused cycle to the first committed one. */
  private void assertRefusedUntil(String cause, Repair repair) throws Exception {
    TreeSnapshot old = TreeSnapshot.of(pair.b().files());
    pair.a().write("labels.txt", "second edition\n").write("more.txt", "x".repeat(200_000));
    pair.a().awaitReason(cause);
    await("several cycles are refused")
        .atMost(PATIENCE)
        .until(() -> pair.a().logged("was not committed: ").size() >= 4);

    assertThat(TreeSnapshot.of(pair.b().files()).differencesFrom(old)).isEmpty();
    for (TestNode node : List.of(pair.a(), pair.b())) {
      Outcome status = Sbs.run(node.home(), "status", "--json");
      assertThat(status.status()).as("%s", status).isZero();
      assertThat(status.out()).contains(" was not committed: ").contains(cause);
      assertThat(Sbs.run(node.home(), "status").out()).contains("Not ready: cycle ");
    }
    assertThat(Sbs.run(pair.a().home(), "sync").err()).contains(cause);
    assertThat(Sbs.run(pair.a().home(), "history").out()).containsOnlyOnce(cause);
    assertThat(pair.b().status().orElseThrow().role()).isEqualTo("secondary");
    assertThat(pair.a().status().orElseThrow().peer().connected()).isTrue();

    repair.run();
    pair.b().awaitFile("labels.txt", "second edition\n");
    pair.b().awaitFile("more.txt", "x".repeat(200_000));
    pair.a().awaitReady();
    pair.b().awaitReady();
    assertThat(pair.a().awaitReason(" is committed; ")).contains(cause);
    assertThat(pair.b().awaitReason(" is committed; ")).contains(cause);
    assertThat(counted(pair.a(), " was not committed: ")).isEqualTo(1);
    assertThat(pair.b().runs()).as("B was never restarted").isTrue();
  }

  @Test
  @Needs(of = FailingSync.class)
  @DisplayName("R4.8 R11.3 a disk that begins to fail at any sync: the set is the old or the new")
  void failingFromAnySync() throws Exception {
    pair.startReady();
    for (int from = 1; from <= SYNCS; from++) {
      String old = "edition " + (from - 1) + "\n";
      String fresh = "edition " + from + "\n";
      if (from == 1) {
        pair.a().write("labels.txt", old).write("second.txt", old);
        assertThat(pair.a().sync().done()).isTrue();
      }
      try (FailingSync failing = FailingSync.of(pair.b(), from)) {
        pair.a().write("labels.txt", fresh).write("second.txt", fresh);
        boolean committed = pair.a().sync().done();
        String there = pair.b().read("labels.txt").orElseThrow();
        assertThat(pair.b().read("second.txt")).as("failing from sync %s", from).contains(there);
        assertThat(there).isIn(committed ? List.of(fresh) : List.of(old, fresh));
        assertThat(pair.a().status().orElseThrow().peer().connected()).isTrue();
        assertThat(failing.lasts()).as("the fault lasts").isTrue();
      }
      pair.b().awaitFile("labels.txt", fresh);
      pair.b().awaitFile("second.txt", fresh);
      pair.a().awaitReady();
    }
    assertThat(pair.b().logged("its bulk connection ended")).isEmpty();
  }

  private static long counted(TestNode node, String words) {
    return node.reasons().stream().filter(reason -> reason.contains(words)).count();
  }

  /** Ends the fault. */
  private interface Repair {
    void run() throws IOException;
  }
}
