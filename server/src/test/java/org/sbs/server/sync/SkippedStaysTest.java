package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.sync.scan.ContentIndex;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.testkit.TestProcess;

/** What was reported and skipped is deleted on neither node, also after a role change (R4.18). */
@Tag("slow")
final class SkippedStaysTest {
  @TempDir Path temp;

  private final Set<Path> unreadable = new HashSet<>();
  private PairRig rig;

  @BeforeEach
  void makeRig() {
    rig = new PairRig(temp);
    rig.strict = true;
    rig.primaryScanner = scanner();
    rig.secondaryScanner = scanner();
  }

  @AfterEach
  void closeRig() throws Exception {
    rig.close();
  }

  private FolderScanner scanner() {
    return new FolderScanner(Clock.systemUTC(), this::open, ContentIndex.inMemory());
  }

  private java.nio.channels.ReadableByteChannel open(Path path) throws IOException {
    if (unreadable.contains(path)) {
      throw new AccessDeniedException(path.toString());
    }
    return ContentSource.DISK.open(path);
  }

  private static void run(String... command) throws Exception {
    Process process = TestProcess.builder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  /** Things that are told of and not copied. */
  enum Skipped {
    ABSOLUTE_LINK {
      @Override
      void make(SkippedStaysTest test, Tree tree) throws Exception {
        tree.link("d/skipped", "/etc/hostname");
      }
    },
    ABSOLUTE_LINK_TO_A_FOLDER {
      @Override
      void make(SkippedStaysTest test, Tree tree) throws Exception {
        tree.link("d/skipped", "/usr/share");
      }
    },
    LINK_THAT_LEADS_OUT {
      @Override
      void make(SkippedStaysTest test, Tree tree) throws Exception {
        tree.link("d/skipped", "../../../../../etc/hostname");
      }
    },
    LINK_INTO_THE_SET_FROM_THE_TOP {
      @Override
      void make(SkippedStaysTest test, Tree tree) throws Exception {
        tree.link("d/skipped", tree.path("plain1").toString());
      }
    },
    ONLY_THING_IN_ITS_FOLDER {
      @Override
      void make(SkippedStaysTest test, Tree tree) throws Exception {
        tree.link("alone/skipped", "/nowhere");
      }
    },
    PIPE {
      @Override
      void make(SkippedStaysTest test, Tree tree) throws Exception {
        run("mkfifo", tree.path("d/skipped").toString());
      }
    },
    NAME_THAT_IS_NO_TEXT {
      @Override
      void make(SkippedStaysTest test, Tree tree) throws Exception {
        run("sh", "-c", "printf x > \"$(printf '" + tree.path("d") + "/skipped\\344')\"");
      }
    },
    FILE_THAT_CANNOT_BE_READ {
      @Override
      void make(SkippedStaysTest test, Tree tree) throws Exception {
        tree.file("d/skipped", "secret");
        test.unreadable.add(tree.path("d/skipped"));
      }
    };

    abstract void make(SkippedStaysTest test, Tree tree) throws Exception;
  }

  /** All names, also those that are no text, and where links lead. */
  private static Set<String> names(Tree tree) throws IOException {
    Set<String> names = new HashSet<>();
    try (var paths = Files.walk(tree.path(""))) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String target = Files.isSymbolicLink(path) ? " " + Files.readSymbolicLink(path) : "";
        Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        String kind = " " + ((Integer) mode >> 12);
        names.add(tree.path("").relativize(path).toUri().getRawPath() + target + kind);
      }
    }
    names.removeIf(name -> name.contains(".sbs-"));
    return names;
  }

  private void meet() throws Exception {
    assertThat(rig.connect().committed()).isTrue();
    assertThat(rig.cycle().committed()).isTrue();
    rig.disconnect();
  }

  @ParameterizedTest
  @EnumSource(Skipped.class)
  @DisplayName("R4.18 what is skipped stays through role changes, with reconciliation")
  void merged(Skipped kind) throws Exception {
    stays(kind, true);
  }

  @ParameterizedTest
  @EnumSource(Skipped.class)
  @DisplayName("R4.18 and where the primary's files win")
  void primaryWins(Skipped kind) throws Exception {
    stays(kind, false);
  }

  private void stays(Skipped kind, boolean merge) throws Exception {
    rig.merge = merge;
    for (int i = 0; i < 8; i++) {
      rig.mine.file("plain" + i, "p");
    }
    rig.mine.file("d/beside", "b");
    kind.make(this, rig.mine);
    Set<String> before = names(rig.mine);
    for (int round = 0; round < 4; round++) {
      // The node that has it is primary in the even rounds, and secondary in the odd ones.
      rig.mine.file("edited", "in round " + round);
      meet();
      Tree has = round % 2 == 0 ? rig.mine : rig.theirs;
      assertThat(names(has)).as("round %d", round).containsAll(before);
      assertThat(rig.theirs.path("edited")).hasContent("in round " + round);
      rig.swap();
    }
    assertThat(rig.store.conflicts().list()).isEmpty();
  }

  /** What both have, and the primary replaces by a link that is not copied. */
  enum Replaced {
    FILE {
      @Override
      void make(Tree tree) throws IOException {
        tree.file("d/was", "old");
      }
    },
    LINK {
      @Override
      void make(Tree tree) throws IOException {
        tree.link("d/was", "beside");
      }
    },
    FOLDER {
      @Override
      void make(Tree tree) throws IOException {
        tree.file("d/was/in/deep", "old").file("d/was/in2", "old");
      }
    };

    abstract void make(Tree tree) throws IOException;
  }

  /** What is not copied and takes that place. */
  enum By {
    ABSOLUTE_LINK {
      @Override
      void make(Path at) throws Exception {
        Files.createSymbolicLink(at, Path.of("/etc/hostname"));
      }
    },
    LINK_THAT_LEADS_OUT {
      @Override
      void make(Path at) throws Exception {
        Files.createSymbolicLink(at, Path.of("../../../../../etc/hostname"));
      }
    },
    PIPE {
      @Override
      void make(Path at) throws Exception {
        run("mkfifo", at.toString());
      }
    },
    SOCKET {
      @Override
      void make(Path at) throws Exception {
        // The path of a socket has a short limit, and it may be moved.
        Path brief = Files.createTempDirectory(Path.of("/tmp"), "sbs").resolve("s");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
          server.bind(UnixDomainSocketAddress.of(brief));
        }
        run("mv", brief.toString(), at.toString());
        Files.delete(brief.getParent());
      }
    },
    DEVICE {
      @Override
      void make(Path at) throws Exception {
        Assumptions.assumeTrue(isRoot(), "only root makes devices");
        run("mknod", at.toString(), "c", "1", "3");
      }
    };

    abstract void make(Path at) throws Exception;
  }

  private static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  static Stream<Arguments> replacements() {
    return Stream.of(Replaced.values())
        .flatMap(kind -> Stream.of(By.values()).map(by -> Arguments.of(kind, by)));
  }

  private void replace(Replaced kind) throws Exception {
    replace(kind, By.ABSOLUTE_LINK);
  }

  private void replace(Replaced kind, By by) throws Exception {
    rig.merge = true;
    rig.mine.file("d/beside", "b");
    for (int i = 0; i < 8; i++) {
      rig.mine.file("plain" + i, "p");
    }
    kind.make(rig.mine);
    meet();
    if (kind == Replaced.FOLDER) {
      rig.mine.delete("d/was/in/deep").delete("d/was/in2").delete("d/was/in");
    }
    rig.mine.delete("d/was");
    by.make(rig.mine.path("d/was"));
  }

  @Test
  @DisplayName(
      "R4.10 R4.18 what only the secondary can have does not count as lost: an ordinary deletion"
          + " beside it is carried out, and told by no guard")
  void countsForNoGuard() throws Exception {
    for (int i = 0; i < 30; i++) {
      rig.mine.file("plain" + i, "" + i).link("absolute" + i, "/etc/hostname");
    }
    assertThat(rig.connect().committed()).isTrue();
    rig.disconnect();
    Set<String> links = names(rig.mine);
    links.removeIf(name -> name.contains("/plain"));
    rig.swap();
    assertThat(rig.connect().committed()).isTrue();
    rig.mine.delete("plain0");
    CycleResult result = rig.cycle();
    assertThat(result.held().reasons()).isEmpty();
    assertThat(rig.theirs.path("plain0")).doesNotExist();
    assertThat(names(rig.theirs)).containsAll(links);
  }

  @ParameterizedTest
  @MethodSource("replacements")
  @DisplayName(
      "R4.18 what is not copied and took the place of what was copied stays through role changes,"
          + " and the other node keeps what it has")
  void replaced(Replaced kind, By by) throws Exception {
    replace(kind, by);
    Tree has = rig.mine;
    Tree other = rig.theirs;
    Set<String> before = names(has);
    Set<String> there = names(other);
    for (int round = 0; round < 5; round++) {
      rig.mine.file("edited", "in round " + round);
      meet();
      if (round == 2) {
        meet();
      }
      assertThat(names(has)).as("round %d", round).containsAll(before);
      assertThat(names(other)).as("round %d", round).containsAll(there);
      assertThat(rig.theirs.path("edited")).hasContent("in round " + round);
      rig.swap();
    }
    assertThat(rig.store.conflicts().list()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("replacements")
  @DisplayName("R4.18 what takes its old place again is the same on both nodes, in either role")
  void replacedAndBack(Replaced kind, By by) throws Exception {
    replace(kind, by);
    meet();
    rig.swap();
    meet();
    // On the node that is secondary now.
    rig.theirs.delete("d/was");
    kind.make(rig.theirs);
    meet();
    rig.swap();
    rig.mine.file("edited", "at the end");
    meet();
    assertThat(names(rig.theirs)).isEqualTo(names(rig.mine));
    assertThat(rig.store.conflicts().list()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = By.class,
      names = {"PIPE", "SOCKET", "DEVICE"})
  @DisplayName("R4.18 an edit of what the other node kept does not touch a pipe, and that is told")
  void editedBesidePipe(By by) throws Exception {
    replace(Replaced.FILE, by);
    meet();
    Set<String> before = names(rig.mine);
    rig.swap();
    rig.mine.file("d/was", "edited there");
    assertThat(rig.connect().problems())
        .as("on the primary: %s", rig.mine.path(""))
        .anyMatch(problem -> problem.toString().contains("d/was"));
    assertThat(rig.cycle().committed()).isTrue();
    rig.disconnect();
    assertThat(names(rig.theirs)).isEqualTo(before);
    assertThat(rig.mine.path("d/was")).hasContent("edited there");
    rig.swap();
    meet();
    assertThat(names(rig.mine)).isEqualTo(before);
    assertThat(rig.theirs.path("d/was")).hasContent("edited there");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("R4.12 a folder in the place of a file and back arrives, through role changes")
  void folderAndBack(boolean merge) throws Exception {
    rig.merge = merge;
    rig.mine.file("d/beside", "b").file("d/was", "old");
    meet();
    for (int round = 0; round < 4; round++) {
      rig.mine.delete("d/was");
      (round % 2 == 0 ? Replaced.FOLDER : Replaced.FILE).make(rig.mine);
      meet();
      assertThat(names(rig.theirs)).as("round %d", round).isEqualTo(names(rig.mine));
      rig.swap();
    }
    assertThat(rig.store.conflicts().list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName(
      "R4.18 R5.1 an edit of what the other node kept goes before the link, of which a copy"
          + " is kept; on the same connection too")
  void editedBesideLink(boolean connected) throws Exception {
    replace(Replaced.FILE);
    meet();
    rig.swap();
    assertThat(rig.connect().problems())
        .anyMatch(problem -> problem.has(ReasonCode.STAYS_THERE_APART));
    if (!connected) {
      rig.disconnect();
    }
    rig.mine.file("d/was", "edited there");
    if (connected) {
      rig.cycle();
      assertThat(rig.cycle().committed()).isTrue();
      rig.disconnect();
    } else {
      meet();
    }
    assertThat(rig.theirs.path("d/was")).hasContent("edited there");
    assertThat(Files.isSymbolicLink(rig.theirs.path("d/was"))).isFalse();
    assertThat(rig.store.conflicts().list()).hasSize(1);
    assertThat(rig.returned).as("nothing came back from a backup").isEmpty();
  }

  @Test
  @DisplayName("R4.18 R4.12 the other node, when it is primary, says what it cannot have")
  void told() throws Exception {
    rig.mine.file("a", "a").link("absolute", "/etc/hostname");
    assertThat(rig.connect().problems())
        .anyMatch(problem -> problem.has(ReasonCode.SYMLINK_ABSOLUTE));
    rig.disconnect();
    rig.swap();
    assertThat(rig.connect().problems())
        .anyMatch(
            problem ->
                problem.has(ReasonCode.SYMLINK_ABSOLUTE)
                    && problem.has(ReasonCode.STAYS_THERE_ALONE));
    assertThat(rig.cycle().problems())
        .anyMatch(problem -> problem.has(ReasonCode.STAYS_THERE_ALONE));
  }

  @Test
  @DisplayName("R4.18 what the primary really deleted is deleted, and what it made comes")
  void otherwiseStrict() throws Exception {
    rig.merge = true;
    rig.mine.file("a", "a").file("b", "b").link("absolute", "/etc/hostname");
    meet();
    rig.swap();
    rig.mine.delete("a").file("absolute", "a file of that name");
    meet();
    assertThat(rig.theirs.path("a")).doesNotExist();
    assertThat(Files.isRegularFile(rig.theirs.path("absolute"), LinkOption.NOFOLLOW_LINKS))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("R4.18 what a node could not take when they met stays on the other, and comes later")
  void notTaken(boolean strict) throws Exception {
    rig.merge = true;
    rig.strict = strict;
    rig.mine.file("a", "a");
    meet();
    // Made on the secondary while they were apart; the primary's disk fails when it takes that
    // over.
    rig.theirs.file("d/new", "made there");
    rig.primaryStore = null;
    rig.primaryFaults = Faults.failAt("STAGE", 1);
    SortedMap<String, String> before = Tree.content(rig.theirs.path(""));
    assertThat(rig.connect().committed()).isTrue();
    assertThat(rig.cycle().committed()).isTrue();
    rig.disconnect();
    assertThat(rig.primaryFaults.happened()).isTrue();
    assertThat(Tree.content(rig.theirs.path(""))).containsAllEntriesOf(before);
    assertThat(rig.mine.path("d/new")).doesNotExist();
    rig.primaryFaults = Faults.none();
    rig.primaryStore = null;
    meet();
    assertThat(rig.mine.path("d/new")).hasContent("made there");
  }

  @Test
  @DisplayName("R4.18 what a node could not take is still of the set when the other is primary")
  void notTakenAndSwapped() throws Exception {
    rig.merge = true;
    rig.mine.file("a", "a");
    meet();
    rig.theirs.file("d/new", "made there");
    rig.primaryStore = null;
    rig.primaryFaults = Faults.failAt("STAGE", 1);
    meet();
    assertThat(rig.primaryFaults.happened()).isTrue();
    rig.faults = Faults.none();
    rig.primaryFaults = Faults.none();
    rig.swap();
    rig.store = null;
    meet();
    assertThat(rig.mine.path("d/new")).hasContent("made there");
    assertThat(rig.theirs.path("d/new")).hasContent("made there");
  }
}
