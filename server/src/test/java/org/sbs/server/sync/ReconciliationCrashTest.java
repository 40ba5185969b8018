package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.scan.FolderScanner;

/** A crash of the primary at each disk operation of an adoption, one after the other. */
@Tag("slow")
final class ReconciliationCrashTest {
  private static final Set<String> SAVED = Set.of("primary", "secondary", "home");

  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private PairRig rig;
  private SortedMap<String, String> before;
  private SortedMap<String, String> after;

  @BeforeEach
  void edit() throws Exception {
    newRig();
    rig.mine.file("a", "1").file("b", "1").file("folder/c", "1").file("stays", "1");
    rig.connect();
    rig.disconnect();
    before = files(rig.mine);
    rig.theirs.file("a", "2").delete("b").delete("folder").file("folder", "file").file("n/e", "1");
    after = files(rig.theirs);
    for (String name : SAVED) {
      Tree.copy(temp.resolve(name), temp.resolve("saved-" + name));
    }
  }

  @AfterEach
  void close() throws IOException {
    rig.close();
  }

  private void newRig() {
    rig = new PairRig(temp);
    rig.merge = true;
    rig.strict = true;
    rig.history = Duration.ofDays(30);
  }

  private void restore() throws IOException {
    rig.close();
    for (String name : SAVED) {
      Tree.deleteAll(temp.resolve(name));
      Tree.copy(temp.resolve("saved-" + name), temp.resolve(name));
    }
    newRig();
  }

  private static SortedMap<String, String> files(Tree tree) throws IOException {
    SortedMap<String, String> all = Tree.content(tree.path(""));
    all.keySet().removeIf(name -> name.startsWith(".sbs-"));
    return all;
  }

  @Test
  @DisplayName("R5.1 after a crash at any disk operation all is adopted or nothing, and then all")
  void crashAtEachOperation() throws Exception {
    Set<String> labels = new TreeSet<>();
    boolean crashed = true;
    int wholes = 0;
    for (int operation = 1; crashed; operation++) {
      restore();
      rig.primaryFaults = Faults.crashAt(operation);
      try {
        rig.connect();
        rig.disconnect();
      } catch (Faults.Crash crash) {
        // While it opened its store.
      }
      rig.close();
      crashed = rig.primaryFaults.happened();
      labels.addAll(rig.primaryFaults.labels());
      rig.primaryFaults = Faults.none();
      rig.primaryStore = null;
      rig.primaryScanner = new FolderScanner(java.time.Clock.systemUTC());
      ReplicaStore recovered =
          new ReplicaStore(
              rig.home.resolve("primary-state"),
              rig.primaryScanner,
              new Disk(),
              java.time.Clock.systemUTC(),
              rig.history,
              "b".repeat(32));
      recovered.recover();
      String when = "crash at operation " + operation;
      assertThat(files(rig.mine)).as(when).isIn(before, after);
      wholes += files(rig.mine).equals(after) ? 1 : 0;
      rig.primaryStore = recovered;
      rig.restartSecondary();
      assertThat(rig.connect().committed()).as(when).isTrue();
      assertThat(files(rig.mine)).as(when).isEqualTo(after);
      assertThat(files(rig.theirs)).as(when).isEqualTo(after);
      assertThat(rig.store.conflicts().count()).as(when).isZero();
      rig.disconnect();
    }
    assertThat(wholes).isPositive();
    assertThat(labels)
        .contains(
            "STAGE-CREATE", "COMMIT-RECORD", "APPLY-PLACE", "APPLY-KEEP", "DONE", "JOINT-WRITE");
  }
}
