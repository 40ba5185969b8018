package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.server.sync.message.CommittedCycle;
import org.sbs.server.sync.message.CycleHeader;

/** Whole cycles between a primary and a secondary. */
final class CycleTest {
  @TempDir Path temp;

  private PairRig rig;

  @BeforeEach
  void makeRig() {
    rig = new PairRig(temp);
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  private void assertEqualSets() throws Exception {
    assertThat(Tree.content(rig.theirs.path(""))).isEqualTo(Tree.content(rig.mine.path("")));
  }

  @Test
  @DisplayName("R4.12 a path that is too long on the secondary alone keeps nothing else waiting")
  void pathTooLongThere() throws Exception {
    rig.theirs = Tree.at(temp.resolve("x".repeat(200)).resolve("secondary"));
    String deep = ("d".repeat(240) + "/").repeat(16);
    rig.mine.file("a", "a").file(deep + "f".repeat(60), "deep").file("z", "z");
    CycleResult result = rig.connect();
    assertThat(result.committed()).as(result.reason().toString()).isTrue();
    assertThat(result.problems()).anyMatch(problem -> problem.has(ReasonCode.HERE_PATH_LONG));
    assertThat(rig.theirs.path("a")).hasContent("a");
    assertThat(rig.theirs.path("z")).hasContent("z");
    rig.mine.file("later", "l");
    assertThat(rig.cycle().committed()).isTrue();
    assertThat(rig.theirs.path("later")).hasContent("l");
  }

  @Test
  @DisplayName("R4.1 a cycle brings new and changed files, folders, links and permissions")
  void bringsEverything() throws Exception {
    rig.mine
        .file("settings.toml", "a")
        .file("with space/and 'quotes'", "names")
        .file("empty", "")
        .file("run.sh", "#!/bin/sh", "rwxr-x--x", Tree.LONG_AGO_NANOS)
        .file("line\nbreak", "x")
        .file("Case", "upper")
        .file("case", "lower")
        .folder("empty-folder", "rwxr-x---")
        .link("link", "settings.toml")
        .link("dangling", "nowhere/at/all");
    CycleResult first = rig.connect();
    assertThat(first.committed()).as(first.reason().toString()).isTrue();
    assertThat(first.problems()).isEmpty();
    assertEqualSets();

    rig.mine.file("settings.toml", "b").file("more/new", "n").delete("empty");
    CycleResult second = rig.cycle();
    assertThat(second.committed()).isTrue();
    assertThat(second.files()).isEqualTo(2);
    assertThat(rig.theirs.path("settings.toml")).hasContent("b");
    assertThat(rig.theirs.path("empty")).as("not strict").exists();
    assertThat(rig.primary.status().cycle()).isEqualTo(second.cycle());
    assertThat(rig.secondary.status().cycle()).isEqualTo(second.cycle());
    assertThat(rig.secondary.status().files()).isEqualTo(7);
    assertThat(rig.primary.status().committedAt()).isPresent();
  }

  @Test
  @DisplayName("R4.1 cycles come every period without being asked for")
  void everyPeriod() throws Exception {
    rig.period = Duration.ofMillis(20);
    rig.connect();
    rig.mine.file("later", "x");
    await().until(() -> Files.exists(rig.theirs.path("later")));
    long cycle = rig.primary.status().cycle();
    await().until(() -> rig.primary.status().cycle() > cycle + 2);
  }

  @Test
  @DisplayName(
      "R4.1 the active sentinels are committed with the cycle; a failing list keeps the last")
  void sentinels() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    rig.sentinels =
        () -> {
          if (broken.get()) {
            throw new IllegalStateException("the service does not answer");
          }
          return Optional.of(List.of("Dock 1", "Dock 3"));
        };
    CycleResult first = rig.connect();
    assertThat(first.committed()).isTrue();
    assertThat(first.problems()).anyMatch(p -> p.has(ReasonCode.ACTIVE_SENTINELS_UNKNOWN));
    assertThat(header().activeSentinels()).contains(List.of("Known before"));
    broken.set(false);
    assertThat(rig.cycle().problems()).isEmpty();
    broken.set(true);
    rig.cycle();
    assertThat(header().activeSentinels()).contains(List.of("Dock 1", "Dock 3"));
    assertThat(header().lineage()).isEqualTo(ScriptedCycle.LINEAGE);
    assertThat(header().epoch()).isEqualTo(3);
  }

  @Test
  @DisplayName("R3.1 a primary whose service never ran says that it knows no sentinels, not none")
  void unknownSentinels() throws Exception {
    rig.knownSentinels = Optional.empty();
    AtomicBoolean ran = new AtomicBoolean();
    rig.sentinels = () -> ran.get() ? Optional.of(List.of()) : Optional.empty();
    assertThat(rig.connect().problems()).isEmpty();
    assertThat(header().activeSentinels()).isEmpty();
    ran.set(true);
    rig.cycle();
    assertThat(header().activeSentinels()).contains(List.of());
  }

  private CycleHeader header() {
    return rig.store.committed().orElseThrow().header();
  }

  @Test
  @DisplayName("R4.2 a second connect compares everything and sends nothing that is there")
  void secondConnectSendsNothing() throws Exception {
    rig.keepDates = false;
    for (int i = 0; i < 50; i++) {
      rig.mine.file("folder" + i % 7 + "/file" + i, "content " + i);
    }
    rig.mine.link("link", "folder1/file1");
    assertThat(rig.connect().files()).isEqualTo(50);
    rig.disconnect();
    rig.mine.file("folder1/file1", "changed");
    rig.theirs.file("folder2/file2", "spoilt here").delete("folder3/file3");
    CycleResult again = rig.connect();
    assertThat(again.committed()).isTrue();
    assertThat(again.files()).isEqualTo(3);
    assertEqualSets();
    rig.disconnect();
    CycleResult third = rig.connect();
    assertThat(third.committed()).isTrue();
    assertThat(third.files()).isZero();
    assertThat(third.bytes()).isZero();
  }

  @Test
  @DisplayName("R4.2 what was acknowledged is not sent again in the next cycle")
  void acknowledgedIsNotSentAgain() throws Exception {
    rig.mine.file("a", "a").file("b", "b");
    rig.connect();
    rig.mine.file("b", "b2");
    assertThat(rig.cycle().files()).isEqualTo(1);
    assertThat(rig.cycle().files()).isZero();
  }

  @Test
  @DisplayName("R4.2 a same-size edit with the old time stamp, right after a scan, is found")
  void racyEdit() throws Exception {
    long now = System.currentTimeMillis() * 1_000_000;
    rig.mine.file("racy", "one", "rw-r--r--", now);
    rig.connect();
    // In place: the identity of the file stays.
    rig.mine.file("racy", "two", "rw-r--r--", now);
    rig.cycle();
    assertThat(rig.theirs.path("racy")).hasContent("two");
  }

  @Test
  @DisplayName("R4.4 the folder set with its filters is handed to the secondary, which keeps it")
  void folderSetIsHandedOver() throws Exception {
    Path labels = temp.resolve("labels");
    Tree here = Tree.at(labels).file("a.zpl", "a").file("a.tmp", "t").file("deep/b.zpl", "b");
    rig.more =
        List.of(
            Folder.of(1, labels.toString(), new FolderFilter(List.of("*.zpl"), List.of("deep/"))));
    rig.filter = new FolderFilter(List.of(), List.of("*.log"));
    rig.mine.file("sbs.log", "log").file("kept", "k");
    CycleResult result = rig.connect();
    assertThat(result.committed()).isTrue();
    assertThat(rig.theirs.path("kept")).exists();
    assertThat(rig.theirs.path("sbs.log")).doesNotExist();
    var set = rig.store.committed().orElseThrow().folderSet();
    assertThat(set.folders()).hasSize(2);
    assertThat(set.folder(1).orElseThrow().filter().include()).containsExactly("*.zpl");
    // Both nodes share this machine: the folder is the same, and nothing had to be sent for it.
    assertThat(result.files()).isEqualTo(1);
    assertThat(here.path("a.tmp")).exists();
  }

  @Test
  @DisplayName("R4.5 strict synchronisation deletes within the set and its filters, nowhere else")
  void strictWithinFilters() throws Exception {
    rig.strict = true;
    rig.filter = new FolderFilter(List.of(), List.of("*.log", "/private"));
    rig.mine.file("a", "a");
    rig.theirs
        .file("extra", "x")
        .file("extra-folder/deep/x", "x")
        .file("mixed/x", "x")
        .file("mixed/own.log", "stays")
        .file("private/own", "stays")
        .link("extra-link", "private")
        .link("skipped-link", "/etc/passwd");
    Tree outside = Tree.at(temp.resolve("outside")).file("bystander", "stays");
    rig.theirs.link("way-out", outside.path("").toString());
    CycleResult result = rig.connect();
    assertThat(result.committed()).as(result.reason().toString()).isTrue();
    assertThat(Tree.content(rig.theirs.path("")).keySet())
        .as("links that no node copies stay where they are (R4.18)")
        .containsExactlyInAnyOrder(
            "a", "mixed", "mixed/own.log", "private", "private/own", "skipped-link", "way-out");
    assertThat(outside.path("bystander")).exists();
    assertThat(Path.of("/etc/passwd")).exists();
  }

  @Test
  @DisplayName("R4.5 without strict synchronisation nothing is deleted but what stands in the way")
  void notStrict() throws Exception {
    rig.mine.file("x", "a file").file("y/in", "a folder");
    rig.theirs.file("x/a", "a").file("y", "y").file("extra", "stays");
    CycleResult result = rig.connect();
    assertThat(result.committed()).as(result.reason().toString()).isTrue();
    assertThat(Tree.content(rig.theirs.path("")).keySet())
        .containsExactlyInAnyOrder("x", "y", "y/in", "extra");
  }

  @Test
  @DisplayName("R4.6 dates are kept to the nanosecond when asked for, and differ silently when not")
  void keepDates() throws Exception {
    rig.keepDates = true;
    rig.mine.file("dated", "x", "rw-r--r--", 1_234_567_890_123_456_789L);
    rig.connect();
    assertThat(modifiedNanos("dated")).isEqualTo(1_234_567_890_123_456_789L);
    rig.mine.file("dated", "x", "rw-r--r--", 1_334_567_890_123_456_789L);
    CycleResult touched = rig.cycle();
    assertThat(touched.files()).isZero();
    assertThat(modifiedNanos("dated")).isEqualTo(1_334_567_890_123_456_789L);
    rig.disconnect();

    rig.keepDates = false;
    rig.mine.file("undated", "y");
    assertThat(rig.connect().files()).isEqualTo(1);
    assertThat(modifiedNanos("undated")).isGreaterThan(Tree.LONG_AGO_NANOS + 10_000_000_000L);
    rig.disconnect();
    assertThat(rig.connect().files()).isZero();
  }

  private long modifiedNanos(String name) throws Exception {
    return Files.getLastModifiedTime(rig.theirs.path(name)).to(TimeUnit.NANOSECONDS);
  }

  @Test
  @DisplayName("R4.8 a cycle that the disk refuses is reported, and the next one brings everything")
  void refusedAndThenTaken() throws Exception {
    rig.mine.file("a", "1");
    rig.faults = Faults.none();
    rig.connect();
    int operations = rig.faults.labels().size();
    rig.disconnect();
    rig.store = null;
    rig.mine.file("a", "2").file("b", "2");
    rig.faults = Faults.failAt(operations / 2);
    CycleResult refused = rig.connect();
    assertThat(refused.committed()).isFalse();
    assertThat(refused.reason().toString()).contains("secondary-refused-cycle", "no luck");
    assertThat(rig.primary.status().committedAt()).isEmpty();
    CycleResult taken = rig.cycle();
    assertThat(taken.committed()).as(taken.reason().toString()).isTrue();
    assertEqualSets();
  }

  @ParameterizedTest
  @ValueSource(strings = {"STAGE-WRITE", "STAGE-CREATE", "STAGE-FOLDER", "COMMIT-RECORD"})
  @DisplayName("R4.8 a quota that is used up is named on both nodes, wherever it is met")
  void quota(String where) throws Exception {
    rig.mine.file("a", "1");
    rig.connect();
    rig.disconnect();
    rig.store = null;
    rig.mine.file("a", "2").file("sub/b", "2");
    rig.faults = Faults.failAt(where, 1, "Disk quota exceeded");
    CycleResult refused = rig.connect();
    assertThat(rig.faults.happened()).isTrue();
    assertThat(refused.committed()).isFalse();
    assertThat(refused.reason().has(ReasonCode.DISK_QUOTA_USED)).isTrue();
    assertThat(rig.refusedOnSecondary)
        .singleElement()
        .satisfies(on -> assertThat(on.reason().code()).isEqualTo(ReasonCode.DISK_QUOTA_USED));
    assertThat(rig.cycle().committed()).isTrue();
    assertEqualSets();
  }

  @Test
  @DisplayName("R2.3 R4.8 at takeover the secondary settles at once on the last whole cycle")
  void settle() throws Exception {
    rig.overSocket = true;
    rig.lastCycle = 41;
    rig.mine.file("a", "1");
    assertThat(rig.connect().cycle()).isEqualTo(42);
    CommittedCycle settled = rig.secondary.settle().orElseThrow();
    assertThat(settled.header().cycle()).isEqualTo(42);
    assertThat(rig.awaitEnd()).isNotEmpty();
    CycleResult after = rig.primary.requestCycle().get(20, TimeUnit.SECONDS);
    assertThat(after.committed()).isFalse();
    assertThat(after.reason().isEmpty()).isFalse();
  }

  @Test
  @DisplayName("R4.12 names in any script arrive as they are")
  void anyScript() throws Exception {
    assumeTrue(
        "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
        "the system's character set has no such letters: set LANG=C.UTF-8");
    rig.mine
        .file("äöü/日本語/\ud83d\ude80", "composed")
        .file("a\u0308/x", "decomposed, kept as found")
        .file("ä/x", "composed");
    CycleResult result = rig.connect();
    assertThat(result.committed()).isTrue();
    assertEqualSets();
  }

  @Test
  @DisplayName("R4.12 a file that nobody may read is read by nobody on the secondary either")
  void noPermissions() throws Exception {
    rig.source =
        path -> java.nio.channels.Channels.newChannel(new ByteArrayInputStream(new byte[] {'s'}));
    rig.mine.file("secret", "s", "---------", Tree.LONG_AGO_NANOS);
    assertThat(rig.connect().committed()).isTrue();
    assertThat(Files.getPosixFilePermissions(rig.theirs.path("secret")))
        .doesNotContain(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    assertThat(rig.cycle().files()).isZero();
  }
}
