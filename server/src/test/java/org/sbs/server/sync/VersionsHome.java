package org.sbs.server.sync;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.scan.FolderScanner;

/** The state and the folder of a stopped secondary that has a history of three cycles. */
public final class VersionsHome {
  private final Path there;

  private VersionsHome(Path there) {
    this.there = there;
  }

  /** Cycle 2 replaces labels/box and deletes more/gone, cycle 3 replaces labels/box. */
  public static VersionsHome with(Path temp, Path state) throws Exception {
    Path there = Tree.at(temp.toRealPath().resolve("secondary")).path("");
    ReplicaStore store =
        new ReplicaStore(
            state,
            new FolderScanner(Clock.systemUTC()),
            new Disk(),
            Clock.systemUTC(),
            Duration.ofDays(30));
    store.recover();
    Tree mine =
        Tree.at(temp.resolve("primary")).file("labels/box", "first").file("more/gone", "gone");
    play(store, 1, mine, there);
    play(store, 2, mine.file("labels/box", "second").delete("more"), there);
    play(store, 3, mine.file("labels/box", "third"), there);
    return new VersionsHome(there);
  }

  private static void play(ReplicaStore store, long cycle, Tree mine, Path there) throws Exception {
    var set = ScriptedCycle.set(true, false, List.of(there));
    var outcome =
        ScriptedCycle.record(cycle, set, List.of(mine.path("")), List.of(there))
            .play(store, List.of(there));
    if (!outcome.committed()) {
      throw new AssertionError(outcome.reason());
    }
  }

  /** A file in the secondary's folder. */
  public Path path(String relative) {
    return relative.isEmpty() ? there : there.resolve(relative);
  }
}
