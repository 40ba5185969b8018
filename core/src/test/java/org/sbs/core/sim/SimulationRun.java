package org.sbs.core.sim;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a range of seeds on a number of threads; the first that fails ends the run. As a program it
 * has one thread, says every half minute how far it is, and ends with 1 when a seed fails:
 *
 * <pre>java -cp … org.sbs.core.sim.SimulationRun --first 1 --runs 250000</pre>
 */
final class SimulationRun {
  private static final int BLOCK = 100;

  /** Of so many seeds one is run on busy machines, too. */
  private static final int STALLS = 32;

  private static final long REPORT_SECONDS = 30;

  private final long first;
  private final long runs;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicBoolean failed = new AtomicBoolean();

  SimulationRun(long first, long runs) {
    this.first = first;
    this.runs = runs;
  }

  public static void main(String[] args) {
    long first = 1;
    long runs = 50_000;
    int threads = 1;
    for (int i = 0; i < args.length; i += 2) {
      String value = i + 1 < args.length ? args[i + 1] : "";
      try {
        switch (args[i]) {
          case "--first" -> first = Long.parseLong(value);
          case "--runs" -> runs = Long.parseLong(value);
          case "--threads" -> threads = Integer.parseInt(value);
          default -> throw new NumberFormatException();
        }
      } catch (NumberFormatException e) {
        System.err.println("Not understood: " + args[i] + " " + value);
        System.err.println("Usage: SimulationRun [--first SEED] [--runs N] [--threads N]");
        System.exit(2);
      }
    }
    try {
      new SimulationRun(first, runs).run(threads, System.out);
    } catch (AssertionError e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Runs all of them.
   *
   * @throws AssertionError that names the seed and tells the story
   */
  void run(int threads, PrintStream out) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long begun = System.nanoTime();
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(this::work));
      }
      for (Future<?> worker : workers) {
        while (!isOver(worker)) {
          report(out, begun);
        }
      }
      report(out, begun);
    } finally {
      pool.shutdownNow();
    }
  }

  private void work() {
    try {
      for (long from = next.getAndAdd(BLOCK);
          from < runs && !failed.get();
          from = next.getAndAdd(BLOCK)) {
        long end = Math.min(runs, from + BLOCK);
        for (long at = from; at < end; at++) {
          Simulation.run(first + at);
          if ((first + at) % STALLS == 0) {
            StallSimulation.run(first + at);
          }
        }
        done.addAndGet(end - from);
      }
    } catch (AssertionError e) {
      failed.set(true);
      throw e;
    }
  }

  private static boolean isOver(Future<?> worker) {
    try {
      worker.get(REPORT_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void report(PrintStream out, long begun) {
    out.println(
        "%,d of %,d schedules from seed %d passed in %d s"
            .formatted(done.get(), runs, first, (System.nanoTime() - begun) / 1_000_000_000L));
    out.flush();
  }
}
