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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.link.wire.Frame;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/**
 * Another account owns folders of the set and swaps names in them while this node, as root, does in
 * them all that it ever does: the attacks run side by side, each on a folder of its own. {@code
 * -Drace.seconds=60} makes it a minute each.
 */
@Needs({Needs.ROOT, "setpriv"})
final class SwapRaceTest {
  private static final int SECONDS = Integer.getInteger("race.seconds", 10);
  private static final String NOBODY = "65534";
  private static final String MARK = "<what lies outside and nobody may read>";

  @TempDir Path temp;

  private Path outside;
  private Tree first;
  private Tree second;
  private final Map<String, AtomicInteger> tried = new LinkedHashMap<>();

  /** What SBS does again and again; it may well be refused. */
  private interface Operation {
    void run() throws Exception;
  }

  /** A folder of the set that is attacked, and what is done in it. */
  private final class World {
    final String name;
    final Path root;
    final Path state;
    private Operation operation;

    World(String name) throws Exception {
      this.name = name;
      Path holder = Files.createDirectory(temp.resolve(name));
      this.root = Files.createDirectory(holder.resolve("root"));
      this.state = temp.resolve(name + "-state");
      ReplicaStore store = store();
      assertThat(cycle(1, temp.resolve("nothing"), first).play(store, List.of(root)).committed())
          .isTrue();
      assertThat(cycle(2, first.path(""), second).play(store, List.of(root)).committed()).isTrue();
      giveAway(holder);
      giveAway(root);
      for (String folder : List.of("labels", "more")) {
        giveAway(Files.createDirectories(root.resolve(folder)));
      }
      tried.put(name, new AtomicInteger());
    }

    World does(Operation work) {
      operation = work;
      return this;
    }

    ReplicaStore store() throws IOException {
      ReplicaStore store =
          new ReplicaStore(
              state,
              new FolderScanner(Clock.systemUTC()),
              new Disk(),
              Clock.systemUTC(),
              Duration.ofDays(30));
      List<Reason> unused = store.recover();
      return store;
    }

    /** Until the time is over; an operation that is refused is what is wanted. */
    void work(long endNanos) throws Exception {
      while (System.nanoTime() < endNanos) {
        try {
          tried.get(name).incrementAndGet();
          operation.run();
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
    Tree away = tree("outside");
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
        List.of(cycles(), restarts(), restores(), restoresElsewhere(), scans(), acceptances());
    SortedMap<String, String> before = snapshot();
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
    assertThat(snapshot()).isEqualTo(before);
    assertThat(markedFiles()).isEmpty();
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
    List<ScriptedCycle> both =
        List.of(cycle(3, second.path(""), first), cycle(4, first.path(""), second));
    AtomicInteger turn = new AtomicInteger();
    return world.does(
        () -> {
          settle(world, store);
          ScriptedCycle next = both.get(turn.getAndIncrement() % 2);
          StagedCommit.Outcome outcome = next.play(store, List.of(world.root));
          if (!outcome.committed()) {
            throw new IOException(outcome.reason().toString());
          }
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
            moveTo(fresh, world.root, staged.getFileName());
          }
          ReplicaStore unused = world.store();
        });
  }

  private static void moveTo(Path from, Path folder, Path name) throws IOException {
    try (var open = org.sbs.server.files.OpenFolder.open(folder);
        var source = org.sbs.server.files.OpenFolder.open(from.getParent())) {
      source.move(from.getFileName(), open, name);
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
          FileVersions.restoreTo(kept, to);
        });
  }

  private static FileVersion kept(World world) throws IOException {
    return new FileVersions(world.state)
        .list(java.util.Optional.of(world.root.resolve("labels/box")), 10).files().stream()
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
                .doesNotContain(temp.resolve("outside").toString());
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

  private SortedMap<String, String> snapshot() throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(outside)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Map<String, Object> found =
            Files.readAttributes(
                path, "unix:ino,mode,nlink,uid,ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        all.put(
            outside.relativize(path).toString(),
            new TreeMap<>(found) + (file ? Files.readString(path) : ""));
      }
    }
    return all;
  }

  /** Files with content from outside. */
  private List<Path> markedFiles() throws IOException {
    List<Path> marked = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(temp)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!path.startsWith(outside)
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
