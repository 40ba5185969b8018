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
 * @param hangNanos for so long, at most, a service hangs before its checks tell; 0 without checks
 * @param lease the witness's, if there is one (R6)
 */
public record Limits(
    long startWaitNanos,
    int maxTakeovers,
    long takeoverWindowNanos,
    int restarts,
    long hangNanos,
    Optional<Lease> lease) {
  private static final long SECOND = 1_000_000_000L;

  /** So long a busy machine may take for an answer. */
  private static final long BUSY = 60 * SECOND;

  /** From the settings of {@code [pair]} and {@code [service]}, without a witness. */
  public static Limits ofSeconds(
      long startWait, int maxTakeovers, long takeoverWindow, int restarts) {
    return new Limits(
        startWait * SECOND, maxTakeovers, takeoverWindow * SECOND, restarts, 0, Optional.empty());
  }

  /** With checks that tell within that time that the service hangs. */
  public Limits withChecks(long nanos) {
    return new Limits(startWaitNanos, maxTakeovers, takeoverWindowNanos, restarts, nanos, lease);
  }

  /**
   * A run as long as that is a good one: as the window, and longer than a service can hang without
   * being found.
   */
  long goodRunNanos() {
    return Math.max(takeoverWindowNanos, withMargin(hangNanos));
  }

  /** For so long a node on which the service ended too often is not offered the role (R2.6). */
  long diedNanos() {
    return takeoverWindowNanos;
  }

  /**
   * For so long a node on which the service hung too often is not offered the role: until the other
   * node has had the time to find that it hangs there as often (R2.6).
   */
  long hungNanos() {
    return Math.max(takeoverWindowNanos, withMargin((restarts + 1) * hangNanos));
  }

  private static long withMargin(long nanos) {
    return nanos + nanos / 4;
  }

  /**
   * For how long a start asks a port that accepts and says nothing before that counts as frozen
   * (R1.8).
   */
  long frozenNanos() {
    return Math.max(BUSY, startWaitNanos);
  }

  /** With a witness. */
  public Limits with(Lease witness) {
    return new Limits(
        startWaitNanos,
        maxTakeovers,
        takeoverWindowNanos,
        restarts,
        hangNanos,
        Optional.of(witness));
  }
}
