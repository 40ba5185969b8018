package org.sbs.core.role;

import java.util.Optional;

/**
 * What keeps a node from acting too soon, too often, or without leave.
 *
 * @param startWaitNanos how long a node whose data may be old waits for its peer (R1.8)
 * @param maxTakeovers so many takeovers are made in the window, no more (R2.6)
 * @param takeoverWindowNanos the window
 * @param restarts so often a service that failed is started again in place before the role passes;
 *     a run as long as the window is a good one (R7.3)
 * @param lease the witness's, if there is one (R6)
 */
public record Limits(
    long startWaitNanos,
    int maxTakeovers,
    long takeoverWindowNanos,
    int restarts,
    Optional<Lease> lease) {
  private static final long SECOND = 1_000_000_000L;

  /** From the settings of {@code [pair]} and {@code [service]}, without a witness. */
  public static Limits ofSeconds(
      long startWait, int maxTakeovers, long takeoverWindow, int restarts) {
    return new Limits(
        startWait * SECOND, maxTakeovers, takeoverWindow * SECOND, restarts, Optional.empty());
  }

  /** With a witness. */
  public Limits with(Lease witness) {
    return new Limits(
        startWaitNanos, maxTakeovers, takeoverWindowNanos, restarts, Optional.of(witness));
  }
}
