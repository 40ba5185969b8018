package org.sbs.server.sync.disk;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes many small files, or the parts of a large one, while the next ones arrive. The first few
 * are written at once: threads pay only for more. Of several failures the first counts, in the
 * order of the work. Used by one thread.
 */
public final class StageWriters {
  /** Something to be written. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException;
  }

  static final int FEW = 64;

  private static final int THREADS = 2;
  private static final int WAITING = 256;

  /** Parts have up to 256 KiB. */
  private static final int PARTS_WAITING = 16;

  private final int most;
  private final int waiting;
  private final RejectedExecutionHandler whenFull;
  private ThreadPoolExecutor threads;
  private long begun;
  private long failedNumber = Long.MAX_VALUE;
  private Throwable failure;

  private StageWriters(int most, int waiting, RejectedExecutionHandler whenFull) {
    this.most = most;
    this.waiting = waiting;
    this.whenFull = whenFull;
  }

  /** For work of which none needs to wait for another. */
  public static StageWriters inAnyOrder() {
    return new StageWriters(THREADS, WAITING, new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /** For work that is to be done in the order in which it comes. */
  static StageWriters inOrder() {
    return new StageWriters(1, PARTS_WAITING, StageWriters::waitForRoom);
  }

  private static void waitForRoom(Runnable work, ThreadPoolExecutor threads) {
    try {
      threads.getQueue().put(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RejectedExecutionException("interrupted", e);
    }
  }

  /** Does it now or soon; fails if this or something before failed. */
  public void run(Work work) throws IOException {
    requireNoFailure();
    long number = begun++;
    if (number < FEW) {
      work.run();
      return;
    }
    if (threads == null) {
      threads =
          new ThreadPoolExecutor(
              most,
              most,
              0,
              TimeUnit.SECONDS,
              new ArrayBlockingQueue<>(waiting),
              StageWriters::thread,
              whenFull);
    }
    threads.execute(() -> attempt(number, work));
  }

  /** Returns when all is written, or fails. */
  public void finish() throws IOException {
    stop();
    requireNoFailure();
  }

  /** Returns when nothing is under way any more. */
  public void stop() {
    if (threads == null) {
      return;
    }
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    threads = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "sbs-stage");
    thread.setDaemon(true);
    return thread;
  }

  private void attempt(long number, Work work) {
    if (hasFailedBefore(number)) {
      return;
    }
    try {
      work.run();
    } catch (IOException | RuntimeException | Error e) {
      fail(number, e);
    }
  }

  /** What comes before a failure is tried all the same: its own failure would count instead. */
  private synchronized boolean hasFailedBefore(long number) {
    return failedNumber < number;
  }

  private synchronized void fail(long number, Throwable cause) {
    if (number < failedNumber) {
      failedNumber = number;
      failure = cause;
    }
  }

  private synchronized void requireNoFailure() throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw new IllegalStateException("a file cannot be staged", failure);
    }
  }
}
