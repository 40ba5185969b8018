package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.RootIdentities;
import org.sbs.server.sync.disk.Staging;
import org.sbs.server.sync.disk.VersionsFolder;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.versions.FileVersion;
import org.sbs.server.sync.versions.FileVersions;

/**
 * A root that is swapped while SBS works in it, or the folder above it, is refused and named, and
 * nothing is done in what lies there instead (R10.7). {@link SwappedNameTest} swaps at each single
 * operation; here is asked what is told.
 */
final class SwappedRootTest {
  private static final Duration HISTORY = Duration.ofDays(1);

  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private final SetClock clock = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
  private SwapWorld world;
  private Tree first;
  private Tree second;

  /** What an attacker who owns the folder above the root puts there. */
  enum Swap {
    /** Another folder in the place of the root. */
    FOLDER {
      @Override
      void in(SwapWorld world) throws IOException {
        world.swapRoot();
      }
    },
    /** A link in the place of the folder above. */
    LINK_ABOVE {
      @Override
      void in(SwapWorld world) throws IOException {
        world.swap(world.holder);
      }
    };

    abstract void in(SwapWorld world) throws IOException;
  }

  @BeforeEach
  void makeTrees() throws IOException {
    first = Tree.at(temp.resolve("first")).file("labels/box", "one").file("gone/x", "two");
    second = Tree.at(temp.resolve("second")).file("labels/box", "three").file("labels/e", "four");
    world = new SwapWorld(temp.resolve("world"));
  }

  /** Swaps just before the first operation of that label. */
  private Disk swapping(Swap swap, String label) {
    boolean[] done = {false};
    return new Disk(
        (operation, path) -> {
          if (operation.equals(label) && !done[0]) {
            done[0] = true;
            swap.in(world);
          }
        });
  }

  private ReplicaStore store(Disk disk, Duration history) throws IOException {
    return new ReplicaStore(
        world.state, new FolderScanner(Clock.systemUTC()), disk, clock, history);
  }

  private StagedCommit.Outcome cycle(ReplicaStore store, long number, Tree there, Tree wanted)
      throws Exception {
    FolderSet set = ScriptedCycle.set(true, true, List.of(world.root));
    return ScriptedCycle.record(number, set, List.of(wanted.path("")), List.of(there.path("")))
        .play(store, List.of(world.root));
  }

  private ReplicaStore twoCycles(Duration history) throws Exception {
    ReplicaStore store = store(new Disk(), history);
    assertThat(store.recover()).isEmpty();
    Tree nothing = Tree.at(temp.resolve("nothing"));
    assertThat(cycle(store, 1, nothing, first).committed()).isTrue();
    assertThat(cycle(store, 2, first, second).committed()).isTrue();
    return store;
  }

  private FileVersion box() throws IOException {
    return new FileVersions(world.state).versions(world.root.resolve("labels/box")).files().get(0);
  }

  /** The root, or the folder above it. */
  private String named() {
    return world.holder.toString();
  }

  @ParameterizedTest
  @EnumSource(Swap.class)
  @DisplayName("R10.7 a root that is swapped during a restore is refused and named")
  void restore(Swap swap) throws Exception {
    var unused = twoCycles(HISTORY);
    ReplicaStore store = store(swapping(swap, "STAGE-WRITE"), HISTORY);
    store.recover();
    FileVersion box = box();
    assertThatThrownBy(() -> store.restore(box))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(named());
    assertThat(world.harm()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Swap.class)
  @DisplayName("R10.7 a root that is swapped while versions are pruned is refused and named")
  void pruning(Swap swap) throws Exception {
    ReplicaStore before = twoCycles(HISTORY);
    before.restore(box());
    assertThat(VersionsFolder.allIn(new Disk(), world.root)).hasSize(2);
    for (VersionsFolder folder : VersionsFolder.allIn(new Disk(), world.root)) {
      Files.setLastModifiedTime(VersionsFolder.list(folder.path()), FileTime.from(clock.instant()));
    }
    assertThat(before.pruneVersions()).isEmpty();
    clock.advance(HISTORY);
    ReplicaStore store = store(swapping(swap, "PRUNE"), HISTORY);
    store.recover();
    assertThat(store.pruneVersions()).singleElement().asString().contains(named());
    assertThat(world.harm()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Swap.class)
  @DisplayName("R10.7 a root that is swapped while a start cleans it is named")
  void cleaning(Swap swap) throws Exception {
    var unused = twoCycles(HISTORY);
    Path left = Staging.cycleFolder(world.root, "dead");
    new Disk().inSet().createFolder("TEST", left.getParent());
    new Disk().inSet().createFolder("TEST", left);
    ReplicaStore store = store(swapping(swap, "CLEAN"), HISTORY);
    assertThat(store.recover()).singleElement().asString().contains(named());
    assertThat(world.harm()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Swap.class)
  @DisplayName("R10.7 a recorded cycle that only deletes is not ended in a root that was swapped")
  void recovery(Swap swap) throws Exception {
    Tree less = Tree.at(temp.resolve("less")).file("labels/box", "three");
    var unused = twoCycles(Duration.ZERO);
    ReplicaStore crashing = store(new Disk(Faults.crashAt("APPLY-DELETE", 1)), Duration.ZERO);
    crashing.recover();
    assertThatThrownBy(() -> cycle(crashing, 3, second, less)).isInstanceOf(Faults.Crash.class);
    swap.in(world);
    ReplicaStore store = store(new Disk(), Duration.ZERO);
    assertThatThrownBy(store::recover)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(named());
    assertThat(world.harm()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Swap.class)
  @DisplayName("R10.7 a cycle is not staged in a root that was swapped since it was accepted")
  void sinceAccepted(Swap swap) throws Exception {
    ReplicaStore store = twoCycles(HISTORY);
    RootIdentities accepted = RootIdentities.of(List.of(world.root));
    swap.in(world);
    FolderSet set = ScriptedCycle.set(true, true, List.of(world.root));
    ScriptedCycle back =
        ScriptedCycle.record(3, set, List.of(first.path("")), List.of(second.path("")));
    StagedCommit.Outcome outcome = back.play(store, List.of(world.root), accepted);
    assertThat(outcome.committed()).isFalse();
    assertThat(outcome.reason().toString()).contains(named());
    assertThat(world.harm()).isEmpty();
  }
}
