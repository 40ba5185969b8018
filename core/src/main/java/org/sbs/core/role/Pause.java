package org.sbs.core.role;

import org.sbs.core.bound.Bound;

/**
 * A time without automatic takeovers, which belongs to the pair (R3.3).
 *
 * @param serial rises with each pause and each end of one, so that the later word counts on both
 *     nodes; 0 if there never was one
 * @param leftNanos how long it still lasts; 0 if it is over. Told as a remainder, for the nodes'
 *     clocks need not agree
 */
public record Pause(long serial, long leftNanos) {
  /** There never was one. */
  public static final Pause NONE = new Pause(0, 0);

  /** Checks the numbers. */
  public Pause {
    if (!Bound.PAUSE.allows(serial) || leftNanos < 0 || leftNanos > Bound.LONGEST_PAUSE_NANOS) {
      throw new IllegalArgumentException("pause " + serial + " of " + leftNanos + " ns");
    }
  }

  /** Whether this is the later word of two; of two said at once, the longer pause. */
  boolean overrules(Pause other) {
    return serial > other.serial || (serial == other.serial && leftNanos > other.leftNanos);
  }
}
