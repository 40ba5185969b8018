package org.sbs.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Virtual time: actions run one after another, in the order of their times. */
final class World {
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1000 * MILLI;
  private static final int TRACE = 400;

  final Random random;
  final List<SimNode> nodes = new ArrayList<>();
  final SimHistory history = new SimHistory();
  final SimLedger files;
  Optional<SimWitness> witness = Optional.empty();

  /**
   * Whether both may come to serve: a node without its cable was forced to start, or took over from
   * one that was dead then and has come back.
   */
  boolean excused;

  private final ActionQueue queue = new ActionQueue();
  private final Deque<String> trace = new ArrayDeque<>();
  private final boolean telling;
  private long now = SECOND;
  private long lastServedEpoch;

  World(long seed, boolean telling) {
    this.telling = telling;
    random = new SimRandom(seed);
    files = new SimLedger(this, seed);
  }

  long now() {
    return now;
  }

  void after(long nanos, Runnable run) {
    queue.add(now + nanos, run);
  }

  /** Between the two, both in milliseconds. */
  long millis(int from, int to) {
    return (from + random.nextInt(to - from + 1)) * MILLI + random.nextInt(1000);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** Fails the run where a promise is broken: without the cost of a sentence that nobody reads. */
  static void promise(boolean kept, String promise) {
    if (!kept) {
      throw new AssertionError(promise);
    }
  }

  /** An epoch begins in a pair with a witness: it is above all before it, whoever's they were. */
  void epochs(long epoch) {
    assertThat(epoch).as("R6.1 each epoch is above all before it").isGreaterThan(lastServedEpoch);
    lastServedEpoch = epoch;
  }

  /** Runs all that is due in the next while, and calls the check after each action. */
  void run(long nanos, Runnable check) {
    long end = now + nanos;
    while (queue.dueAt() <= end) {
      now = queue.dueAt();
      queue.remove().run();
      check.run();
    }
    now = end;
  }

  /** The story is told only when a failed seed is run again: telling it takes most of the time. */
  void note(Supplier<String> what) {
    if (!telling) {
      return;
    }
    if (trace.size() == TRACE) {
      trace.removeFirst();
    }
    trace.addLast("%10.4f s  %s".formatted(now / 1e9, what.get()));
  }

  String story() {
    return String.join("\n", trace);
  }
}
