package org.sbs.server.sync.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.server.sync.CycleResult;
import org.sbs.server.sync.PairRig;
import org.sbs.server.sync.Tree;
import org.sbs.server.sync.disk.Root;
import org.sbs.testkit.TestProcess;

/** What a scan finds, leaves out and remembers. */
final class FolderScannerTest {
  @TempDir Path temp;

  private final Set<String> unreadable = new HashSet<>();
  private FolderScanner scanner;
  private Tree tree;
  private PairRig rig;

  @BeforeEach
  void makeScanner() {
    rig = new PairRig(temp);
    tree = rig.mine;
    scanner = new FolderScanner(Clock.systemUTC(), this::open, ContentIndex.inMemory());
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  private java.nio.channels.ReadableByteChannel open(Path path) throws IOException {
    if (unreadable.contains(path.getFileName().toString())) {
      throw new AccessDeniedException(path.toString());
    }
    return ContentSource.DISK.open(path);
  }

  private Scan scan(FolderScanner.View view) {
    Folder folder = Folder.of(0, tree.path("").toString(), FolderFilter.ALL);
    Scan scan = scanner.scan(List.of(new Root(folder, tree.path(""))), view);
    if (view == FolderScanner.View.RECEIVER) {
      return scan;
    }
    return scanner.read(scan.manifest().entries().stream().map(FileEntry::at).toList());
  }

  private static List<String> paths(Scan scan) {
    return scan.manifest().entries().stream().map(entry -> entry.at().path()).toList();
  }

  @Test
  @DisplayName("R4.2 an unchanged file is not read again, a changed one is")
  void readsWhatChanged() throws Exception {
    tree.file("a", "a").file("b", "b");
    assertThat(scan(FolderScanner.View.SENDER).filesRead()).isEqualTo(2);
    assertThat(scan(FolderScanner.View.SENDER).filesRead()).isZero();
    tree.file("b", "c");
    assertThat(scan(FolderScanner.View.SENDER).filesRead()).isEqualTo(1);
  }

  @Test
  @DisplayName("R4.7 after a restart unchanged files are not read again")
  void restart() throws Exception {
    tree.file("a", "a").file("d/b", "b".repeat(200_000));
    Path state = temp.resolve("state");
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(1));
    try (FolderScanner first = new FolderScanner(later, state)) {
      scanner = first;
      assertThat(scan(FolderScanner.View.RECEIVER).filesRead()).isEqualTo(2);
    }
    tree.file("a", "changed");
    try (FolderScanner second = new FolderScanner(later, state)) {
      scanner = second;
      assertThat(scan(FolderScanner.View.RECEIVER).filesRead()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R4.9 a renamed folder is recognised and not read again")
  void renamed() throws Exception {
    tree.file("d/a", "a").file("d/deep/b", "b");
    scan(FolderScanner.View.SENDER);
    Files.move(tree.path("d"), tree.path("e"));
    Scan scan = scan(FolderScanner.View.SENDER);
    assertThat(paths(scan)).containsExactly("e", "e/a", "e/deep", "e/deep/b");
    assertThat(scan.filesRead()).isZero();
  }

  @Test
  @DisplayName("R4.12 an unreadable file is reported, the rest goes on, and the old copy stays")
  void unreadableFile() throws Exception {
    tree.file("a", "a").file("locked", "l").file("z", "z");
    unreadable.add("locked");
    Scan scan = scan(FolderScanner.View.SENDER);
    assertThat(paths(scan)).containsExactly("a", "z");
    assertThat(scan.unknown()).containsExactly(new EntryPath(0, "locked"));
    assertThat(scan.problems())
        .singleElement()
        .asString()
        .contains("locked")
        .contains("disk-denied");
    // To the primary the secondary tells even of files that it cannot read.
    assertThat(paths(scan(FolderScanner.View.RECEIVER))).containsExactly("a", "locked", "z");
  }

  @Test
  @DisplayName("R4.5 R4.12 strict synchronisation does not delete what the primary cannot copy")
  void strictKeepsUnknown() throws Exception {
    rig.strict = true;
    tree.file("x", "x");
    rig.theirs.file("turned", "was a file once");
    tree.link("turned", "../outside");
    CycleResult result = rig.connect();
    assertThat(result.committed()).isTrue();
    assertThat(result.problems()).anyMatch(p -> p.has(ReasonCode.SYMLINK_OUTSIDE));
    assertThat(rig.theirs.path("turned")).hasContent("was a file once");
  }

  @Test
  @DisplayName(
      "R4.12 links that lead outside their folder are reported and skipped, never followed")
  void links() throws Exception {
    Tree.at(temp.resolve("outside")).file("secret", "s");
    tree.file("d/e/f", "f")
        .link("d/up", "../d/e")
        .link("d/e/loop", "..")
        .link("absolute", temp.resolve("outside").toString())
        .link("d/out", "../../outside/secret")
        .link("d/detour", "e/../../../outside");
    Scan scan = scan(FolderScanner.View.SENDER);
    assertThat(paths(scan)).containsExactly("d", "d/e", "d/e/f", "d/e/loop", "d/up");
    assertThat(scan.problems()).hasSize(3);
  }

  @Test
  @DisplayName("R4.12 what is neither file, folder nor link is reported")
  void pipe() throws Exception {
    tree.file("a", "a");
    run("mkfifo", tree.path("pipe").toString());
    Scan scan = scan(FolderScanner.View.SENDER);
    assertThat(paths(scan)).containsExactly("a");
    assertThat(scan.problems()).singleElement().asString().contains("entry-kind");
  }

  @Test
  @DisplayName("R4.12 a name that is no text in the system's character set is reported")
  void namelessBytes() throws Exception {
    assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "needs LANG=C.UTF-8");
    tree.file("a", "a");
    run("sh", "-c", "printf x > \"$(printf 'bad\\377name')\"");
    Scan scan = scan(FolderScanner.View.SENDER);
    assertThat(paths(scan)).containsExactly("a");
    assertThat(scan.problems()).singleElement().asString().contains("entry-not-text");
  }

  @Test
  @DisplayName("R4.12 what is left out for its name is left out at each look")
  void leftOutEachTime() throws Exception {
    tree.file("a", "a").file(("d".repeat(250) + "/").repeat(15) + "f".repeat(245), "too deep");
    Scan first = scan(FolderScanner.View.SENDER);
    assertThat(first.problems())
        .singleElement()
        .asString()
        .contains("entry-path-long", "bytes=4000");
    Scan second = scan(FolderScanner.View.SENDER);
    assertThat(second.problems()).isEqualTo(first.problems());
    assertThat(second.manifest()).isEqualTo(first.manifest());
  }

  @Test
  @DisplayName("R4.12 a folder that is not there is reported, and nothing is concluded from it")
  void missingFolder() {
    Folder folder = Folder.of(0, "x", FolderFilter.ALL);
    Scan scan =
        scanner.scan(List.of(new Root(folder, temp.resolve("nowhere"))), FolderScanner.View.SENDER);
    assertThat(scan.unknown()).containsExactly(new EntryPath(0, ""));
    assertThat(scan.problems()).singleElement().asString().contains("folder-missing");
  }

  @Test
  @DisplayName("R4.12 long paths are copied, and those beyond the limit reported")
  void longPaths() throws Exception {
    String deep = "a-rather-long-name-for-a-folder/".repeat(40) + "file";
    tree.file(deep, "deep");
    rig.connect();
    assertThat(rig.theirs.path(deep)).hasContent("deep");
  }

  private void run(String... command) throws Exception {
    Process process =
        TestProcess.builder(command).directory(tree.path("").toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
