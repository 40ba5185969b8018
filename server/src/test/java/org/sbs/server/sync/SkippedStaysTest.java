package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.ReasonCode;
import org.sbs.testkit.TestProcess;

/** What was reported and skipped is deleted on neither node, also after a role change (R4.18). */
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
        names.add(tree.path("").relativize(path).toUri().getRawPath() + target);
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

  private void replace(Replaced kind) throws Exception {
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
    rig.mine.delete("d/was").link("d/was", "/etc/hostname");
  }

  @ParameterizedTest
  @EnumSource(Replaced.class)
  @DisplayName(
      "R4.18 a link that took the place of what was copied stays through role changes, and"
          + " the other node keeps what it has")
  void replacedByLink(Replaced kind) throws Exception {
    replace(kind);
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
