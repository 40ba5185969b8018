package org.sbs.server.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Waits for conditions that nobody announces. */
final class Waiting {
  private static final long STEP_MS = 50;

  private Waiting() {}

  /** What is waited for. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /** Looks again and again until the condition holds; false if it does not within the limit. */
  static boolean until(Duration limit, Condition condition) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      pause(STEP_MS);
    }
    return true;
  }

  static void pause(long ms) throws InterruptedIOException {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
