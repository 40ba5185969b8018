package org.sbs.core.role;

/**
 * For how long a witness's word is good. Each node counts on its own monotonic clock, and the
 * shares below leave room for clocks that differ by 5 % and for the time that stopping takes
 * (R6.4).
 *
 * @param nanos the whole length
 */
public record Lease(long nanos) {
  /** From the setting {@code witness.lease-seconds}. */
  public static Lease ofSeconds(long seconds) {
    return new Lease(seconds * 1_000_000_000L);
  }

  /**
   * So long after the last word in its favour was asked for, the holder begins to stop its service.
   */
  long serveNanos() {
    return nanos / 2;
  }

  /** So long the service may take to stop then; what still runs is killed. */
  long stopNanos() {
    return nanos / 4;
  }

  /** So long another node must have seen no sign of the holder before it may claim. */
  long waitNanos() {
    return nanos + nanos / 8;
  }

  /** Between two questions to the witness. */
  long renewNanos() {
    return nanos / 8;
  }
}
