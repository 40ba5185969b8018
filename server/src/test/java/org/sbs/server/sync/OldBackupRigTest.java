package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ConflictCause;
import org.sbs.server.sync.commit.Conflict;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.message.FileDifference;
import org.sbs.server.sync.message.ReturnedFiles;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.versions.FileVersion;

/** A backup is put back on a node that was down; then the nodes meet again (R5.1). */
final class OldBackupRigTest {
  @TempDir Path temp;

  private PairRig rig;
  private Path backup;

  @BeforeEach
  void makeRig() throws Exception {
    rig = new PairRig(temp);
    rig.merge = true;
    rig.history = Duration.ofDays(30);
    rig.strict = true;
    rig.mine.file("a", "v1").file("b", "v1").file("gone", "v1").file("lab/c", "v1");
    rig.mine.link("link", "a").file("run", "v1", "rw-r--r--", Tree.LONG_AGO_NANOS);
    backup = temp.resolve("backup");
    connect();
    Tree.copy(rig.theirs.path(""), backup);
    rig.mine.file("a", "v2").file("lab/c", "v2").file("later", "v1").delete("gone");
    rig.mine.delete("link").link("link", "b");
    rig.mine.file("run", "v1", "rwxr-xr-x", Tree.LONG_AGO_NANOS);
    cycle();
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  private void connect() throws Exception {
    CycleResult result = rig.connect();
    assertThat(result.committed()).as(result.reason().toString()).isTrue();
  }

  private void cycle() throws Exception {
    CycleResult result = rig.cycle();
    assertThat(result.committed()).as(result.reason().toString()).isTrue();
  }

  /** The whole folder is replaced, as by somebody who empties it before. */
  private void putBack(Tree tree) throws IOException {
    for (String name : List.of("a", "b", "gone", "lab", "later", "link", "run")) {
      Tree.deleteAll(tree.path(name));
      if (Files.exists(backup.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        Tree.copy(backup.resolve(name), tree.path(name));
      }
    }
  }

  private static SortedMap<String, String> files(Tree tree) throws IOException {
    SortedMap<String, String> all = Tree.content(tree.path(""));
    all.keySet().removeIf(name -> name.startsWith(".sbs-"));
    return all;
  }

  private void requireCurrent() throws IOException {
    assertThat(rig.mine.path("a")).hasContent("v2");
    assertThat(rig.mine.path("b")).hasContent("v1");
    assertThat(rig.mine.path("lab/c")).hasContent("v2");
    assertThat(rig.mine.path("later")).hasContent("v1");
    assertThat(rig.mine.path("gone")).doesNotExist();
    assertThat(Files.readSymbolicLink(rig.mine.path("link"))).hasToString("b");
    assertThat(rig.mine.path("run")).isExecutable();
    assertThat(files(rig.theirs)).isEqualTo(files(rig.mine));
  }

  private void requireCopies(ReplicaStore store, String... names) throws IOException {
    assertThat(store.conflicts().list())
        .extracting(conflict -> Path.of(conflict.path()).getFileName().toString())
        .containsExactlyInAnyOrder(names);
    assertThat(store.conflicts().list())
        .allMatch(conflict -> conflict.cause() == ConflictCause.OLD_VERSION_CAME_BACK);
  }

  private void requireKept(String content) throws IOException {
    for (Conflict conflict : rig.store.conflicts().list()) {
      FileVersion kept = rig.store.versions().find(conflict.keptId()).orElseThrow();
      if (!kept.isLink()) {
        assertThat(kept.content()).hasContent(content);
      }
    }
  }

  @Test
  @DisplayName("R5.1 a backup put back on the secondary replaces nothing, and is kept as copies")
  void onTheSecondary() throws Exception {
    for (boolean strict : new boolean[] {false, true}) {
      rig.strict = strict;
      rig.disconnect();
      putBack(rig.theirs);
      connect();
      requireCurrent();
      assertThat(rig.adopted).isEmpty();
      requireKept("v1");
    }
    assertThat(rig.returned)
        .as("on the primary also the permissions that went back, and what was not deleted")
        .contains(new ReturnedFiles(5, 1, 0, true, "a"))
        .hasSize(4)
        .allMatch(files -> files.cameBack() >= 4 && files.copies());
    requireCopies(rig.store, "a", "c", "gone", "link", "a", "c", "gone", "link");
    requireCopies(rig.primaryStore, "a", "c", "gone", "link", "a", "c", "gone", "link");
  }

  @Test
  @DisplayName("R5.1 what was renamed keeps its new name, though a backup brings the old one back")
  void renamed() throws Exception {
    String text = "a content that is long enough to be moved and not to be sent again. ".repeat(4);
    rig.mine.file("one.zpl", text + 1).file("folder/a", text + 2).file("folder/b", text + 3);
    cycle();
    Path old = temp.resolve("old");
    Tree.copy(rig.theirs.path(""), old);
    Files.move(rig.mine.path("one.zpl"), rig.mine.path("uno.zpl"));
    Files.move(rig.mine.path("folder"), rig.mine.path("cartella"));
    cycle();
    rig.disconnect();
    for (String name : List.of("uno.zpl", "cartella")) {
      rig.theirs.delete(name);
    }
    Tree.copy(old.resolve("one.zpl"), rig.theirs.path("one.zpl"));
    Tree.copy(old.resolve("folder"), rig.theirs.path("folder"));
    connect();
    assertThat(rig.mine.path("uno.zpl")).hasContent(text + 1);
    assertThat(rig.mine.path("cartella/b")).hasContent(text + 3);
    assertThat(rig.mine.path("one.zpl")).doesNotExist();
    assertThat(rig.mine.path("folder")).doesNotExist();
    assertThat(files(rig.theirs)).isEqualTo(files(rig.mine));
    requireCopies(rig.store, "one.zpl", "a", "b");
  }

  @Test
  @DisplayName(
      "R5.4 what the secondary kept of deleted files stays so when a backup brings it back")
  void retainedDeletes() throws Exception {
    rig.disconnect();
    rig.strict = false;
    connect();
    rig.mine.delete("b");
    cycle();
    rig.disconnect();
    rig.theirs.delete("b").file("b", "v1").file("a", "v1");
    connect();
    assertThat(rig.mine.path("b")).doesNotExist();
    assertThat(rig.theirs.path("b")).hasContent("v1");
    requireCopies(rig.store, "a");
  }

  @Test
  @DisplayName("R5.1 single old files beside real edits, new files and deletions")
  void mixed() throws Exception {
    rig.disconnect();
    rig.theirs.file("a", "v1").file("b", "edited").file("new", "new");
    connect();
    assertThat(rig.mine.path("a")).hasContent("v2");
    assertThat(rig.mine.path("b")).hasContent("edited");
    assertThat(rig.mine.path("new")).hasContent("new");
    assertThat(files(rig.theirs)).isEqualTo(files(rig.mine));
    requireCopies(rig.store, "a");
    rig.disconnect();
    rig.theirs.delete("b");
    connect();
    assertThat(rig.mine.path("b")).as("nothing went back: a deletion").doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"primary-state", "state"})
  @DisplayName("R5.1 the memory of either node is enough")
  void eitherMemory(String lost) throws Exception {
    moveNotes();
    Files.writeString(rig.home.resolve(lost).resolve("replica/replaced"), "garbage");
    rig.theirs.file("a", "v1");
    connect();
    requireCurrent();
    requireCopies(rig.store, "a");
  }

  /** What was noted moves into the file of its own when the folders of the set change. */
  private void moveNotes() throws Exception {
    rig.disconnect();
    rig.more = List.of(folder("other"));
    connect();
    rig.disconnect();
  }

  private org.sbs.core.replica.Folder folder(String name) throws IOException {
    return org.sbs.core.replica.Folder.of(
        1,
        Files.createDirectories(temp.resolve(name)).toString(),
        org.sbs.core.replica.FolderFilter.ALL);
  }

  @Test
  @DisplayName("R5.1 with a memory that is garbage on both nodes old files count as edits again")
  void noMemory() throws Exception {
    moveNotes();
    for (String state : List.of("primary-state", "state")) {
      Files.writeString(rig.home.resolve(state).resolve("replica/replaced"), "garbage");
    }
    rig.theirs.file("a", "v1");
    connect();
    assertThat(rig.mine.path("a")).hasContent("v1");
    rig.mine.file("a", "v3");
    cycle();
    rig.disconnect();
    rig.theirs.file("a", "v1");
    connect();
    assertThat(rig.mine.path("a"))
        .as("what is replaced from then on is remembered")
        .hasContent("v3");
  }

  @Test
  @DisplayName("R5.1 a restart of both nodes forgets nothing")
  void restarted() throws Exception {
    rig.disconnect();
    restart();
    putBack(rig.theirs);
    connect();
    requireCurrent();
  }

  private void restart() {
    rig.restartSecondary();
    rig.primaryStore = null;
    rig.primaryScanner = new FolderScanner(Clock.systemUTC());
  }

  @Test
  @DisplayName("R5.1 the former primary was away, and its backup loses to the one that took over")
  void onTheFormerPrimary() throws Exception {
    rig.disconnect();
    rig.swap();
    rig.mine.file("b", "v2");
    putBack(rig.theirs);
    connect();
    assertThat(rig.mine.path("b")).hasContent("v2");
    rig.mine.file("b", "v1");
    cycle();
    requireCurrent();
    requireCopies(rig.store, "a", "c", "gone", "link");
  }

  @Test
  @DisplayName("R5.1 the primary itself may go back to an old version: that is an edit")
  void editOnThePrimary() throws Exception {
    rig.mine.file("a", "v1");
    cycle();
    assertThat(rig.theirs.path("a")).hasContent("v1");
    rig.mine.file("a", "v2");
    cycle();
    rig.disconnect();
    rig.mine.file("a", "v1");
    connect();
    assertThat(rig.theirs.path("a")).hasContent("v1");
    assertThat(rig.store.conflicts().count()).isZero();
    assertThat(rig.returned).isEmpty();
    rig.mine.file("b", "v2");
    cycle();
    rig.disconnect();
    rig.theirs.file("a", "v2");
    connect();
    assertThat(rig.mine.path("a")).as("v2 is old now").hasContent("v1");
  }

  @Test
  @DisplayName(
      "R5.1 a primary that starts on a backup keeps its files, and the newer ones are named")
  void onThePrimary() throws Exception {
    rig.disconnect();
    restart();
    putBack(rig.mine);
    connect();
    assertThat(rig.mine.path("a")).hasContent("v1");
    assertThat(rig.mine.path("gone")).hasContent("v1");
    assertThat(files(rig.theirs)).isEqualTo(files(rig.mine));
    assertThat(rig.store.conflicts().list())
        .extracting(conflict -> Path.of(conflict.path()).getFileName().toString())
        .containsExactlyInAnyOrder("a", "c", "later", "link");
    assertThat(rig.store.conflicts().list())
        .allMatch(conflict -> conflict.cause() == ConflictCause.PRIMARY_WENT_BACK);
    assertThat(rig.primaryStore.conflicts().list())
        .allMatch(conflict -> conflict.cause() == ConflictCause.PRIMARY_WENT_BACK);
    requireKeptOf("a", "v2");
    assertThat(rig.returned).contains(new ReturnedFiles(0, 0, 4, true, "a")).hasSize(2);
    assertThat(rig.returned).allMatch(files -> files.wentBack() == 4);
  }

  @Test
  @DisplayName("R9.9 what went back is told by codes, with a number and an example each")
  void reasons() {
    Reason came = new ReturnedFiles(5, 1, 0, true, "a").reason();
    assertThat(came.has(ReasonCode.OLD_FILES_CAME_BACK)).isTrue();
    assertThat(came.has(ReasonCode.MISSING_FILES_STAY)).isTrue();
    assertThat(came.has(ReasonCode.PRIMARY_FILES_WENT_BACK)).isFalse();
    Reason went = new ReturnedFiles(0, 0, 2, true, "b").reason();
    assertThat(went.code()).isEqualTo(ReasonCode.PRIMARY_FILES_WENT_BACK);
    assertThat(went.values()).containsEntry("files", 2L).containsEntry("example", "b");
    Reason plain = new ReturnedFiles(5, 1, 2, false, "a").reason();
    assertThat(plain.has(ReasonCode.OLD_FILES_REPLACED)).isTrue();
    assertThat(plain.has(ReasonCode.PRIMARY_OLD_FILES_WIN)).isTrue();
    assertThat(plain.has(ReasonCode.MISSING_FILES_STAY)).isFalse();
  }

  @Test
  @DisplayName("R5.5 files diff on a node alone tells what went back")
  void diff() throws Exception {
    rig.disconnect();
    rig.theirs.file("a", "v1").file("b", "v9");
    assertThat(
            new LocalDiff(
                    rig.store,
                    rig.secondaryScanner,
                    rig.store.committed().orElseThrow().folderSet(),
                    rig.theirs.path(""),
                    rig.rules)
                .rows(FolderScanner.View.RECEIVER, false))
        .extracting(FileDifference::state)
        .containsExactly("returned", "edited");
  }

  private void requireKeptOf(String name, String content) throws IOException {
    for (Conflict conflict : rig.store.conflicts().list()) {
      if (Path.of(conflict.path()).getFileName().toString().equals(name)) {
        assertThat(rig.store.versions().find(conflict.keptId()).orElseThrow().content())
            .hasContent(content);
      }
    }
  }

  @Test
  @DisplayName("R5.5 primary-wins: nothing else happens, but it is told")
  void primaryWins() throws Exception {
    rig.merge = false;
    rig.disconnect();
    putBack(rig.theirs);
    connect();
    assertThat(rig.mine.path("a")).hasContent("v2");
    assertThat(rig.theirs.path("a")).hasContent("v2");
    assertThat(rig.store.conflicts().count()).isZero();
    assertThat(rig.returned).containsExactly(new ReturnedFiles(5, 1, 0, false, "a"));
  }

  @Test
  @DisplayName("R5.1 R4.10 many deleted files that come back are copies, not held deletes")
  void manyDeleted() throws Exception {
    for (int i = 0; i < 60; i++) {
      rig.mine.file("many/" + i, "v1-" + i);
    }
    cycle();
    Tree.copy(rig.theirs.path("many"), temp.resolve("many"));
    for (int i = 0; i < 60; i += 2) {
      rig.mine.delete("many/" + i);
    }
    cycle();
    for (int i = 1; i < 40; i += 2) {
      rig.mine.delete("many/" + i);
    }
    rig.primary.requestCycle(true, false).get();
    rig.primary.requestCycle(true, false).get();
    assertThat(rig.theirs.path("many/1")).doesNotExist();
    rig.disconnect();
    Tree.deleteAll(rig.theirs.path("many"));
    Tree.copy(temp.resolve("many"), rig.theirs.path("many"));
    connect();
    assertThat(rig.mine.path("many/1")).doesNotExist();
    assertThat(files(rig.theirs)).isEqualTo(files(rig.mine));
    assertThat(rig.store.conflicts().count()).isEqualTo(50);
    assertThat(rig.guard.held().files()).isZero();
  }
}
