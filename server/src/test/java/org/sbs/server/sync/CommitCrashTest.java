package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.scan.FolderScanner;

/** A crash, or a disk that fails, at each disk operation of a commit, one after the other. */
@Tag("slow")
final class CommitCrashTest {
  private static final List<String> FOLDERS = List.of("there0", "there1", "state");
  private static final long NEW_TIME = 1_600_000_000_987_654_321L;
  private static final String MOVED = "content of a file that gets another name ".repeat(5);

  /** Several chunks. */
  private static final String LARGE =
      new Random(3)
          .ints(900_000, 'a', 'z' + 1)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();

  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private List<Path> wanted;
  private List<Path> there;
  private ScriptedCycle second;
  private Map<Path, Map<String, String>> oldSet;
  private Map<Path, Map<String, String>> newSet;
  private final Set<String> labels = new TreeSet<>();

  @BeforeEach
  void makeBothSets() throws Exception {
    List<Path> before = List.of(temp.resolve("before0"), temp.resolve("before1"));
    wanted = List.of(temp.resolve("after0"), temp.resolve("after1"));
    there = List.of(temp.resolve("there0"), temp.resolve("there1"));
    makeOld(before);
    makeNew(wanted);
    there.forEach(Tree::at);
    var set = ScriptedCycle.set(true, true, there);
    ReplicaStore store = store(new Disk());
    store.recover();
    assertThat(ScriptedCycle.record(1, set, before, there).play(store, there).committed()).isTrue();
    for (String folder : FOLDERS) {
      Tree.copy(temp.resolve(folder), temp.resolve("saved-" + folder));
    }
    second = ScriptedCycle.record(2, set, wanted, there);
    oldSet = contents(before, there);
    newSet = contents(wanted, there);
    assertThat(contents(there, there)).isEqualTo(oldSet);
  }

  private static void makeOld(List<Path> at) throws IOException {
    Tree.at(at.get(0))
        .file("kept.txt", "kept")
        .file("replaced.txt", "old")
        .file("deleted.txt", "gone soon")
        .file("old-folder/inner/deleted.txt", "gone too")
        .file("touched.txt", "same")
        .file("file-to-folder", "a file")
        .file("folder-to-file/b", "b")
        .file("folder-to-file/c/d", "d")
        .file("file-to-link", "a file")
        .link("link-to-file", "kept.txt")
        .link("link-changed", "kept.txt")
        .link("link-to-folder", "kept.txt")
        .folder("permissions", "rwxr-xr-x")
        .file("moved/from", MOVED)
        .file("rotated", MOVED + 1)
        .file("rotated.1", MOVED + 2)
        .file("copied", MOVED + 3)
        .file("moved-and-touched", MOVED + 4)
        .file("travels/x", MOVED + 5)
        .file("travels/in/y", MOVED + 6)
        .file("large", LARGE);
    Tree.at(at.get(1)).file("second/replaced", "old");
  }

  private static void makeNew(List<Path> at) throws IOException {
    Tree.at(at.get(0))
        .file("kept.txt", "kept")
        .file("replaced.txt", "new and longer", "rwxr-x---", NEW_TIME)
        .file("touched.txt", "same", "rwxr-xr-x", NEW_TIME)
        .file("file-to-folder/a", "in a folder now")
        .file("folder-to-file", "a file now")
        .link("file-to-link", "kept.txt")
        .file("link-to-file", "a file now")
        .link("link-changed", "replaced.txt")
        .file("link-to-folder/x", "x")
        .file("new/deep/created.txt", "created", "r--r--r--", NEW_TIME)
        .folder("new/empty", "rwx------")
        .file("new/home/x", MOVED + 5)
        .file("new/home/in/y", MOVED + 6)
        .folder("permissions", "rwxrwxr-x")
        .file("moved/to", MOVED)
        .file("rotated", MOVED + 5)
        .file("rotated.1", MOVED + 1)
        .file("rotated.2", MOVED + 2)
        .file("copied", MOVED + 3)
        .file("copy", MOVED + 3)
        .file("touched-and-moved", MOVED + 4, "rwx------", NEW_TIME)
        .file("large", LARGE.substring(0, 300_000) + "in the middle" + LARGE.substring(300_000));
    Tree.at(at.get(1)).file("second/replaced", "new").file("second/more", "");
  }

  private void makeOldThere() throws Exception {
    for (String folder : FOLDERS) {
      Tree.deleteAll(temp.resolve(folder));
      Tree.copy(temp.resolve("saved-" + folder), temp.resolve(folder));
    }
  }

  private ReplicaStore store(Disk disk) throws IOException {
    return new ReplicaStore(
        temp.resolve("state"), new FolderScanner(Clock.systemUTC()), disk, Clock.systemUTC());
  }

  private static Map<Path, Map<String, String>> contents(List<Path> of, List<Path> as)
      throws IOException {
    Map<Path, Map<String, String>> all = new TreeMap<>();
    for (int i = 0; i < of.size(); i++) {
      all.put(as.get(i), Tree.contentAndTimes(of.get(i)));
    }
    return all;
  }

  /** Answers with true if the cycle was acknowledged. */
  private boolean playWith(Faults faults) throws Exception {
    try {
      ReplicaStore store = store(new Disk(faults));
      store.recover();
      return second.play(store, there).committed();
    } catch (Faults.Crash crash) {
      return false;
    } finally {
      labels.addAll(faults.labels());
    }
  }

  /** Answers with true if it is the new set. */
  private boolean requireOneWholeSet(String when) throws Exception {
    ReplicaStore store = store(new Disk());
    store.recover();
    long cycle = store.committed().orElseThrow().header().cycle();
    assertThat(contents(there, there)).as(when).isEqualTo(cycle == 2 ? newSet : oldSet);
    assertThat(store.committed().orElseThrow().header().activeSentinels())
        .contains(ScriptedCycle.SENTINELS);
    assertThat(store.committed().orElseThrow().header().lineage()).isEqualTo(ScriptedCycle.LINEAGE);
    return cycle == 2;
  }

  @Test
  @DisplayName("R4.8 after a crash at any disk operation the set is exactly the old or the new one")
  void crashAtEachOperation() throws Exception {
    int operation = 0;
    Faults faults;
    do {
      operation++;
      makeOldThere();
      faults = Faults.crashAt(operation);
      boolean acknowledged = playWith(faults);
      String when = "crash at operation " + operation;
      boolean isNew = requireOneWholeSet(when);
      assertThat(isNew).as(when + " after an acknowledgement").isIn(true, acknowledged);
      assertThat(isNew).as(when + ": new from the record on").isEqualTo(isRecorded(faults));
    } while (faults.happened());
    assertThat(isRecorded(faults)).isTrue();
    assertThat(operation).isGreaterThan(100);
    assertThat(labels)
        .contains(
            "STAGE-CREATE",
            "STAGE-WRITE",
            "STAGE-TIME",
            "STAGE-MODE",
            "STAGE-LINK",
            "STAGE-HARD-LINK",
            "STAGE-COPY",
            "SOURCE-LOOK",
            "SOURCE-READ",
            "STAGE-FOLDER",
            "STAGE-SYNC",
            "CHECK-LOOK",
            "RECORD-WRITE",
            "RECORD-SYNC",
            "COMMIT-RECORD",
            "COMMIT-RECORD-FOLDER-SYNC",
            "APPLY-DELETE",
            "APPLY-DELETE-FOLDER",
            "APPLY-PLACE",
            "APPLY-MOVE",
            "APPLY-MODE",
            "APPLY-TIME",
            "APPLY-SYNC",
            "DONE",
            "DONE-FOLDER-SYNC",
            "CLEAN");
  }

  /**
   * Whether the record was put in its place before the crash. How many operations come before that
   * is not the same every time: a folder of sources is opened once more where another was looked at
   * in between.
   */
  private static boolean isRecorded(Faults faults) {
    int recorded = faults.labels().indexOf("COMMIT-RECORD");
    return recorded >= 0 && !(faults.happened() && recorded == faults.labels().size() - 1);
  }

  @Test
  @DisplayName("R4.8 a crash during the recovery from a crash changes nothing")
  void crashDuringRecovery() throws Exception {
    int operations = countOperations();
    for (int operation = 1; operation <= operations; operation += 11) {
      for (int again = 1; ; again += 9) {
        makeOldThere();
        playWith(Faults.crashAt(operation));
        Faults second = Faults.crashAt(again);
        try {
          store(new Disk(second)).recover();
        } catch (Faults.Crash crash) {
          assertThat(second.happened()).isTrue();
        }
        requireOneWholeSet("crash at operation " + operation + " and again at " + again);
        if (!second.happened()) {
          break;
        }
      }
    }
  }

  private int countOperations() throws Exception {
    makeOldThere();
    Faults none = Faults.none();
    assertThat(playWith(none)).isTrue();
    return none.labels().size();
  }

  @Test
  @DisplayName(
      "R4.8 R11.3 a disk that fails at any operation leaves the old set, or in the end the new")
  void failureAtEachOperation() throws Exception {
    int operations = countOperations();
    int refusedWithOldSet = 0;
    for (int operation = 1; operation <= operations; operation++) {
      makeOldThere();
      Faults faults = Faults.failAt(operation);
      String when = "failure at operation " + operation;
      StagedCommit.Outcome outcome;
      ReplicaStore store = store(new Disk(faults));
      try {
        store.recover();
      } catch (IOException e) {
        assertThat(requireOneWholeSet(when)).isFalse();
        continue;
      }
      outcome = second.play(store, there);
      if (!outcome.committed()) {
        assertThat(outcome.reason().toString()).as(when).contains("no luck");
        refusedWithOldSet += contents(there, there).equals(oldSet) ? 1 : 0;
      } else {
        assertThat(contentsWithoutStaging()).as(when).isEqualTo(newSet);
      }
      boolean isNew = requireOneWholeSet(when);
      assertThat(isNew).as(when).isIn(true, outcome.committed());
      // The cause is gone: the same store takes the cycle.
      assertThat(second.play(store(new Disk()), there).committed()).as(when).isTrue();
      assertThat(contents(there, there)).as(when).isEqualTo(newSet);
    }
    assertThat(refusedWithOldSet).isGreaterThan(30);
  }

  private Map<Path, Map<String, String>> contentsWithoutStaging() throws IOException {
    Map<Path, Map<String, String>> all = contents(there, there);
    all.values().forEach(folder -> folder.keySet().removeIf(name -> name.startsWith(".sbs-")));
    return all;
  }

  @Test
  @DisplayName("R4.8 a recorded cycle that could not be put in place comes before anything else")
  void unfinishedFirst() throws Exception {
    makeOldThere();
    Faults none = Faults.none();
    playWith(none);
    makeOldThere();
    Faults faults = Faults.failAt(none.labels().indexOf("APPLY-PLACE") + 1);
    ReplicaStore store = store(new Disk(faults));
    store.recover();
    StagedCommit.Outcome outcome = second.play(store, there);
    assertThat(outcome.committed()).isFalse();
    assertThat(outcome.reason().toString()).startsWith("cycle-unfinished {cycle=2,");
    store.finishPending();
    assertThat(contents(there, there)).isEqualTo(newSet);
    assertThat(store.committed().orElseThrow().header().cycle()).isEqualTo(2);
  }
}
