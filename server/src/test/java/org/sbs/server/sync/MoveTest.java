package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.replica.FolderFilter;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.versions.FileVersion;

/** Files that get another name. */
final class MoveTest {
  private static final String CONTENT = "content of some length ".repeat(1000);

  /** So large that it is read before it is sent anew. */
  private static final String LARGE = "a large content ".repeat(10_000);

  @TempDir Path temp;

  private PairRig rig;

  @BeforeEach
  void makePair() {
    rig = new PairRig(temp);
    rig.keepDates = true;
    rig.strict = true;
  }

  @AfterEach
  void closePair() throws IOException {
    rig.close();
  }

  private void rename(String from, String to) throws IOException {
    Files.createDirectories(rig.mine.path(to).getParent());
    Files.move(rig.mine.path(from), rig.mine.path(to));
  }

  private Object inode(String name) throws IOException {
    return Files.getAttribute(rig.theirs.path(name), "unix:ino");
  }

  private int names(String name) throws IOException {
    return (Integer) Files.getAttribute(rig.theirs.path(name), "unix:nlink");
  }

  private void cycleWithoutContent() throws Exception {
    CycleResult result = rig.cycle();
    assertThat(result.committed()).as(result.reason().toString()).isTrue();
    assertThat(result.bytes()).isZero();
    assertThat(Tree.contentAndTimes(rig.theirs.path("")))
        .isEqualTo(Tree.contentAndTimes(rig.mine.path("")));
  }

  @Test
  @DisplayName(
      "R4.9 a renamed file keeps its content on the secondary, which is neither sent nor copied")
  void renamed() throws Exception {
    rig.mine.file("old/name", CONTENT);
    rig.connect();
    Object before = inode("old/name");
    rename("old/name", "new/other");
    cycleWithoutContent();
    assertThat(inode("new/other")).isEqualTo(before);
    assertThat(names("new/other")).isEqualTo(1);
  }

  private void tree(String folder) throws IOException {
    rig.mine.file("other", "x").file(folder + "/a", CONTENT).file(folder + "/in/b", CONTENT + 2);
  }

  @Test
  @DisplayName("R4.9 a renamed folder is renamed on the secondary, and its files are known there")
  void renamedAsWhole() throws Exception {
    tree("old");
    rig.connect();
    Object before = inode("old");
    rename("old", "deep/new");
    cycleWithoutContent();
    assertThat(inode("deep/new")).isEqualTo(before);
    rig.disconnect();
    assertThat(rig.connect().files()).isZero();
    rename("deep/new/in/b", "deep/new/in/c");
    cycleWithoutContent();
  }

  @Test
  @DisplayName("R4.9 a renamed folder that was changed too arrives as it is")
  void renamedAndChanged() throws Exception {
    tree("old");
    rig.connect();
    rename("old", "new");
    rig.mine.file("new/more", "more").file("new/a", "changed").delete("new/in/b");
    assertThat(rig.cycle().committed()).isTrue();
    assertThat(Tree.content(rig.theirs.path(""))).isEqualTo(Tree.content(rig.mine.path("")));
  }

  @Test
  @DisplayName("R4.9 a new folder of the old name may come in the same cycle")
  void renamedAndMadeAnew() throws Exception {
    tree("old");
    rig.connect();
    rename("old", "new");
    rig.mine.file("old/a", "another");
    assertThat(rig.cycle().committed()).isTrue();
    assertThat(Tree.content(rig.theirs.path(""))).isEqualTo(Tree.content(rig.mine.path("")));
  }

  @Test
  @DisplayName("R4.9 a folder moves out of one that goes, and a chain of folders moves on")
  void renamedOutOfDeleted() throws Exception {
    tree("gone/old");
    rig.mine.file("one/x", CONTENT + 3).file("two/y", CONTENT + 4);
    rig.connect();
    rename("gone/old", "kept");
    rig.mine.delete("gone");
    rename("two", "three");
    rename("one", "two");
    cycleWithoutContent();
  }

  @Test
  @DisplayName("R4.9 R4.5 what the secondary has of its own in a renamed folder stays where it is")
  void ownFilesStay() throws Exception {
    rig.filter = new FolderFilter(List.of(), List.of("*.own"));
    tree("old");
    rig.connect();
    rig.theirs.file("old/in/notes.own", "mine");
    rename("old", "new");
    assertThat(rig.cycle().committed()).isTrue();
    assertThat(rig.theirs.path("old/in/notes.own")).hasContent("mine");
    assertThat(rig.theirs.path("new/in/b")).hasContent(CONTENT + 2);
    assertThat(rig.theirs.path("new/in/notes.own")).doesNotExist();
    assertThat(rig.theirs.path("old/a")).doesNotExist();
  }

  @Test
  @DisplayName(
      "R4.9 R4.8 a file that was edited on the secondary does not move as another's content")
  void editedThere() throws Exception {
    tree("old");
    rig.connect();
    rig.theirs.file("old/in/b", "edited on the secondary");
    rename("old", "new");
    rig.cycle();
    rig.cycle();
    assertThat(Tree.content(rig.theirs.path(""))).isEqualTo(Tree.content(rig.mine.path("")));
  }

  @Test
  @DisplayName("R4.9 a renamed folder of 1,000 files costs little more than their names")
  void renamedFolder() throws Exception {
    for (int i = 0; i < 1000; i++) {
      rig.mine.file("old/" + i % 10 + "/" + i, CONTENT + i);
    }
    rig.connect();
    long before = rig.bytesOnWire();
    rename("old", "new");
    cycleWithoutContent();
    assertThat(rig.bytesOnWire() - before).isLessThan(100_000);
    assertThat(names("new/3/3")).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "R4.9 without strict synchronisation the old name stays, and the new one is a copy of its own")
  void copied() throws Exception {
    rig.strict = false;
    rig.mine.file("old", CONTENT);
    rig.connect();
    rename("old", "new");
    CycleResult result = rig.cycle();
    assertThat(result.bytes()).isZero();
    assertThat(rig.theirs.path("old")).hasContent(CONTENT);
    assertThat(rig.theirs.path("new")).hasContent(CONTENT);
    assertThat(inode("new")).isNotEqualTo(inode("old"));
  }

  @Test
  @DisplayName("R4.9 one file that becomes two becomes two files, not two names of one")
  void becomesTwo() throws Exception {
    rig.mine.file("old", LARGE);
    rig.connect();
    rename("old", "one");
    rig.mine.file("two", LARGE);
    cycleWithoutContent();
    assertThat(inode("one")).isNotEqualTo(inode("two"));
    assertThat(names("one")).isEqualTo(1);
  }

  @Test
  @DisplayName("R4.9 rotated and swapped files come from one another")
  void rotated() throws Exception {
    rig.mine.file("log", CONTENT + 1).file("log.1", CONTENT + 2).file("log.2", CONTENT + 3);
    rig.connect();
    rename("log.2", "x");
    rename("log.1", "log.2");
    rename("log", "log.1");
    rename("x", "log");
    cycleWithoutContent();
    for (String name : List.of("log", "log.1", "log.2")) {
      assertThat(names(name)).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R4.11 R4.9 what lives on under another name is not kept, for it would change there")
  void movedIsNotKept() throws Exception {
    rig.history = Duration.ofDays(1);
    rig.mine.file("log", CONTENT).file("log.1", CONTENT + 2).file("gone", "g").file("stays", "s");
    rig.connect();
    rename("log.1", "log.2");
    rename("log", "log.1");
    rig.mine.delete("gone");
    CycleResult result = rig.cycle();
    assertThat(result.committed()).as(result.reason().toString()).isTrue();
    assertThat(result.bytes()).isZero();
    assertThat(rig.theirs.path("log.2")).hasContent(CONTENT + 2);
    assertThat(rig.store.versions().list(Optional.empty(), 9).files())
        .extracting(FileVersion::path)
        .containsExactly(rig.theirs.path("gone"));
  }

  @Test
  @DisplayName("R4.9 a file that is renamed and gets other permissions is copied, and has them")
  void otherPermissions() throws Exception {
    rig.mine.file("old", LARGE);
    rig.connect();
    rename("old", "new");
    rig.mine.file("new", LARGE, "rwxr-x---", Tree.LONG_AGO_NANOS + 12);
    cycleWithoutContent();
  }

  @Test
  @DisplayName("R4.9 where there are no hard links a renamed file is copied")
  void noHardLinks() throws Exception {
    List<String> refused = new ArrayList<>();
    rig.store =
        new ReplicaStore(
            rig.home.resolve("state"),
            rig.secondaryScanner,
            new Disk(
                (label, path) -> {
                  if (label.equals("STAGE-HARD-LINK")) {
                    refused.add(label);
                    throw new FileSystemException(path.toString(), null, "not supported");
                  }
                }),
            Clock.systemUTC());
    rig.store.recover();
    rig.mine.file("old", CONTENT);
    rig.connect();
    Object before = inode("old");
    rename("old", "new");
    cycleWithoutContent();
    assertThat(refused).hasSize(1);
    assertThat(inode("new")).isNotEqualTo(before);
  }

  @Test
  @DisplayName("R4.9 a file that was edited on the secondary is not taken for what it was")
  void sourceEdited() throws Exception {
    rig.mine.file("old", CONTENT);
    rig.connect();
    rig.theirs.file("old", "edited here");
    rename("old", "new");
    CycleResult first = rig.cycle();
    assertThat(first.committed()).isTrue();
    assertThat(rig.theirs.path("new")).doesNotExist();
    assertThat(rig.cycle().problems()).isEmpty();
    assertThat(rig.theirs.path("new")).hasContent(CONTENT);
  }
}
