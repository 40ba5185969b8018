package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.versions.FileVersion;
import org.sbs.server.sync.versions.FileVersions;

/**
 * A crash, or a disk that fails, at each disk operation of a commit that keeps what it replaces.
 */
@Tag("slow")
final class VersionsCrashTest {
  private static final List<String> FOLDERS = List.of("there", "state");

  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private Path there;
  private ScriptedCycle second;
  private Map<String, String> oldSet;
  private Map<String, String> newSet;
  private final Set<String> labels = new TreeSet<>();

  @BeforeEach
  void makeBothSets() throws Exception {
    there = temp.resolve("there");
    Tree before =
        Tree.at(temp.resolve("before"))
            .file("same", "same")
            .file("replaced", "old")
            .file("deep/er/replaced", "old too")
            .file("deep/deleted", "gone")
            .file("all/gone", "gone with its folder")
            .file("file-to-folder", "a file")
            .file("folder-to-file/inside", "in a folder")
            .file("file-to-link", "no link")
            .link("link-replaced", "same")
            .link("link-deleted", "same");
    Tree after =
        Tree.at(temp.resolve("after"))
            .file("same", "same")
            .file("replaced", "new")
            .file("deep/er/replaced", "new too")
            .file("file-to-folder/a", "in a folder now")
            .file("folder-to-file", "a file now")
            .link("file-to-link", "same")
            .link("link-replaced", "replaced");
    Tree.at(there);
    oldSet = Tree.contentAndTimes(before.path(""));
    newSet = Tree.contentAndTimes(after.path(""));
    var set = ScriptedCycle.set(true, true, List.of(there));
    ReplicaStore store = store(new Disk());
    store.recover();
    List<Path> at = List.of(there);
    assertThat(
            ScriptedCycle.record(1, set, List.of(before.path("")), at).play(store, at).committed())
        .isTrue();
    for (String folder : FOLDERS) {
      Tree.copy(temp.resolve(folder), temp.resolve("saved-" + folder));
    }
    second = ScriptedCycle.record(2, set, List.of(after.path("")), at);
  }

  private void makeOldThere() throws IOException {
    for (String folder : FOLDERS) {
      Tree.deleteAll(temp.resolve(folder));
      Tree.copy(temp.resolve("saved-" + folder), temp.resolve(folder));
    }
  }

  private ReplicaStore store(Disk disk) throws IOException {
    return new ReplicaStore(
        temp.resolve("state"),
        new FolderScanner(Clock.systemUTC()),
        disk,
        Clock.systemUTC(),
        Duration.ofDays(30));
  }

  private void playWith(Faults faults) throws Exception {
    try {
      ReplicaStore store = store(new Disk(faults));
      store.recover();
      second.play(store, List.of(there));
    } catch (Faults.Crash | IOException e) {
      assertThat(faults.happened()).isTrue();
    } finally {
      labels.addAll(faults.labels());
    }
  }

  /** The set is the old one and nothing is kept, or the new one and all that it replaced is. */
  private boolean requireWholeHistory(String when) throws Exception {
    ReplicaStore store = store(new Disk());
    store.recover();
    boolean isNew = store.committed().orElseThrow().header().cycle() == 2;
    Map<String, String> now = Tree.contentAndTimes(there);
    now.keySet().removeIf(name -> name.startsWith(".sbs-versions"));
    assertThat(now).as(when).isEqualTo(isNew ? newSet : oldSet);
    FileVersions.Listing listing =
        new FileVersions(temp.resolve("state")).list(Optional.empty(), 99);
    assertThat(listing.problems()).as(when).isEmpty();
    Map<String, String> kept = new TreeMap<>();
    for (FileVersion file : listing.files()) {
      String is =
          file.isLink()
              ? "link to " + Files.readSymbolicLink(file.content())
              : Files.readString(file.content());
      kept.put(there.relativize(file.path()) + " " + file.happened(), is);
    }
    assertThat(kept).as(when).isEqualTo(isNew ? expected() : Map.of());
    return isNew;
  }

  private static Map<String, String> expected() {
    Map<String, String> kept = new TreeMap<>();
    kept.put("replaced replaced", "old");
    kept.put("deep/er/replaced replaced", "old too");
    kept.put("deep/deleted deleted", "gone");
    kept.put("all/gone deleted", "gone with its folder");
    kept.put("file-to-folder replaced", "a file");
    kept.put("folder-to-file/inside deleted", "in a folder");
    kept.put("file-to-link replaced", "no link");
    kept.put("link-replaced replaced", "link to same");
    kept.put("link-deleted deleted", "link to same");
    return kept;
  }

  @Test
  @DisplayName("R4.11 R4.8 after a crash at any disk operation the history is whole, or not begun")
  void crashAtEachOperation() throws Exception {
    boolean isNew = false;
    int operation = 1;
    while (true) {
      makeOldThere();
      Faults faults = Faults.crashAt(operation);
      playWith(faults);
      boolean nowNew = requireWholeHistory("crash at operation " + operation);
      assertThat(nowNew).as("once recorded, always recorded").isIn(true, isNew);
      isNew = nowNew;
      if (!faults.happened()) {
        break;
      }
      operation++;
    }
    assertThat(isNew).isTrue();
    assertThat(operation).isGreaterThan(100);
    assertThat(labels)
        .contains("KEEP-LIST-CREATE", "KEEP-LIST-WRITE", "KEEP-FOLDER", "KEEP", "APPLY-KEEP");
  }

  @Test
  @DisplayName("R4.11 R11.3 a disk that fails at any operation loses nothing of the history")
  void failureAtEachOperation() throws Exception {
    makeOldThere();
    Faults none = Faults.none();
    playWith(none);
    int operations = none.labels().size();
    for (int operation = 1; operation <= operations; operation++) {
      makeOldThere();
      playWith(Faults.failAt(operation));
      requireWholeHistory("failure at operation " + operation);
    }
  }

  @Test
  @DisplayName("R4.11 a crash during the recovery from a crash loses nothing of the history")
  void crashDuringRecovery() throws Exception {
    makeOldThere();
    Faults none = Faults.none();
    playWith(none);
    int first = none.labels().indexOf("COMMIT-RECORD");
    for (int operation = first; operation <= none.labels().size(); operation += 5) {
      for (int again = 1; ; again += 7) {
        makeOldThere();
        playWith(Faults.crashAt(operation));
        Faults inRecovery = Faults.crashAt(again);
        try {
          store(new Disk(inRecovery)).recover();
        } catch (Faults.Crash crash) {
          assertThat(inRecovery.happened()).isTrue();
        }
        requireWholeHistory("crash at " + operation + " and again at " + again);
        if (!inRecovery.happened()) {
          break;
        }
      }
    }
  }
}
