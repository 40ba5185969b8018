package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.files.OpenFolder;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.Restoring;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.consent.FolderAcceptance;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.InSet;
import org.sbs.server.sync.disk.OpenRoots;
import org.sbs.server.sync.disk.RootIdentities;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.versions.FileVersion;
import org.sbs.server.sync.versions.FileVersions;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/**
 * Another account owns folders of a set and the folders that hold them, and swaps names there while
 * this node, as root, does in them all that it ever does: the attacks run side by side, each on a
 * folder of its own. {@code -Drace.seconds=60} makes it a minute each.
 */
@Tag("slow")
@Needs({Needs.ROOT, "setpriv"})
final class SwapRaceTest {
  private static final int SECONDS = Integer.getInteger("race.seconds", 10);
  private static final String NOBODY = "65534";
  private static final String MARK = "<what lies outside and nobody may read>";
  private static final Duration HISTORY = Duration.ofDays(1);

  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private Path outside;
  private Tree first;
  private Tree second;
  private final Map<String, AtomicInteger> tried = new LinkedHashMap<>();
  private final Map<String, AtomicInteger> done = new LinkedHashMap<>();

  /** What SBS does again and again; it may well be refused. */
  private interface Operation {
    void run() throws Exception;
  }

  /** A folder of the set that is attacked, and what is done in it. */
  private final class World {
    final String name;
    final Path root;
    final Path state;
    final SetClock clock = new SetClock(Instant.now());
    final RootIdentities accepted;
    private final Path above;
    private Optional<Object> other = Optional.empty();
    private SortedMap<String, String> otherBefore = new TreeMap<>();
    private Operation operation;

    World(String name) throws Exception {
      this.name = name;
      Path holder = Files.createDirectory(temp.resolve(name));
      this.above = Files.createDirectory(holder.resolve("above"));
      this.root = Files.createDirectory(above.resolve("root"));
      this.accepted = RootIdentities.of(List.of(root));
      this.state = temp.resolve(name + "-state");
      ReplicaStore store = store();
      assertThat(cycle(1, temp.resolve("nothing"), first).play(store, List.of(root)).committed())
          .isTrue();
      assertThat(cycle(2, first.path(""), second).play(store, List.of(root)).committed()).isTrue();
      giveAway(holder);
      giveAway(above);
      giveAway(root);
      for (String folder : List.of("labels", "more")) {
        giveAway(Files.createDirectories(root.resolve(folder)));
      }
      tried.put(name, new AtomicInteger());
      done.put(name, new AtomicInteger());
    }

    World does(Operation work) {
      operation = work;
      return this;
    }

    /** Beside the root lies a folder of somebody else, which the attacker can put in its place. */
    World withOther() throws IOException {
      Path folder = above.resolve(SwapAttacker.OTHER);
      Tree.copy(outside, folder);
      Tree.deleteAll(folder.resolve(".sbs-staging"));
      Tree.deleteAll(folder.resolve(".sbs-versions"));
      other = Optional.of(inode(folder));
      otherBefore = snapshotOfOther();
      return this;
    }

    /** Where that folder lies now, or nowhere. */
    Path other() throws IOException {
      for (Path up : List.of(above, above.resolveSibling("above.aside"))) {
        for (String child : List.of(SwapAttacker.OTHER, "root")) {
          Path folder = up.resolve(child);
          if (!Files.isSymbolicLink(up)
              && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
              && other.filter(inode(folder)::equals).isPresent()) {
            return folder;
          }
        }
      }
      return temp.resolve("nowhere");
    }

    SortedMap<String, String> snapshotOfOther() throws IOException {
      SortedMap<String, String> all = other.isEmpty() ? new TreeMap<>() : snapshot(other());
      // The attacker's own renames move its change time.
      all.remove("");
      return all;
    }

    void requireOtherUntouched() throws IOException {
      assertThat(snapshotOfOther()).as(name).isEqualTo(otherBefore);
    }

    ReplicaStore store() throws IOException {
      ReplicaStore store = store(new Disk());
      List<Reason> unused = store.recover();
      return store;
    }

    ReplicaStore store(Disk disk) throws IOException {
      return new ReplicaStore(state, new FolderScanner(Clock.systemUTC()), disk, clock, HISTORY);
    }

    /** A cycle as a secondary takes it. */
    void play(ReplicaStore store, ScriptedCycle next) throws Exception {
      StagedCommit.Outcome outcome = next.play(store, List.of(root), accepted);
      if (!outcome.committed()) {
        throw new IOException(outcome.reason().toString());
      }
    }

    /** Until the time is over; an operation that is refused is what is wanted. */
    void work(long endNanos) throws Exception {
      while (System.nanoTime() < endNanos) {
        try {
          tried.get(name).incrementAndGet();
          operation.run();
          done.get(name).incrementAndGet();
        } catch (IOException e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
    }
  }

  @BeforeEach
  void makeTrees() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectory(temp.resolve("nothing"));
    first = tree("first").file("labels/box", "one").file("more/gone", "two").file("more/e", "e");
    second =
        tree("second")
            .file("labels/box", "three", "rw-------", Tree.LONG_AGO_NANOS)
            .file("labels/more", "4")
            .file("labels/sub/x", "5")
            .file("more/e", "e", "rw-rw-rw-", Tree.LONG_AGO_NANOS + 1)
            .link("labels/alias", "box");
    // The folder above it is outside, too, and has a root of that name.
    Tree away = tree("outside/root");
    for (String folder : List.of("labels", "more", "labels/sub", "other")) {
      for (String name : List.of("box", "gone", "e", "x", "more", "alias", "restored")) {
        if (!Files.exists(away.path(folder + "/" + name))) {
          away.file(folder + "/" + name, MARK, "rw-------", Tree.LONG_AGO_NANOS);
        }
      }
    }
    for (String reserved : List.of(".sbs-staging", ".sbs-versions")) {
      away.folder(reserved, "rwx------");
      for (int i = 0; i < 20; i++) {
        away.file(reserved + "/dead/" + i + "/0", MARK, "rw-------", Tree.LONG_AGO_NANOS);
      }
    }
    outside = away.path("");
  }

  private Tree tree(String name) {
    return Tree.at(temp.resolve(name));
  }

  private static void giveAway(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", Integer.valueOf(NOBODY), LinkOption.NOFOLLOW_LINKS);
  }

  private static ScriptedCycle cycle(long number, Path there, Tree wanted) throws IOException {
    FolderSet set = ScriptedCycle.set(true, true, List.of(wanted.path("")));
    return ScriptedCycle.record(number, set, List.of(wanted.path("")), List.of(there));
  }

  @Test
  @DisplayName("R10.7 while another account swaps names, nothing outside is touched or read")
  void race() throws Exception {
    List<World> worlds =
        List.of(
            cycles().withOther(),
            recoveries().withOther(),
            restarts().withOther(),
            restores().withOther(),
            prunings().withOther(),
            restoresElsewhere(),
            scans(),
            acceptances());
    SortedMap<String, String> before = snapshot(outside);
    Process attacker = attacker(worlds);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      List<Future<?>> all = new ArrayList<>();
      for (World world : worlds) {
        all.add(
            threads.submit(
                () -> {
                  world.work(end);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get(SECONDS + 60L, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
      attacker.destroyForcibly().waitFor();
    }
    System.out.println("in " + SECONDS + " s tried " + tried + ", not refused " + done);
    assertThat(snapshot(outside)).isEqualTo(before);
    for (World world : worlds) {
      world.requireOtherUntouched();
    }
    assertThat(markedFiles(worlds)).isEmpty();
    assertThat(tried.values()).as(tried.toString()).allMatch(count -> count.get() > 0);
  }

  private Process attacker(List<World> worlds) throws Exception {
    Path classes = Files.createDirectories(temp.resolve("classes/org/sbs/server/sync"));
    try (InputStream program = SwapAttacker.class.getResourceAsStream("SwapAttacker.class")) {
      Files.copy(program, classes.resolve("SwapAttacker.class"));
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(temp.resolve("classes").toString());
    command.add("org.sbs.server.sync.SwapAttacker");
    command.add(outside.toString());
    worlds.forEach(world -> command.add(world.root.toString()));
    Process attacker = TestProcess.builder(command).redirectErrorStream(true).start();
    assertThat(attacker.inputReader().readLine()).isEqualTo("ready");
    return attacker;
  }

  /** Create, mkdir, link, rename, mode, time, delete and versions. */
  private World cycles() throws Exception {
    World world = new World("cycles");
    ReplicaStore store = world.store();
    List<ScriptedCycle> both = thereAndBack();
    AtomicInteger turn = new AtomicInteger();
    return world.does(
        () -> {
          settle(world, store);
          world.play(store, both.get(turn.getAndIncrement() % 2));
        });
  }

  private List<ScriptedCycle> thereAndBack() throws IOException {
    return List.of(cycle(3, second.path(""), first), cycle(4, first.path(""), second));
  }

  /** The end of a recorded cycle after a crash. */
  private World recoveries() throws Exception {
    World world = new World("recoveries");
    List<ScriptedCycle> both = thereAndBack();
    AtomicInteger turn = new AtomicInteger();
    return world.does(
        () -> {
          ReplicaStore crashing = world.store(new Disk(Faults.crashAt("APPLY", 2)));
          try {
            settle(world, crashing);
            world.play(crashing, both.get(turn.getAndIncrement() % 2));
          } catch (Faults.Crash e) {
            assertThat(crashing.hasPending()).isTrue();
          }
          settle(world, world.store(new Disk()));
        });
  }

  /** Versions become too old, and are deleted. */
  private World prunings() throws Exception {
    World world = new World("prunings");
    ReplicaStore store = world.store();
    List<ScriptedCycle> both = thereAndBack();
    AtomicInteger turn = new AtomicInteger();
    return world.does(
        () -> {
          for (int day = 0; day < 2; day++) {
            world.clock.advance(HISTORY);
            List<Reason> unused = store.pruneVersions();
          }
          settle(world, store);
          world.play(store, both.get(turn.getAndIncrement() % 2));
        });
  }

  /** What the attacker took away for good is given up, so that cycles go on. */
  private static void settle(World world, ReplicaStore store) throws IOException {
    try {
      List<Reason> unused = store.settle();
    } catch (IOException e) {
      Files.deleteIfExists(world.state.resolve("replica/cycle.pending"));
      throw e;
    }
  }

  /** Cleaning at the start, recursively. */
  private World restarts() throws Exception {
    World world = new World("restarts");
    return world.does(
        () -> {
          Path staged = world.root.resolve(".sbs-staging");
          // As root and by the path, as a crash would leave it; where the name leads away, not.
          if (!Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
            Path fresh = Files.createTempDirectory(temp, "fresh");
            for (int i = 0; i < 20; i++) {
              Tree.at(fresh).file("dead/" + i + "/0", "half");
            }
            moveTo(fresh, world, staged.getFileName());
          }
          ReplicaStore unused = world.store();
        });
  }

  private static void moveTo(Path from, World world, Path name) throws IOException {
    try (OpenRoots held = new OpenRoots();
        OpenFolder source = OpenFolder.open(from.getParent())) {
      held.hold(List.of(world.root));
      world.accepted.requireHeld(held);
      try (OpenFolder open = held.open(world.root)) {
        source.move(from.getFileName(), open, name);
      }
    }
  }

  private World restores() throws Exception {
    World world = new World("restores");
    ReplicaStore store = world.store();
    FileVersion kept = kept(world);
    return world.does(() -> store.restore(kept));
  }

  private World restoresElsewhere() throws Exception {
    World world = new World("elsewhere");
    FileVersion kept = kept(world);
    Path to = world.root.resolve("labels/restored");
    return world.does(
        () -> {
          boolean unused = InSet.at(to, Files::deleteIfExists);
          Restoring.toNewFile(kept, to);
        });
  }

  private static FileVersion kept(World world) throws IOException {
    return new FileVersions(world.state)
        .list(Optional.of(world.root.resolve("labels/box")), 10).files().stream()
            .findFirst()
            .orElseThrow();
  }

  /** What a primary sees, reads and sends. */
  private World scans() throws Exception {
    World world = new World("scans");
    FolderSet set = ScriptedCycle.set(true, true, List.of(world.root));
    return world.does(
        () -> {
          ScriptedCycle sent =
              ScriptedCycle.record(9, set, List.of(world.root), List.of(temp.resolve("nothing")));
          for (Frame frame : sent.frames()) {
            assertThat(frame.toByteString().toString(StandardCharsets.ISO_8859_1))
                .doesNotContain(MARK)
                .doesNotContain(outside.toString());
          }
        });
  }

  /** A root whose name leads elsewhere is not accepted, and none is made there. */
  private World acceptances() throws Exception {
    World world = new World("acceptances");
    Path deep = world.root.resolve("labels/deep/er");
    return world.does(
        () -> {
          FolderSet set = ScriptedCycle.set(true, true, List.of(first.path(""), deep));
          ReplicaStore store = world.store();
          FolderAcceptance.Accepted accepted =
              store.accept(
                  set, first.path(""), TestRules.accepting(world.state, first.path(""), deep));
          accepted.roots().forEach(root -> assertThat(root.path().startsWith(outside)).isFalse());
        });
  }

  private static Object inode(Path path) throws IOException {
    return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
  }

  private static SortedMap<String, String> snapshot(Path folder) throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Map<String, Object> found =
            Files.readAttributes(
                path, "unix:ino,mode,nlink,uid,ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        all.put(
            folder.relativize(path).toString(),
            new TreeMap<>(found) + (file ? Files.readString(path) : ""));
      }
    }
    return all;
  }

  /** Files with content from outside. */
  private List<Path> markedFiles(List<World> worlds) throws IOException {
    List<Path> theirs = new ArrayList<>(List.of(outside));
    for (World world : worlds) {
      theirs.add(world.other());
    }
    List<Path> marked = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(temp)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (theirs.stream().noneMatch(path::startsWith)
            && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            && Files.readString(path, StandardCharsets.ISO_8859_1).contains(MARK)
            && !path.toString().endsWith(".class")) {
          marked.add(path);
        }
      }
    }
    return marked;
  }
}
