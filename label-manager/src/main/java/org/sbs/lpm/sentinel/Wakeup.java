package org.sbs.lpm.sentinel;

import java.util.concurrent.TimeUnit;

/** Where a sentinel's thread waits. Thread safe. */
final class Wakeup {
  private boolean hinted;
  private boolean urged;

  /** Something may have come. */
  synchronized void hint() {
    hinted = true;
    notifyAll();
  }

  /** Something must be looked at now. */
  synchronized void urge() {
    urged = true;
    notifyAll();
  }

  /**
   * Waits for at most {@code mostMs}; a hint ends it after {@code leastMs}, an urge at once.
   *
   * @throws InterruptedException if the thread is to end
   */
  synchronized void await(long leastMs, long mostMs) throws InterruptedException {
    long start = System.nanoTime();
    while (!urged) {
      long passedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      long leftMs = (hinted ? leastMs : mostMs) - passedMs;
      if (leftMs <= 0) {
        break;
      }
      wait(leftMs);
    }
    hinted = false;
    urged = false;
  }
}
