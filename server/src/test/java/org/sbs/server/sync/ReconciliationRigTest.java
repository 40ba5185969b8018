package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.replica.PathRules;
import org.sbs.server.sync.commit.Conflict;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.mergebase.MergeBaseDelta;
import org.sbs.server.sync.mergebase.MergeBaseStore;
import org.sbs.server.sync.message.FileDifference;
import org.sbs.server.sync.receive.ManifestReceiver;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.versions.FileVersion;
import org.sbs.server.sync.versions.FileVersions;

/** Two nodes were apart, somebody worked on one of them or both, and they meet again. */
final class ReconciliationRigTest {
  @TempDir Path temp;

  private PairRig rig;

  @BeforeEach
  void makeRig() throws Exception {
    rig = new PairRig(temp);
    rig.merge = true;
    rig.history = Duration.ofDays(30);
    rig.mine.file("a", "1").file("b", "1").file("folder/c", "1").file("folder/d", "1");
    assertThat(rig.connect().committed()).isTrue();
    rig.disconnect();
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  /** What a tree has but for what SBS keeps there. */
  private static SortedMap<String, String> files(Tree tree) throws IOException {
    SortedMap<String, String> all = Tree.content(tree.path(""));
    all.keySet().removeIf(name -> name.startsWith(".sbs-"));
    return all;
  }

  private void requireEqual() throws IOException {
    assertThat(files(rig.theirs)).isEqualTo(files(rig.mine));
  }

  private static List<Conflict> conflicts(ReplicaStore store) throws IOException {
    return store.conflicts().list();
  }

  @Test
  @DisplayName("R5.1 what was changed on the secondary alone is taken over by the primary")
  void staleSecondary() throws Exception {
    rig.strict = true;
    rig.theirs.file("a", "edited there").file("new/deep/e", "new").delete("b");
    rig.theirs.link("link", "a").file("folder/c", "1", "rwxr-xr-x", Tree.LONG_AGO_NANOS);
    CycleResult result = rig.connect();
    assertThat(result.committed()).as(result.reason().toString()).isTrue();
    assertThat(rig.mine.path("a")).hasContent("edited there");
    assertThat(rig.mine.path("new/deep/e")).hasContent("new");
    assertThat(rig.mine.path("b")).doesNotExist();
    assertThat(rig.mine.path("link")).isSymbolicLink();
    assertThat(rig.mine.path("folder/c")).isExecutable();
    requireEqual();
    assertThat(rig.adopted).hasSize(1);
    assertThat(rig.primaryStore.conflicts().count()).isZero();
    assertThat(new FileVersions(rig.home.resolve("primary-state")).versions(real("a")).files())
        .as("what was replaced is in the history")
        .singleElement()
        .satisfies(file -> assertThat(file.content()).hasContent("1"));
  }

  private Path real(String name) throws IOException {
    return rig.mine.path("").toRealPath().resolve(name);
  }

  @Test
  @DisplayName("R5.1 a former primary that was edited alone joins, and the new one takes that over")
  void stalePrimary() throws Exception {
    rig.mine.file("a", "edited alone").file("more", "new");
    rig.theirs.file("b", "edited by the successor");
    rig.swap();
    rig.connect();
    assertThat(rig.mine.path("a")).hasContent("edited alone");
    assertThat(rig.mine.path("more")).hasContent("new");
    assertThat(rig.mine.path("b")).hasContent("edited by the successor");
    requireEqual();
  }

  @Test
  @DisplayName(
      "R5.1 edited on both: the primary's stays, the other is a conflict copy, told on both")
  void bothEdited() throws Exception {
    rig.mine.file("a", "mine");
    rig.theirs.file("a", "theirs");
    rig.connect();
    assertThat(rig.mine.path("a")).hasContent("mine");
    requireEqual();
    Conflict there = conflicts(rig.store).get(0);
    assertThat(conflicts(rig.store)).hasSize(1);
    assertThat(there.path()).endsWith("/a");
    assertThat(there.owner()).isEqualTo(rig.store.nodeId());
    assertThat(there.winner()).isEqualTo("b".repeat(32));
    assertThat(there.here()).isTrue();
    FileVersion kept = rig.store.versions().find(there.keptId()).orElseThrow();
    assertThat(kept.content()).hasContent("theirs");
    assertThat(kept.happened()).isEqualTo("conflict-copy");
    Conflict here = conflicts(rig.primaryStore).get(0);
    assertThat(here.keptId()).isEqualTo(there.keptId());
    assertThat(here.here()).isFalse();
    assertThat(here.owner()).isEqualTo(rig.store.nodeId());
    rig.disconnect();
    rig.connect();
    assertThat(conflicts(rig.store)).as("told once").hasSize(1);
  }

  @Test
  @DisplayName("R5.1 a conflict copy is kept even where no history is kept")
  void conflictWithoutHistory() throws Exception {
    rig.history = Duration.ZERO;
    rig.restartSecondary();
    rig.mine.file("a", "mine").file("b", "2");
    rig.theirs.file("a", "theirs");
    rig.connect();
    assertThat(rig.store.versions().list(java.util.Optional.empty(), 10).files())
        .singleElement()
        .satisfies(file -> assertThat(file.content()).hasContent("theirs"));
    assertThat(rig.store.pruneVersions()).isEmpty();
    assertThat(conflicts(rig.store)).hasSize(1);
  }

  @Test
  @DisplayName("R5.1 deleted here and edited there: it goes, and is kept, strict or not")
  void deletedAndEdited() throws Exception {
    rig.mine.delete("a");
    rig.theirs.file("a", "edited");
    rig.connect();
    requireEqual();
    assertThat(rig.theirs.path("a")).doesNotExist();
    assertThat(conflicts(rig.store)).hasSize(1);
  }

  @Test
  @DisplayName("R5.1 a folder that was replaced by a file on the secondary is taken over")
  void folderBecameFile() throws Exception {
    rig.theirs.delete("folder").file("folder", "a file now");
    rig.connect();
    assertThat(rig.mine.path("folder")).hasContent("a file now");
    requireEqual();
  }

  @Test
  @DisplayName("R5.1 an edit in a folder that the other made a file is not lost")
  void folderBecameFileAndEdited() throws Exception {
    rig.theirs.delete("folder").file("folder", "a file now");
    rig.mine.file("folder/c", "edited");
    rig.connect();
    assertThat(rig.mine.path("folder/c")).hasContent("edited");
    requireEqual();
    assertThat(conflicts(rig.store)).singleElement().matches(c -> c.path().endsWith("/folder"));
  }

  @Test
  @DisplayName("R5.1 R4.10 most files missing on the secondary are sent again, and that is said")
  void guarded() throws Exception {
    for (int i = 0; i < 30; i++) {
      rig.mine.file("many/" + i, "content " + i);
    }
    rig.connect();
    rig.disconnect();
    rig.theirs.delete("many").delete("folder");
    CycleResult result = rig.connect();
    assertThat(result.problems()).anyMatch(p -> p.has(ReasonCode.MISSING_THERE_SENT_AGAIN));
    assertThat(rig.mine.path("many/7")).hasContent("content 7");
    requireEqual();
  }

  @Test
  @DisplayName("R5.5 primary-wins: nothing is taken over and nothing counts as a conflict")
  void primaryWins() throws Exception {
    rig.merge = false;
    rig.theirs.file("a", "edited there");
    rig.mine.file("b", "2");
    rig.connect();
    assertThat(rig.mine.path("a")).hasContent("1");
    assertThat(rig.theirs.path("a")).hasContent("1");
    assertThat(rig.adopted).isEmpty();
    assertThat(rig.store.conflicts().count()).isZero();
  }

  @Test
  @DisplayName("R5.1 nodes that never met have nothing to compare with: the primary's files win")
  void neverMet() throws Exception {
    PairRig other = new PairRig(temp.resolve("other"));
    other.merge = true;
    other.mine.file("a", "mine");
    other.theirs.file("a", "theirs").file("only", "theirs");
    try {
      other.connect();
      assertThat(other.theirs.path("a")).hasContent("mine");
      assertThat(other.mine.path("only")).doesNotExist();
      assertThat(other.store.conflicts().count()).isZero();
    } finally {
      other.close();
    }
  }

  @Test
  @DisplayName("R5.4 what the primary deleted and the secondary kept does not come back as new")
  void retainedDeletes() throws Exception {
    rig.connect();
    rig.mine.delete("a").delete("folder");
    rig.cycle();
    assertThat(rig.theirs.path("a")).as("not strict").hasContent("1");
    assertThat(rig.primary.requestDifferences(false).get())
        .extracting(FileDifference::state)
        .containsExactly("leftover", "leftover", "leftover", "leftover");
    rig.disconnect();
    rig.swap();
    rig.connect();
    assertThat(rig.theirs.path("a")).doesNotExist();
    assertThat(rig.theirs.path("folder")).doesNotExist();
    assertThat(rig.mine.path("a")).hasContent("1");
    rig.mine.file("a", "edited, so it counts");
    rig.cycle();
    assertThat(rig.theirs.path("a")).hasContent("edited, so it counts");
    assertThat(rig.theirs.path("folder")).doesNotExist();
  }

  @Test
  @DisplayName("R5.4 a leftover that the primary makes again, the same, is common again")
  void leftoverAgain() throws Exception {
    rig.connect();
    rig.mine.delete("a");
    rig.cycle();
    rig.mine.file("a", "1");
    rig.cycle();
    assertThat(rig.store.mergeBase().left()).isEmpty();
    rig.disconnect();
    rig.swap();
    rig.theirs.delete("a");
    rig.connect();
    assertThat(rig.mine.path("a")).as("deleted on the other, unchanged here").doesNotExist();
  }

  @Test
  @DisplayName("R5.4 leftovers are remembered over a restart and a short break of the connection")
  void retainedDeletesStay() throws Exception {
    rig.connect();
    rig.mine.delete("b");
    rig.cycle();
    rig.disconnect();
    rig.restartSecondary();
    rig.connect();
    assertThat(rig.mine.path("b")).doesNotExist();
    assertThat(rig.store.mergeBase().left()).hasSize(1);
    assertThat(rig.adopted).isEmpty();
  }

  @Test
  @DisplayName("R5.1 after each cycle both nodes remember the very same")
  void bothRemember() throws Exception {
    rig.connect();
    List<Map.Entry<String, String>> edits =
        List.of(
            Map.entry("a", "2"),
            Map.entry("x/y", "1"),
            Map.entry("a", ""),
            Map.entry("x/y", "2"),
            Map.entry("folder", ""),
            Map.entry("a", "3"),
            Map.entry("x", ""));
    for (Map.Entry<String, String> edit : edits) {
      rig.mine.delete(edit.getKey());
      if (!edit.getValue().isEmpty()) {
        rig.mine.file(edit.getKey(), edit.getValue());
      }
      rig.cycle();
      assertThat(
              MergeBaseDelta.between(
                  rig.store.mergeBase().load(), rig.primaryStore.mergeBase().load()))
          .as(edit.toString())
          .isEqualTo(new MergeBaseDelta(List.of(), List.of()));
      assertThat(rig.store.mergeBase().memory().mergeBase())
          .isEqualTo(rig.primaryStore.mergeBase().memory().mergeBase());
      assertThat(rig.store.mergeBase().load().files())
          .isEqualTo(files(rig.mine).values().stream().filter(f -> f.startsWith("file")).count());
    }
  }

  @Test
  @DisplayName("R5.1 a primary that learns of a cycle it was not told of notes it before the next")
  void learnsOfAnUnheardCycle() throws Exception {
    MergeBaseStore own = rig.primaryStore.mergeBase();
    Manifest first = own.load();
    MergeBaseId second = new MergeBaseId(7, "b", 100);
    own.offer(second);
    FileEntry made = FileEntry.file(new EntryPath(0, "made"), 1, 1, 0, new ContentHash(1, 2, 3, 4));
    Manifest both = first.with(Set.of(), List.of(made));
    MergeBaseId.Memory theirs = new MergeBaseId.Memory(Optional.of(second), Optional.empty());
    ManifestReceiver.Answer answer =
        new ManifestReceiver.Answer(
            first,
            Map.of(),
            100,
            PathRules.Names.POSIX,
            Set.of(),
            Set.of(),
            new MergeBaseDelta(List.of(made), List.of()),
            theirs,
            "c");
    PrimaryMergeBase mergeBase = new PrimaryMergeBase(rig.primaryStore);
    FolderSet set =
        new FolderSet(List.of(Folder.of(0, "/settings", FolderFilter.ALL)), false, false);
    mergeBase.met(answer, set, List.of());
    own.offer(new MergeBaseId(7, "b", 101));
    assertThat(MergeBaseId.ancestor(own.memory(), theirs)).isEqualTo(MergeBaseId.Holder.MINE);
    assertThat(own.memory().mergeBase()).contains(second);
    assertThat(own.load()).isEqualTo(both);
  }

  @Test
  @DisplayName("R5.5 a node alone tells what was changed on it since both had the same")
  void diffAlone() throws Exception {
    rig.theirs.file("a", "edited").file("new", "1").delete("b");
    var rows =
        new LocalDiff(
                rig.store,
                rig.secondaryScanner,
                rig.store.committed().orElseThrow().folderSet(),
                rig.theirs.path(""),
                rig.rules)
            .rows(FolderScanner.View.RECEIVER, false);
    assertThat(rows)
        .extracting(row -> row.why().toString())
        .containsExactly("diff-edited {cycle=1}", "diff-deleted {cycle=1}", "diff-new {cycle=1}");
  }
}
