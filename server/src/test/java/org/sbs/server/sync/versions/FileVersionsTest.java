package org.sbs.server.sync.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.server.sync.CycleResult;
import org.sbs.server.sync.PairRig;
import org.sbs.server.sync.SetClock;
import org.sbs.server.sync.Tree;
import org.sbs.server.sync.commit.Restoring;
import org.sbs.server.sync.scan.FolderScanner;

/** The history of files: kept by cycles, listed, restored, and pruned by age. */
final class FileVersionsTest {
  private static final Duration DAYS = Duration.ofDays(30);

  @TempDir Path temp;

  private PairRig rig;
  private SetClock clock;

  @BeforeEach
  void makeRig() {
    rig = new PairRig(temp);
    rig.strict = true;
    rig.history = DAYS;
    clock = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
    rig.clock = clock;
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  private FileVersions history() {
    return new FileVersions(rig.home.resolve("state"));
  }

  private List<FileVersion> all() throws IOException {
    FileVersions.Listing listing = history().list(Optional.empty(), 1000);
    assertThat(listing.problems()).isEmpty();
    return listing.files();
  }

  private FileVersion only(String relative) throws IOException {
    List<FileVersion> versions = history().versions(rig.theirs.path(relative)).files();
    assertThat(versions).hasSize(1);
    return versions.get(0);
  }

  private void connectWith(String... files) throws Exception {
    rig.mine.file("stays", "stays");
    for (String file : files) {
      rig.mine.file(file, "first");
    }
    assertThat(rig.connect().committed()).isTrue();
    assertThat(all()).isEmpty();
  }

  @Test
  @DisplayName("R4.11 what a cycle replaces or deletes is listed with its cycle, time and id")
  void listed() throws Exception {
    connectWith("labels/a", "labels/b", "more");
    rig.mine.file("labels/a", "second").delete("labels/b");
    CycleResult cycle = rig.cycle();
    assertThat(cycle.committed()).as(cycle.reason().toString()).isTrue();
    assertThat(all())
        .extracting(
            FileVersion::path, FileVersion::happened, FileVersion::cycle, FileVersion::keptAt)
        .containsExactly(
            tuple(rig.theirs.path("labels/a"), "replaced", cycle.cycle(), clock.instant()),
            tuple(rig.theirs.path("labels/b"), "deleted", cycle.cycle(), clock.instant()));
    for (FileVersion file : all()) {
      assertThat(file.content()).hasContent("first");
      assertThat(file.size()).isEqualTo(5);
      assertThat(FileVersions.isId(file.id())).isTrue();
      assertThat(history().find(file.id())).contains(file);
    }
    assertThat(history().list(Optional.of(rig.theirs.path("labels")), 9).files()).hasSize(2);
    assertThat(history().list(Optional.of(rig.theirs.path("lab")), 9).files()).isEmpty();
    assertThat(history().list(Optional.empty(), 1).files()).hasSize(1);
    assertThat(history().find("1-00000000-0-0")).isEmpty();
  }

  @Test
  @DisplayName("R4.11 version-days = 0 keeps nothing")
  void zeroKeepsNothing() throws Exception {
    rig.history = Duration.ZERO;
    connectWith("a", "b");
    rig.mine.file("a", "second").delete("b");
    assertThat(rig.cycle().committed()).isTrue();
    assertThat(Tree.content(rig.theirs.path(""))).isEqualTo(Tree.content(rig.mine.path("")));
  }

  @Test
  @DisplayName("R4.11 R4.4 versions are never part of the folder set")
  void neverCopied() throws Exception {
    connectWith("a");
    rig.mine.file("a", "second").file(".sbs-versions/1-00000000/0/0", "strange");
    CycleResult result = rig.cycle();
    assertThat(result.committed()).isTrue();
    assertThat(result.files()).isEqualTo(1);
    rig.disconnect();
    CycleResult again = rig.connect();
    assertThat(again.files() + again.deletes()).as("compared anew").isZero();
    assertThat(all()).hasSize(1);
  }

  @Test
  @DisplayName("R4.11 what 0.1.0 kept is there after the start of this version, and is not copied")
  void formerPlace() throws Exception {
    connectWith("a");
    rig.mine.file("a", "second");
    assertThat(rig.cycle().committed()).isTrue();
    rig.disconnect();
    Files.move(rig.theirs.path(".sbs-versions"), rig.theirs.path(".sbs-kept"));
    assertThat(all()).isEmpty();
    rig.restartSecondary();
    assertThat(rig.connect().committed()).isTrue();
    assertThat(all()).hasSize(1);
    assertThat(rig.theirs.path(".sbs-kept")).doesNotExist();
    rig.disconnect();
    rig.theirs.file(".sbs-kept/1-00000000/0/0", "of an older version that ran once more");
    rig.restartSecondary();
    assertThat(rig.connect().committed()).isTrue();
    assertThat(all()).hasSize(1);
  }

  @Test
  @DisplayName("R4.11 a large file is restored whole, to its place and to another")
  void largeRestored() throws Exception {
    byte[] content = new byte[12 << 20];
    new Random(4).nextBytes(content);
    rig.keepDates = true;
    Files.write(rig.mine.path("large"), content);
    Files.setLastModifiedTime(
        rig.mine.path("large"), FileTime.from(Tree.LONG_AGO_NANOS, TimeUnit.NANOSECONDS));
    connectWith();
    rig.mine.delete("large");
    assertThat(rig.cycle().committed()).isTrue();
    FileVersion kept = only("large");
    assertThat(kept.hash()).as("what it was is known").isPresent();

    Restoring.toNewFile(kept, temp.resolve("elsewhere"));
    assertThat(temp.resolve("elsewhere")).hasBinaryContent(content);
    rig.store.restore(kept);
    assertThat(rig.theirs.path("large")).hasBinaryContent(content);
  }

  @Test
  @DisplayName("R4.11 a restored file has its content, time and permissions, and the history stays")
  void restored() throws Exception {
    rig.mine.file("x/y/tool", "first", "rwxr-x---", Tree.LONG_AGO_NANOS);
    rig.keepDates = true;
    connectWith();
    String before = Tree.contentAndTimes(rig.theirs.path("x")).get("y/tool");
    rig.mine.delete("x");
    assertThat(rig.cycle().committed()).isTrue();
    assertThat(rig.theirs.path("x")).doesNotExist();

    rig.store.restore(only("x/y/tool"));
    assertThat(Tree.contentAndTimes(rig.theirs.path("x")).get("y/tool")).isEqualTo(before);
    assertThat(all()).hasSize(1);
    assertThat(rig.theirs.path(".sbs-staging")).doesNotExist();
  }

  @Test
  @DisplayName("R4.11 what a restore replaces is itself kept")
  void restoreKeepsWhatItReplaces() throws Exception {
    connectWith("a");
    rig.mine.file("a", "second");
    rig.cycle();
    rig.theirs.file("a", "edited here");
    rig.store.restore(only("a"));
    assertThat(rig.theirs.path("a")).hasContent("first");
    List<FileVersion> versions = history().versions(rig.theirs.path("a")).files();
    assertThat(versions).extracting(FileVersion::happened).contains("replaced", "restored-over");
    FileVersion edit =
        versions.stream().filter(v -> v.happened().equals("restored-over")).findFirst().get();
    assertThat(edit.content()).hasContent("edited here");
    rig.store.restore(edit);
    assertThat(rig.theirs.path("a")).hasContent("edited here");
  }

  @Test
  @DisplayName("R4.11 a link is kept and restored as a link")
  void links() throws Exception {
    rig.mine.link("link", "stays");
    connectWith();
    rig.mine.delete("link");
    rig.cycle();
    rig.store.restore(only("link"));
    assertThat(Files.readSymbolicLink(rig.theirs.path("link"))).hasToString("stays");
  }

  @Test
  @DisplayName("R4.11 R10.2 nothing is restored through a link out of the folder")
  void notThroughLinks() throws Exception {
    connectWith("in/a");
    rig.mine.delete("in");
    rig.cycle();
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.createSymbolicLink(rig.theirs.path("in"), outside);
    FileVersion file = only("in/a");
    assertThatThrownBy(() -> rig.store.restore(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("symbolic link");
    assertThat(outside).isEmptyDirectory();
    assertThat(rig.theirs.path(".sbs-staging")).doesNotExist();
  }

  @Test
  @DisplayName("R4.11 what is a folder now is not replaced by a restore")
  void folderInTheWay() throws Exception {
    connectWith("a");
    rig.mine.delete("a").file("a/inside", "x");
    rig.cycle();
    FileVersion file = only("a");
    assertThatThrownBy(() -> rig.store.restore(file)).hasMessageContaining("--to FILE");
    assertThat(rig.theirs.path("a/inside")).hasContent("x");
  }

  @Test
  @DisplayName("R4.11 a restore to another name writes over nothing")
  void toAnotherName() throws Exception {
    connectWith("a");
    rig.mine.file("a", "second");
    rig.cycle();
    Path free = temp.resolve("free");
    Restoring.toNewFile(only("a"), free);
    assertThat(free).hasContent("first");
    assertThatThrownBy(() -> Restoring.toNewFile(only("a"), free))
        .hasMessageContaining("there already");
    assertThat(free).hasContent("first");
    assertThat(rig.theirs.path("a")).hasContent("second");
  }

  @Test
  @DisplayName("R4.11 R11.3 a kept file that was spoiled is not restored for the right one")
  void spoiled() throws Exception {
    rig.secondaryScanner =
        new FolderScanner(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(1)));
    connectWith("a");
    // Read again after the time in which a time stamp says nothing: the hash is known then.
    rig.disconnect();
    Files.setLastModifiedTime(rig.theirs.path("a"), FileTime.from(Instant.EPOCH));
    rig.connect();
    rig.mine.file("a", "second");
    rig.cycle();
    FileVersion file = only("a");
    assertThat(file.hash()).isPresent();
    Files.writeString(file.content(), "spoil");
    assertThatThrownBy(() -> rig.store.restore(file)).hasMessageContaining("another hash");
    Path free = temp.resolve("free");
    assertThatThrownBy(() -> Restoring.toNewFile(file, free)).hasMessageContaining("another hash");
    assertThat(free).doesNotExist();
    assertThat(rig.theirs.path("a")).hasContent("second");
  }

  @Test
  @DisplayName("R4.11 more than one numbered folder is used, and each old version comes back")
  void many() throws Exception {
    String[] files = new String[600];
    for (int i = 0; i < files.length; i++) {
      files[i] = "f" + i;
    }
    connectWith(files);
    for (String file : files) {
      rig.mine.file(file, "second");
    }
    rig.cycle();
    assertThat(all()).hasSize(600);
    assertThat(only("f599").content()).hasContent("first");
    Path kept = only("f599").content().getParent().getParent();
    try (var folders = Files.list(kept)) {
      assertThat(folders.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("list", "0", "1", "2");
    }
  }

  @Test
  @DisplayName("R4.11 each folder of the set keeps its own, and none is left out")
  void severalFolders() throws Exception {
    Path data = Files.createDirectory(temp.resolve("data"));
    rig.more = List.of(Folder.of(1, data.toString(), FolderFilter.ALL));
    connectWith("a");
    // Both sides share the second folder here: only the first has something to keep.
    rig.mine.file("a", "second");
    rig.cycle();
    assertThat(all()).hasSize(1);
    assertThat(data.resolve(".sbs-versions")).doesNotExist();
  }

  private void prune() {
    assertThat(rig.store.pruneVersions()).isEmpty();
  }

  @Test
  @DisplayName("R4.11 what is older than version-days is pruned, and not a day before")
  void pruned() throws Exception {
    connectWith("a");
    prune();
    rig.mine.file("a", "second");
    rig.cycle();
    stampKept();
    for (int day = 0; day < 30; day++) {
      assertThat(all()).as("day " + day).hasSize(1);
      clock.advance(Duration.ofDays(1));
      prune();
    }
    assertThat(all()).isEmpty();
    try (var left = Files.list(rig.theirs.path(".sbs-versions"))) {
      assertThat(left).isEmpty();
    }
  }

  /** The disk does not know of the test's clock. */
  private void stampKept() throws IOException {
    for (FileVersion file : all()) {
      Path list = file.content().getParent().resolveSibling("list");
      Files.setLastModifiedTime(list, FileTime.from(clock.instant()));
    }
  }

  @Test
  @DisplayName("R4.11 R11.3 a clock that jumps ahead, or back and ahead, does not wipe the history")
  void clockJumps() throws Exception {
    connectWith("a");
    prune();
    rig.mine.file("a", "second");
    rig.cycle();
    stampKept();
    clock.advance(Duration.ofDays(4000));
    prune();
    assertThat(all()).as("a jump counts a day").hasSize(1);
    clock.advance(Duration.ofDays(-4000));
    prune();
    clock.advance(Duration.ofDays(4000));
    prune();
    assertThat(all()).hasSize(1);
    for (int day = 0; day < 28; day++) {
      clock.advance(Duration.ofDays(1));
      prune();
    }
    assertThat(all()).as("in the end it goes").isEmpty();
  }

  @Test
  @DisplayName("R4.11 R11.3 a damaged list is told and left alone; the rest is listed and pruned")
  void damagedList() throws Exception {
    connectWith("a", "b");
    prune();
    rig.mine.file("a", "second");
    rig.cycle();
    Path list = only("a").content().getParent().resolveSibling("list");
    Files.writeString(list, "garbage");
    Files.setLastModifiedTime(list, FileTime.from(clock.instant()));
    rig.mine.file("b", "second");
    rig.cycle();
    FileVersions.Listing listing = history().list(Optional.empty(), 9);
    assertThat(listing.problems()).singleElement().asString().contains("damaged");
    assertThat(listing.files()).hasSize(1);
    clock.advance(Duration.ofDays(31));
    assertThat(rig.store.pruneVersions()).singleElement().asString().contains(list.toString());
    assertThat(list).exists();
  }
}
