package org.sbs.server.health;

import org.sbs.core.health.CheckOutcome;

/** Asks the service, in one way, whether it works. Used by one thread at a time. */
public interface HealthProbe {
  /**
   * Asks once. Returns within that time, or very soon after it: what hangs is given up, or ended if
   * it is a program.
   *
   * @throws InterruptedException if the thread is to end
   */
  CheckOutcome ask(long withinNanos) throws InterruptedException;
}
