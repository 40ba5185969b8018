package org.sbs.systemtests.kit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Strikes the secondary B at random instants while the primary A edits and sends without a pause,
 * starts it again, and compares its folder with the generations: it must be exactly one of them,
 * and none older than the last that was acknowledged.
 *
 * <p>Mostly the primary lives on; B's folder is looked at when B has recovered and before the
 * primary may send anything. At each fourth strike the primary is killed too: then B starts with
 * nobody to ask, takes over, and sends A what it has.
 */
public final class CutSeries {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ALONE_EACH = 4;
  private static final int LONGEST_WAIT_MS = 500;

  private final TestPair pair;
  private final GenerationWriter writer;
  private final Random random;
  private int old;
  private int fresh;
  private final List<String> violations = new ArrayList<>();

  /** What happens to B. */
  public interface Strike {
    /** B runs, and does not any more when this returns. */
    void strike() throws IOException;

    /** What B needs to be started again. */
    void repair() throws IOException;
  }

  /**
   * What came of a series.
   *
   * @param strikes how many
   * @param old after how many B had the last acknowledged generation
   * @param fresh after how many B had the one in flight
   * @param violations what must not be; best empty
   */
  public record Result(int strikes, int old, int fresh, List<String> violations) {}

  private CutSeries(TestPair pair, GenerationWriter writer, Random random) {
    this.pair = pair;
    this.writer = writer;
    this.random = random;
  }

  /** Runs so many strikes on a pair that does not run yet. */
  public static Result run(TestPair pair, int strikes, long seed, Strike strike) throws Exception {
    // At each fourth strike B starts alone: it need not wait long for a peer that is dead.
    pair.b().settings().set("pair.start-wait-seconds", 1);
    GenerationWriter writer = pair.closing(GenerationWriter.of(pair.a()));
    CutSeries series = new CutSeries(pair, writer, new Random(seed));
    pair.startReady();
    writer.release();
    for (int i = 1; i <= strikes && series.violations.isEmpty(); i++) {
      series.one(strike, i % ALONE_EACH == 0, "seed " + seed + ", strike " + i);
    }
    return new Result(strikes, series.old, series.fresh, series.violations);
  }

  private void one(Strike strike, boolean alone, String which) throws Exception {
    int before = writer.acknowledged();
    await(which + ": a cycle is committed")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> writer.acknowledged() > before || !writer.goesOn());
    LockSupport.parkNanos(
        TimeUnit.MILLISECONDS.toNanos(1) * random.nextInt(LONGEST_WAIT_MS)
            + random.nextInt(1_000_000));
    if (!writer.goesOn()) {
      violations.add(which + ": a cycle was refused for no reason: " + writer.awaitRefused());
      return;
    }
    strike.strike();
    writer.awaitRefused();
    if (alone) {
      pair.a().kill();
    } else {
      pair.a().awaitStatus("has lost its secondary", status -> !status.peer().connected());
    }
    strike.repair();
    writer.hold();
    pair.b().start();
    await(which + ": B is up again or has ended")
        .atMost(PATIENCE)
        .pollInterval(Looks.AT_NODES)
        .until(() -> !pair.b().runs() || hasRecovered(alone));
    if (!pair.b().runs()) {
      violations.add(which + ": B does not start any more");
      return;
    }
    int found = compare(which);
    if (alone && found > 0) {
      returnToA(which);
    }
    writer.release();
  }

  private boolean hasRecovered(boolean alone) {
    return pair.b()
        .status()
        .filter(status -> status.role().equals(alone ? "primary" : "secondary"))
        .isPresent();
  }

  /** Returns the generation that B has, or 0. */
  private int compare(String which) throws IOException {
    TreeSnapshot there = TreeSnapshot.of(GenerationWriter.tree(pair.b()));
    int acknowledged = writer.acknowledged();
    for (String name : foreignNames()) {
      violations.add(which + ": " + name + " lies in B's folder");
    }
    for (int generation = writer.made();
        generation >= Math.max(0, acknowledged - 3);
        generation--) {
      if (there.differencesFrom(writer.snapshot(generation)).isEmpty()) {
        if (generation < acknowledged) {
          violations.add(
              which
                  + ": B has generation "
                  + generation
                  + "; "
                  + acknowledged
                  + " was acknowledged");
        } else if (generation == acknowledged) {
          old++;
        } else {
          fresh++;
        }
        return generation;
      }
    }
    violations.add(
        which
            + ": B has no generation; in what it differs from the acknowledged "
            + acknowledged
            + ": "
            + there.differencesFrom(writer.snapshot(acknowledged))
            + "; from "
            + writer.made()
            + ", the newest: "
            + there.differencesFrom(writer.snapshot(writer.made())));
    return 0;
  }

  private List<String> foreignNames() throws IOException {
    try (Stream<Path> names = Files.list(pair.b().files())) {
      return names
          .map(name -> name.getFileName().toString())
          .filter(name -> !Files.exists(pair.a().files().resolve(name)))
          .filter(name -> !TreeSnapshot.RESERVED.contains(name))
          .toList();
    }
  }

  /**
   * A joins B and becomes primary again. What was edited on A alone, after the last cycle that B
   * committed, is not lost (R5.1): both have the newest generation.
   */
  private void returnToA(String which) throws Exception {
    int generation = writer.made();
    pair.b().awaitServing();
    pair.a().start().awaitRole("secondary");
    pair.a().awaitReady();
    for (TestNode node : List.of(pair.a(), pair.b())) {
      List<String> differences =
          TreeSnapshot.of(GenerationWriter.tree(node)).differencesFrom(writer.snapshot(generation));
      if (!differences.isEmpty()) {
        violations.add(
            which + ": " + node.name() + " has not the newest generation: " + differences);
        return;
      }
    }
    pair.b().terminate().awaitEnd();
    pair.a().awaitServing();
    writer.resume(generation);
    pair.b().start().awaitRole("secondary");
  }
}
