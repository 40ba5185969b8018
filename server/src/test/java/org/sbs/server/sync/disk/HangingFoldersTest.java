package org.sbs.server.sync.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.server.sync.CycleResult;
import org.sbs.server.sync.Hanging;
import org.sbs.server.sync.LocalDiff;
import org.sbs.server.sync.PairRig;
import org.sbs.server.sync.Tree;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.message.CommittedCycle;
import org.sbs.server.sync.scan.ContentIndex;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.Scan;

/** Folders of the set that do not answer: nobody else waits for them (R4.16, R2.10). */
@Timeout(120)
class HangingFoldersTest {
  private static final Duration LIMIT = Duration.ofMillis(600);

  @TempDir private Path temp;
  private PairRig rig;
  private Tree shared;
  private Hanging hanging;

  @BeforeEach
  void begin() throws IOException {
    rig = new PairRig(temp);
    shared = Tree.at(temp.resolve("shared"));
    shared.file("a.txt", "a");
    rig.mine.file("own.txt", "own");
    hanging = new Hanging(shared.path(""), "");
  }

  @AfterEach
  void end() throws IOException {
    hanging.end();
    rig.close();
  }

  private FolderScanner scanner(ContentSource source) {
    return new FolderScanner(
        Clock.systemUTC(), source, ContentIndex.inMemory(), new HangingFolders(LIMIT));
  }

  private List<Root> roots() {
    return List.of(
        new Root(Folder.of(0, rig.mine.path("").toString(), FolderFilter.ALL), rig.mine.path("")),
        new Root(Folder.of(1, shared.path("").toString(), FolderFilter.ALL), shared.path("")));
  }

  private static List<String> files(Scan scan) {
    return scan.manifest().entries().stream()
        .filter(entry -> entry.kind() == FileEntry.Kind.FILE)
        .map(entry -> entry.at().path())
        .toList();
  }

  @Test
  @DisplayName("R4.16 a folder that hangs is left out and named; the others are looked at as ever")
  void leftOut() {
    FolderScanner scanner = scanner(ContentSource.DISK);
    hanging.begin();
    Scan scan = scanner.scan(roots(), FolderScanner.View.SENDER, hanging::touch);
    assertThat(files(scan)).containsExactly("own.txt");
    assertThat(scan.unknown()).containsExactly(new EntryPath(1, ""));
    assertThat(scan.problems()).singleElement().asString().contains(shared.path("").toString());
    assertThat(scanner.hanging().now())
        .singleElement()
        .satisfies(hang -> assertThat(hang.root()).isEqualTo(shared.path("")));
    Scan again = scanner.scan(roots(), FolderScanner.View.SENDER, hanging::touch);
    assertThat(files(again)).containsExactly("own.txt");
    hanging.end();
    await().until(() -> scanner.hanging().now().isEmpty());
    Scan all = scanner.scan(roots(), FolderScanner.View.SENDER, hanging::touch);
    assertThat(files(all)).containsExactlyInAnyOrder("own.txt", "a.txt");
    assertThat(all.problems()).isEmpty();
  }

  @Test
  @DisplayName("R4.16 changes in a folder that hangs do not keep those of the others waiting")
  void changes() throws IOException {
    FolderScanner scanner = scanner(ContentSource.DISK);
    scanner.scan(roots(), FolderScanner.View.SENDER);
    hanging.begin();
    shared.file("sub/b.txt", "b");
    rig.mine.file("new.txt", "new");
    Scan scan =
        scanner.update(List.of(shared.path("sub"), rig.mine.path("new.txt")), hanging::touch);
    assertThat(files(scan)).containsExactlyInAnyOrder("own.txt", "new.txt");
    assertThat(scan.unknown()).contains(new EntryPath(1, ""));
  }

  @Test
  @DisplayName("R4.16 a folder that hangs is found out before anybody needs it")
  void probed() {
    HangingFolders folders = new HangingFolders(Duration.ZERO);
    assertThat(folders.now()).isEmpty();
    folders.probe(List.of(temp, temp.resolve("not there")));
    await()
        .untilAsserted(
            () -> {
              folders.probe(List.of(temp, temp.resolve("not there")));
              assertThat(folders.now()).as("both answer").isEmpty();
            });
  }

  @Test
  @DisplayName(
      "R4.16 a file that hangs while it is sent ends the connection, and its folder is named")
  void sending() throws Exception {
    rig.source =
        path -> {
          hanging.touch(path);
          return ContentSource.DISK.open(path);
        };
    hanging = new Hanging(rig.mine.path(""), "");
    rig.primaryScanner = scanner(ContentSource.DISK);
    assertThat(rig.connect().committed()).isTrue();
    rig.mine.file("own.txt", "newer");
    hanging.begin();
    CycleResult result = rig.cycle();
    assertThat(result.committed()).isFalse();
    assertThat(result.reason().toString())
        .contains("folder-hangs {folder=" + rig.mine.path("") + "}");
    assertThat(rig.primaryScanner.hanging().now())
        .singleElement()
        .satisfies(hang -> assertThat(hang.at()).isEqualTo(rig.mine.path("own.txt")));
  }

  /** A cycle of the secondary that hangs at that operation in its settings folder. */
  private CompletableFuture<CycleResult> stuckAt(String label) throws Exception {
    return stuckAt(label, rig.theirs.path(""));
  }

  private CompletableFuture<CycleResult> stuckAt(String label, Path place) throws Exception {
    hanging = new Hanging(place, label);
    rig.hangs = Optional.of(hanging);
    rig.secondaryScanner = scanner(ContentSource.DISK);
    assertThat(rig.connect().committed()).isTrue();
    rig.mine.file("own.txt", "newer");
    hanging.begin();
    CompletableFuture<CycleResult> cycle = rig.primary.requestCycle();
    hanging.awaitVictim();
    return cycle;
  }

  @ParameterizedTest
  @ValueSource(strings = {"STAGE-WRITE", "STAGE-SYNC"})
  @DisplayName("R2.10 a takeover does not wait for a cycle that hangs before it is recorded")
  void settlesWithoutIt(String label) throws Exception {
    CompletableFuture<CycleResult> cycle = stuckAt(label);
    long last = rig.store.committed().orElseThrow().header().cycle();
    Optional<CommittedCycle> settled = rig.secondary.settle();
    assertThat(settled.orElseThrow().header().cycle()).isEqualTo(last);
    assertThat(rig.theirs.path("own.txt")).hasContent("own");
    // This node serves now. Whoever comes back from the folder must not change it any more.
    hanging.end();
    rig.awaitEnd();
    rig.awaitEnd();
    assertThat(rig.store.committed().orElseThrow().header().cycle()).isEqualTo(last);
    assertThat(rig.theirs.path("own.txt")).hasContent("own");
    rig.primary.close();
    assertThat(cycle.get(60, TimeUnit.SECONDS).committed()).isFalse();
  }

  @Test
  @DisplayName("R2.10 R4.8 a takeover says so where a recorded cycle hangs, and has it whole later")
  void recorded() throws Exception {
    CompletableFuture<CycleResult> unused = stuckAt("APPLY");
    long last = rig.store.committed().orElseThrow().header().cycle();
    assertThatThrownBy(() -> rig.secondary.settle())
        .isInstanceOf(HangingFolders.NoAnswerException.class)
        .hasMessageContaining(rig.theirs.path("").toString());
    hanging.end();
    assertThat(rig.store.settle()).isEmpty();
    assertThat(rig.store.committed().orElseThrow().header().cycle()).isEqualTo(last + 1);
    assertThat(rig.theirs.path("own.txt")).hasContent("newer");
  }

  @Test
  @DisplayName("R2.10 a node starts though a recorded cycle waits in a folder that hangs")
  void starts() throws Exception {
    CompletableFuture<CycleResult> unused = stuckAt("APPLY");
    ReplicaStore started =
        new ReplicaStore(
            rig.home.resolve("state"),
            scanner(ContentSource.DISK),
            new Disk(hanging),
            Clock.systemUTC());
    assertThat(started.recover()).anyMatch(problem -> problem.has(ReasonCode.FOLDER_HANGS));
    assertThatThrownBy(started::settle).isInstanceOf(HangingFolders.NoAnswerException.class);
  }

  @Test
  @DisplayName(
      "R4.16 a secondary whose folder hangs gives the connection up and goes on without it")
  void secondaryGoesOn() throws Exception {
    CompletableFuture<CycleResult> unused = stuckAt("STAGE");
    await()
        .untilAsserted(
            () -> {
              rig.secondary.watch();
              assertThat(rig.secondaryScanner.hanging().now()).isNotEmpty();
            });
    assertThat(rig.awaitEnd()).isNotEmpty();
  }

  /** The secondary is looked after until it has given up that cycle, whose folder hangs. */
  private CycleResult givenUp(CompletableFuture<CycleResult> cycle, Path folder) throws Exception {
    rig.secondaryScanner.hanging().leave(folder, folder, () -> false);
    await()
        .untilAsserted(
            () -> {
              rig.secondary.watch();
              assertThat(cycle).isDone();
            });
    return cycle.get();
  }

  @ParameterizedTest
  @ValueSource(strings = {"STAGE-WRITE", "CHECK", "STAGE-SYNC", "APPLY"})
  @DisplayName(
      "R4.16 whoever waits for a cycle that hangs on the secondary is told which folder it is,"
          + " wherever it hangs")
  void askedFor(String label) throws Exception {
    CompletableFuture<CycleResult> cycle = stuckAt(label);
    Path folder = rig.theirs.path("");
    CycleResult result = givenUp(cycle, folder);
    assertThat(result.committed()).isFalse();
    assertThat(result.reason().has(ReasonCode.SECONDARY_REFUSED_CYCLE)).isTrue();
    assertThat(result.reason().toString()).contains("folder-hangs {folder=" + folder + "}");
    assertThat(rig.awaitEnd()).isNotEmpty();
  }

  @Test
  @DisplayName(
      "R4.16 a commit that hangs is given up and its folder named, also where the store did"
          + " something elsewhere last")
  void stuckElsewhere() throws Exception {
    CompletableFuture<CycleResult> cycle = stuckAt("RECORD", rig.home);
    Path folder = rig.theirs.path("");
    assertThat(givenUp(cycle, folder).reason().toString())
        .contains("folder-hangs {folder=" + folder + "}");
  }

  @Test
  @DisplayName(
      "R4.16 R2.10 a folder that hangs once a cycle is in place there is told, and keeps neither"
          + " that cycle nor the next waiting")
  void hangsWhileCleaned() throws Exception {
    CompletableFuture<CycleResult> cycle = stuckAt("CLEAN");
    CycleResult result = cycle.get(60, TimeUnit.SECONDS);
    assertThat(result.committed()).as("%s", result.reason()).isTrue();
    assertThat(result.problems())
        .anyMatch(
            problem ->
                problem.has(ReasonCode.STAGING_LEFT) && problem.has(ReasonCode.FOLDER_HANGS));
    assertThat(rig.store.isCommitting()).isFalse();
    assertThat(rig.theirs.path("own.txt")).hasContent("newer");
  }

  @Test
  @DisplayName("R4.16 R5.5 what lies in a folder that hangs does not count as deleted in a diff")
  void diff() throws Exception {
    AtomicBoolean second = new AtomicBoolean();
    rig.more = List.of(Folder.of(1, shared.path("").toString(), FolderFilter.ALL));
    rig.secondaryScanner =
        scanner(
            path -> {
              if (second.get()) {
                hanging.touch(path);
              }
              return ContentSource.DISK.open(path);
            });
    shared.file("in/b.txt", "b");
    assertThat(rig.connect().committed()).isTrue();
    second.set(true);
    hanging.begin();
    LocalDiff diff =
        new LocalDiff(
            rig.store,
            rig.secondaryScanner,
            rig.store.committed().orElseThrow().folderSet(),
            rig.theirs.path(""),
            rig.rules);
    assertThat(diff.rows(FolderScanner.View.RECEIVER, true))
        .extracting(row -> row.path() + " " + row.state())
        .containsExactly(shared.path("") + " left-out");
  }

  @Test
  @DisplayName("R4.16 a commit that takes long in a folder that answers is waited for")
  void slowCommit() throws Exception {
    CompletableFuture<CycleResult> cycle = stuckAt("STAGE-SYNC");
    long until = System.nanoTime() + 5 * LIMIT.toNanos();
    await()
        .until(
            () -> {
              rig.secondary.watch();
              return System.nanoTime() > until;
            });
    assertThat(cycle).isNotDone();
    hanging.end();
    assertThat(cycle.get(60, TimeUnit.SECONDS).committed()).isTrue();
  }

  @Test
  @DisplayName(
      "R4.16 R4.18 a folder of the secondary that hangs once it was accepted is refused and named,"
          + " and not taken for empty")
  void hangsWhileRead() throws Exception {
    rig.more = List.of(Folder.of(1, shared.path("").toString(), FolderFilter.ALL));
    AtomicBoolean second = new AtomicBoolean();
    rig.secondaryScanner =
        scanner(
            path -> {
              if (second.get()) {
                hanging.touch(path);
              }
              return ContentSource.DISK.open(path);
            });
    rig.strict = true;
    assertThat(rig.connect().committed()).isTrue();
    second.set(true);
    hanging.begin();
    rig.mine.file("new.txt", "new");
    CycleResult result = rig.primary.requestCycle(false, true).get(60, TimeUnit.SECONDS);
    assertThat(result.committed()).isTrue();
    assertThat(result.problems())
        .anyMatch(
            problem ->
                problem.has(ReasonCode.SECONDARY_DOES_NOT_TAKE)
                    && problem.toString().contains("folder-hangs {folder=" + shared.path("")));
    assertThat(rig.theirs.path("new.txt")).hasContent("new");
    assertThat(shared.path("a.txt")).hasContent("a");
    assertThat(result.deletes()).isZero();
  }
}
