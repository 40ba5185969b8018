package org.sbs.server.sync;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.scan.FolderScanner;

/**
 * Measures what the history costs a cycle that replaces and deletes many files; run by hand. The
 * first argument is the folder to work in.
 */
public final class VersionCostRun {
  private static final int FILES = 1000;
  private static final int ROUNDS = 15;

  private VersionCostRun() {}

  /** Prints microseconds for each file, the median of some rounds, without and with history. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    Path work = Files.createTempDirectory(Path.of(arguments[0]), "keep-cost-");
    try {
      measure(work.resolve("warm-up"), Duration.ofDays(30));
      for (int repetition = 0; repetition < 3; repetition++) {
        report(out, "kept nothing", measure(work.resolve("none" + repetition), Duration.ZERO));
        report(out, "kept all", measure(work.resolve("all" + repetition), Duration.ofDays(30)));
      }
    } finally {
      Tree.deleteAll(work);
    }
  }

  private static void report(PrintStream out, String what, long[][] nanos) {
    out.printf(
        "%-13s replaced %.1f us, deleted %.1f us each%n",
        what, median(nanos[0]) / 1000.0 / FILES, median(nanos[1]) / 1000.0 / FILES);
  }

  private static long median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }

  private static long[][] measure(Path work, Duration history) throws Exception {
    Tree mine = Tree.at(work.resolve("mine"));
    Path there = Tree.at(work.resolve("there")).path("");
    ReplicaStore store =
        new ReplicaStore(
            work.resolve("state"),
            new FolderScanner(Clock.systemUTC()),
            new Disk(),
            Clock.systemUTC(),
            history);
    store.recover();
    long[][] nanos = new long[2][ROUNDS];
    long cycle = 0;
    for (int round = 0; round < ROUNDS; round++) {
      fill(mine, "old " + round);
      play(store, ++cycle, mine, there);
      fill(mine, "new " + round);
      nanos[0][round] = play(store, ++cycle, mine, there);
      mine.delete("files");
      nanos[1][round] = play(store, ++cycle, mine, there);
    }
    return nanos;
  }

  private static void fill(Tree mine, String content) throws Exception {
    for (int i = 0; i < FILES; i++) {
      mine.file("files/" + i, content + " " + i);
    }
  }

  private static long play(ReplicaStore store, long number, Tree mine, Path there)
      throws Exception {
    var set = ScriptedCycle.set(true, false, List.of(there));
    ScriptedCycle cycle = ScriptedCycle.record(number, set, List.of(mine.path("")), List.of(there));
    long started = System.nanoTime();
    StagedCommit.Outcome outcome = cycle.play(store, List.of(there));
    long nanos = System.nanoTime() - started;
    if (!outcome.committed()) {
      throw new IllegalStateException(outcome.reason().toString());
    }
    return nanos;
  }
}
