package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.replica.CyclePlan;
import org.sbs.core.replica.Difference;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.message.Packing;
import org.sbs.server.sync.scan.ContentIndex;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.Scan;
import org.sbs.server.sync.send.CycleSender;
import org.sbs.server.sync.versions.FileVersion;
import org.sbs.server.sync.versions.FileVersions;

/**
 * Just before each disk operation each name that another account may swap is swapped for a link
 * that leads outside, to something that looks the same. Nothing there is ever read, changed or
 * deleted (R10.7): whatever is done in a folder set is done in open folders, and never by a path.
 */
@Tag("slow")
final class SwappedNameTest {
  /** Operations that use something besides the place of which they tell. */
  private static final Set<String> USES_OTHERS =
      Set.of("STAGE-HARD-LINK", "STAGE-COPY", "APPLY-MOVE");

  /** {@code -Dswap.all=true}: three operations of each label instead of one. */
  private static final boolean ALL = Boolean.getBoolean("swap.all");

  private static final Duration HISTORY = Duration.ofDays(30);

  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private Tree first;
  private Tree second;
  private final Map<Long, ScriptedCycle> recorded = new HashMap<>();
  private SetClock clock;
  private int worlds;

  /** What SBS does, with a disk that tells of each operation before it. */
  private interface Work {
    /** What comes before. */
    default void prepare(SwapWorld unused) throws Exception {}

    void run(SwapWorld world, Disk disk) throws Exception;

    /** Whether it works from beginning to end in roots that it has opened. */
    default boolean holdsRoots() {
      return false;
    }
  }

  /** Counts operations by their labels, and at one of them swaps one name. */
  private static final class Swapper implements Disk.FaultPoint {
    private final SwapWorld world;
    private final String label;
    private final int nth;
    private final int victim;
    private final boolean rootsAreHeld;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private String swapped = "";
    private boolean exhausted;

    Swapper(SwapWorld world, String label, int nth, int victim, boolean rootsAreHeld) {
      this.rootsAreHeld = rootsAreHeld;
      this.world = world;
      this.label = label;
      this.nth = nth;
      this.victim = victim;
    }

    @Override
    public synchronized void reached(String operation, Path path) throws IOException {
      int count = counts.merge(operation, 1, Integer::sum);
      if (!operation.equals(label) || count != nth || !swapped.isEmpty()) {
        return;
      }
      List<Path> names = world.names(path, USES_OTHERS.contains(operation));
      if (victim > names.size()
          || (victim == names.size() && !(rootsAreHeld && isInRoot(operation)))) {
        exhausted = true;
        return;
      }
      if (victim == names.size()) {
        world.swapRoot();
        swapped = world.root + " for a folder";
        return;
      }
      world.swap(names.get(victim));
      swapped = names.get(victim).toString();
    }
  }

  /** From its first operation to its last a cycle, say, works in the roots that it has opened. */
  private static boolean isInRoot(String operation) {
    return Stream.of("STAGE", "CHECK", "SOURCE", "KEEP", "APPLY", "CLEAN", "RESTORE", "PRUNE")
        .anyMatch(operation::startsWith);
  }

  @BeforeEach
  void makeTrees() throws Exception {
    clock = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
    String line = "something that is longer than the mark of what lies outside the folder set ";
    String large = line.repeat(2000);
    first =
        Tree.at(temp.resolve("first"))
            .file("labels/box", line + 1)
            .file("labels/touched", line + 2)
            .file("labels/moving", line + 3)
            .file("labels/large", large)
            .file("more/gone", line + 4)
            .file("folder/a/x", line + 5)
            .file("folder/a/y", line + 6)
            .folder("empty", "rwxr-xr-x")
            .link("labels/alias", "box");
    second =
        Tree.at(temp.resolve("second"))
            .file("labels/box", line + 11)
            .file("labels/touched", line + 2, "rw-rw----", Tree.LONG_AGO_NANOS + 77)
            .file("moved/moving", line + 3)
            .file("labels/large", large + "and some more")
            .file("folder/b/x", line + 5)
            .file("folder/b/y", line + 6)
            .file("new/er/z", line + 7)
            .folder("empty", "rwxrwx---")
            .link("labels/alias", "large")
            .link("new/link", "er/z");
  }

  private ReplicaStore store(SwapWorld world, Disk disk) throws IOException {
    return new ReplicaStore(
        world.state, new FolderScanner(Clock.systemUTC()), disk, clock, HISTORY);
  }

  private StagedCommit.Outcome cycle(ReplicaStore store, SwapWorld world, long number)
      throws Exception {
    if (!recorded.containsKey(number)) {
      // Messages name no path of the machine: those of one world are those of all.
      FolderSet set = ScriptedCycle.set(true, true, List.of(world.root));
      Path wanted = (number == 1 ? first : second).path("");
      Path there = (number == 1 ? Tree.at(temp.resolve("nothing")) : first).path("");
      recorded.put(number, ScriptedCycle.record(number, set, List.of(wanted), List.of(there)));
    }
    return recorded.get(number).play(store, List.of(world.root));
  }

  private ReplicaStore firstCycle(SwapWorld world) throws Exception {
    ReplicaStore store = store(world, new Disk());
    store.recover();
    assertThat(cycle(store, world, 1).committed()).isTrue();
    return store;
  }

  /** Tries each name at the last operation of each label, or at three of them. */
  private void attack(Work work) throws Exception {
    SwapWorld calm = new SwapWorld(temp.resolve("calm" + worlds++));
    Swapper counting = new Swapper(calm, "none", 0, 0, false);
    work.prepare(calm);
    work.run(calm, new Disk(counting));
    Map<String, List<String>> harmed = new LinkedHashMap<>();
    int swaps = 0;
    for (Map.Entry<String, Integer> operation : counting.counts.entrySet()) {
      int last = operation.getValue();
      for (int nth : ALL ? new TreeSet<>(List.of(1, (last + 1) / 2, last)) : Set.of(last)) {
        swaps += attack(work, operation.getKey(), nth, harmed);
      }
    }
    assertThat(harmed).isEmpty();
    assertThat(swaps).isGreaterThan(counting.counts.size());
  }

  private int attack(Work work, String label, int nth, Map<String, List<String>> harmed)
      throws Exception {
    for (int victim = 0; ; victim++) {
      Path base = temp.resolve("world" + worlds++);
      SwapWorld world = new SwapWorld(base);
      work.prepare(world);
      Swapper swapper = new Swapper(world, label, nth, victim, work.holdsRoots());
      try {
        work.run(world, new Disk(swapper));
      } catch (IOException e) {
        // To refuse is right; what counts is what happened outside.
        assertThat(swapper.swapped).as(label).isNotEmpty();
      }
      if (swapper.swapped.isEmpty()) {
        assertThat(swapper.exhausted).as(label + " was reached again").isTrue();
        return victim;
      }
      List<String> harm = world.harm();
      if (!harm.isEmpty()) {
        harmed.put(label + " " + nth + ", " + base.relativize(Path.of(swapper.swapped)), harm);
      }
      Tree.deleteAll(base);
    }
  }

  @Test
  @DisplayName("R10.7 a first cycle: create, mkdir, link, rename and mode reach nothing outside")
  void firstCycle() throws Exception {
    attack(
        (world, disk) -> {
          ReplicaStore store = store(world, disk);
          store.recover();
          var unused = cycle(store, world, 1);
        });
  }

  @Test
  @DisplayName(
      "R10.7 a further cycle: mode, time, delete, hard link, folder rename and versions reach"
          + " nothing outside")
  void furtherCycle() throws Exception {
    attack(
        new Work() {
          @Override
          public void prepare(SwapWorld world) throws Exception {
            var unused = firstCycle(world);
          }

          @Override
          public boolean holdsRoots() {
            return true;
          }

          @Override
          public void run(SwapWorld world, Disk disk) throws Exception {
            var unused = cycle(store(world, disk), world, 2);
          }
        });
  }

  @Test
  @DisplayName("R10.7 the end of a recorded cycle after a crash reaches nothing outside")
  void recovery() throws Exception {
    attack(
        new Work() {
          @Override
          public void prepare(SwapWorld world) throws Exception {
            var unused = firstCycle(world);
            crash(world, "APPLY");
          }

          @Override
          public boolean holdsRoots() {
            return true;
          }

          @Override
          public void run(SwapWorld world, Disk disk) throws Exception {
            store(world, disk).recover();
          }
        });
  }

  @Test
  @DisplayName("R10.7 cleaning at the start, also recursively, deletes nothing outside")
  void cleaning() throws Exception {
    attack(
        new Work() {
          @Override
          public void prepare(SwapWorld world) throws Exception {
            var unused = firstCycle(world);
            crash(world, "RECORD-SYNC");
          }

          @Override
          public boolean holdsRoots() {
            return true;
          }

          @Override
          public void run(SwapWorld world, Disk disk) throws Exception {
            store(world, disk).recover();
          }
        });
  }

  private void crash(SwapWorld world, String label) throws Exception {
    try {
      var unused = cycle(store(world, new Disk(Faults.crashAt(label, 1))), world, 2);
      throw new AssertionError("no crash");
    } catch (Faults.Crash e) {
      assertThat(world.root.resolve(".sbs-staging")).isDirectory();
    }
  }

  @Test
  @DisplayName("R10.7 a restore reads, makes and replaces nothing outside")
  void restore() throws Exception {
    for (String name : List.of("labels/box", "more/gone", "labels/alias")) {
      attack(
          new Work() {
            @Override
            public void prepare(SwapWorld world) throws Exception {
              var unused = cycle(firstCycle(world), world, 2);
            }

            @Override
            public boolean holdsRoots() {
              return true;
            }

            @Override
            public void run(SwapWorld world, Disk disk) throws Exception {
              FileVersion file =
                  new FileVersions(world.state).versions(world.root.resolve(name)).files().get(0);
              store(world, disk).restore(file);
            }
          });
    }
  }

  @Test
  @DisplayName("R10.7 pruning old versions deletes nothing outside")
  void pruning() throws Exception {
    attack(
        new Work() {
          @Override
          public void prepare(SwapWorld world) throws Exception {
            ReplicaStore store = firstCycle(world);
            assertThat(store.pruneVersions()).isEmpty();
            var unused = cycle(store, world, 2);
            try (var lists = Files.walk(world.root.resolve(".sbs-versions"))) {
              for (Path path : (Iterable<Path>) lists::iterator) {
                if (path.endsWith("list")) {
                  Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
                }
              }
            }
            for (int day = 0; day < 29; day++) {
              clock.advance(Duration.ofDays(1));
              assertThat(store.pruneVersions()).isEmpty();
            }
            clock.advance(Duration.ofDays(1));
          }

          @Override
          public boolean holdsRoots() {
            return true;
          }

          @Override
          public void run(SwapWorld world, Disk disk) throws Exception {
            ReplicaStore store = store(world, disk);
            store.recover();
            var unused = store.pruneVersions();
          }
        });
  }

  /** Looks at the set and sends all of it, as a primary does. */
  private byte[] sent(SwapWorld world, Disk.FaultPoint swapper) throws Exception {
    ContentSource source =
        path -> {
          swapper.reached("READ", path);
          ReadableByteChannel channel = ContentSource.DISK.open(path);
          swapper.reached("READ-OPENED", path);
          return channel;
        };
    List<IOException> failures = new ArrayList<>();
    try (FolderScanner scanner =
        new FolderScanner(Clock.systemUTC(), source, ContentIndex.inMemory())) {
      FolderSet set = ScriptedCycle.set(true, true, List.of(world.root));
      List<Root> roots = ScriptedCycle.roots(set, List.of(world.root));
      Scan scan =
          scanner.scan(
              roots,
              FolderScanner.View.SENDER,
              folder -> {
                try {
                  swapper.reached("LIST", folder);
                } catch (IOException e) {
                  failures.add(e);
                }
              });
      CyclePlan plan = Difference.between(scan.manifest(), Manifest.EMPTY, set, Set.of());
      Channels.Recorder recorder = new Channels.Recorder();
      CycleHeader header = new CycleHeader(1, 3, ScriptedCycle.LINEAGE, Optional.empty());
      new CycleSender(
              recorder,
              source,
              new HashMap<>(Map.of(0, world.root)),
              Manifest.EMPTY,
              scanner,
              pending -> {})
          .send(header, plan, scan.manifest().files());
      assertThat(failures).isEmpty();
      var all = new java.io.ByteArrayOutputStream();
      for (var frame : recorder.frames) {
        (frame.hasPacked() ? Packing.unpack(frame.getPacked()) : frame).writeTo(all);
      }
      return all.toByteArray();
    }
  }

  @Test
  @DisplayName("R10.7 a primary neither finds nor reads what lies outside")
  void reading() throws Exception {
    List<String> read = new ArrayList<>();
    Map<String, Integer> operations = new LinkedHashMap<>(Map.of("LIST", 6, "READ", 8));
    operations.put("READ-OPENED", 8);
    int swaps = 0;
    for (Map.Entry<String, Integer> operation : operations.entrySet()) {
      for (int nth = 1; nth <= operation.getValue(); nth += ALL ? 1 : 3) {
        boolean more = true;
        for (int victim = 0; more; victim++) {
          Path base = temp.resolve("world" + worlds++);
          SwapWorld world = new SwapWorld(base);
          Tree.deleteAll(world.root);
          Tree.copy(first.path(""), world.root);
          Swapper swapper = new Swapper(world, operation.getKey(), nth, victim, false);
          byte[] sent = sent(world, swapper);
          more = !swapper.swapped.isEmpty();
          swaps += more ? 1 : 0;
          List<String> harm = more ? world.harm() : List.of();
          if (SwapWorld.isMarked(sent) || !harm.isEmpty()) {
            read.add(operation.getKey() + " " + nth + ", " + swapper.swapped + harm);
          }
          Tree.deleteAll(base);
        }
      }
    }
    assertThat(read).isEmpty();
    assertThat(swaps).isGreaterThan(operations.size());
  }
}
