package org.sbs.core.role;

/**
 * How long this node, and its peer, was lately kept from running: by a busy machine or by its own
 * memory management. Measured by the ticks that come late. What was not heard meanwhile says
 * nothing of the peer, so that much longer silence is allowed. Immutable.
 *
 * @param longestNanos the longest pause of this node that counts still
 * @param endNanos when it ended; the longer ago, the less of it counts
 * @param unheardNanos all pauses of this node since it last heard of its peer
 * @param peerNanos the longest of the peer, as it said
 * @param peerToldNanos when it said so
 * @param toldNanos of how much the operator was told last; 0 for never
 */
record Stalls(
    long longestNanos,
    long endNanos,
    long unheardNanos,
    long peerNanos,
    long peerToldNanos,
    long toldNanos) {
  /** A pause is forgotten after so long. */
  static final long MEMORY = 60_000_000_000L;

  /** More than this is never allowed for, whatever the settings are. */
  static final long MOST = 2_000_000_000L;

  static Stalls none(long now) {
    return new Stalls(0, now, 0, 0, now, 0);
  }

  /**
   * With a pause that ends now. One that is shorter than a tick is in the slack that the silence
   * limit has anyway. One that is longer than the limit is a sleep (R2.9), and counts here as a
   * pause of just that length.
   */
  Stalls with(long lateNanos, Timing timing, long now) {
    long pause = Math.min(lateNanos, timing.silenceLimit());
    if (pause < timing.tick()) {
      return this;
    }
    boolean longest = pause >= longest(now);
    return new Stalls(
        longest ? pause : longestNanos,
        longest ? now : endNanos,
        unheardNanos + pause,
        peerNanos,
        peerToldNanos,
        toldNanos);
  }

  /**
   * Having heard of the peer, and of its pauses. One that is shorter than what should be left of
   * the known one was said before that: a node that wakes answers questions before it has measured.
   */
  Stalls heard(long peersNanos, long now) {
    boolean news = peersNanos >= remembered(peerNanos, now - peerToldNanos);
    return new Stalls(
        longestNanos,
        endNanos,
        0,
        news ? peersNanos : peerNanos,
        news ? now : peerToldNanos,
        toldNanos);
  }

  Stalls told(long nanos) {
    return new Stalls(longestNanos, endNanos, unheardNanos, peerNanos, peerToldNanos, nanos);
  }

  /** This node's longest pause, of which less and less counts. */
  long longest(long now) {
    return remembered(longestNanos, now - endNanos);
  }

  private static long remembered(long pause, long age) {
    return age >= MEMORY ? 0 : (long) (pause * (1 - (double) age / MEMORY));
  }

  /** This node's own pauses, as they count now. */
  long own(long now) {
    return Math.max(longest(now), unheardNanos);
  }

  /** So much more silence is allowed than the settings say: never more than twice as much again. */
  long allowance(Timing timing, long now) {
    long peers = Math.min(peerNanos, timing.silenceLimit());
    return Math.min(own(now) + peers, Math.min(2 * timing.silenceLimit(), MOST));
  }
}
