package org.sbs.server.sync.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.sync.ScriptedCycle;
import org.sbs.server.sync.Tree;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.message.CommittedCycle;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.scan.FolderScanner;

/** What the store does with record files that are not what it wrote. */
final class RecordFileTest {
  @TempDir Path temp;

  private Path there;
  private Path pending;
  private Path committed;

  @BeforeEach
  void commitOneCycle() throws Exception {
    Tree wanted = Tree.at(temp.resolve("wanted")).file("a", "a").file("b/c", "c");
    there = Tree.at(temp.resolve("there")).path("");
    var set = ScriptedCycle.set(true, false, List.of(there));
    ReplicaStore store = store();
    store.recover();
    ScriptedCycle cycle = ScriptedCycle.record(7, set, List.of(wanted.path("")), List.of(there));
    assertThat(cycle.play(store, List.of(there)).committed()).isTrue();
    committed = temp.resolve("state/replica/cycle.committed");
    pending = temp.resolve("state/replica/cycle.pending");
  }

  private ReplicaStore store() throws IOException {
    return new ReplicaStore(
        temp.resolve("state"), new FolderScanner(Clock.systemUTC()), new Disk(), Clock.systemUTC());
  }

  @Test
  @DisplayName("R4.8 the last committed cycle is there after a restart, with sentinels and lineage")
  void survivesRestart() throws Exception {
    ReplicaStore store = store();
    assertThat(store.recover()).isEmpty();
    CommittedCycle cycle = store.committed().orElseThrow();
    assertThat(cycle.header())
        .isEqualTo(
            new CycleHeader(7, 3, ScriptedCycle.LINEAGE, Optional.of(ScriptedCycle.SENTINELS)));
    assertThat(cycle.folderSet()).isEqualTo(ScriptedCycle.set(true, false, List.of(there)));
  }

  @Test
  @DisplayName(
      "R4.8 R11.3 a record cut short anywhere gives a clear error, and the set stays as it is")
  void tornRecord() throws Exception {
    byte[] whole = Files.readAllBytes(committed);
    Map<String, String> before = Tree.content(there);
    for (int length = 0; length < whole.length; length += 5) {
      Files.write(pending, Arrays.copyOf(whole, length));
      ReplicaStore store = store();
      assertThatThrownBy(store::recover)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(pending.toString())
          .hasMessageContaining("is damaged");
      assertThat(Tree.content(there)).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("R11.3 a record with one wrong byte anywhere gives a clear error")
  void flippedByte() throws Exception {
    byte[] whole = Files.readAllBytes(committed);
    for (int at = 0; at < whole.length; at += 3) {
      byte[] spoilt = whole.clone();
      spoilt[at] ^= 0x10;
      Files.write(committed, spoilt);
      ReplicaStore store = store();
      assertThatThrownBy(store::recover)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is damaged");
    }
  }

  @Test
  @DisplayName("R4.8 a recorded cycle whose file system is not mounted is not taken for finished")
  void stagingMissing() throws Exception {
    Files.move(committed, pending);
    ReplicaStore store = store();
    assertThatThrownBy(store::recover)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("mounted");
    assertThat(pending).exists();
  }

  @Test
  @DisplayName("R4.8 what was staged and never recorded is gone after a restart")
  void stagingGarbage() throws Exception {
    Tree.at(there)
        .folder(".sbs-staging", "rwx------")
        .file(".sbs-staging/dead/0/1", "half")
        .file(".sbs-staging/dead/0/2", "half");
    store().recover();
    assertThat(Tree.content(there).keySet()).containsExactly("a", "b", "b/c");
  }
}
