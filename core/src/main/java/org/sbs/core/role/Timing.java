package org.sbs.core.role;

/**
 * The times by which a node decides, all in nanoseconds of a monotonic clock.
 *
 * @param heartbeat between two signs of life
 * @param silenceLimit after which a silent peer counts as dead, its last chance to answer included
 * @param askAgain between two questions to a peer that is there but has not decided
 * @param probe between two questions of a primary without secondary: is there another primary?
 * @param retry between two attempts at something that failed on this node: a disk, a service
 * @param allowance how much of the silence limit is for pauses of either node, beyond the settings
 */
public record Timing(
    long heartbeat, long silenceLimit, long askAgain, long probe, long retry, long allowance) {

  private static final long MILLI = 1_000_000L;

  /** From the settings {@code heartbeat-ms} and {@code silence-limit-ms}. */
  public static Timing ofMillis(long heartbeatMs, long silenceLimitMs) {
    return new Timing(
        heartbeatMs * MILLI, silenceLimitMs * MILLI, 50 * MILLI, 1000 * MILLI, 1000 * MILLI, 0);
  }

  /** The same, with so much more silence allowed for pauses. */
  Timing allowing(long nanos) {
    return nanos == 0
        ? this
        : new Timing(heartbeat, silenceLimit + nanos, askAgain, probe, retry, allowance + nanos);
  }

  /** Whether pauses make the limit longer by more than a quarter. */
  boolean isNoticeablyLonger() {
    return 4 * allowance > configuredLimit();
  }

  /** The limit of the settings. */
  private long configuredLimit() {
    return silenceLimit - allowance;
  }

  /** Within that a node has an event to handle, if nothing keeps it from running. */
  public long tick() {
    return heartbeat / 5;
  }

  /**
   * How long a question may take when the peer was just lost: the last quarter of the limit, and
   * half of what is allowed for pauses, for it is as exposed to them as the signs of life are.
   */
  public long lastChance() {
    return configuredLimit() / 4 + allowance / 2;
  }

  /**
   * How long a question may take at start-up, where both programs may be cold and their first
   * handshake takes its time, and how long one who is alive may fail to get through.
   */
  public long patience() {
    return configuredLimit() + silenceLimit;
  }

  /**
   * How long a step of a promotion or of a hand-over may take without getting on: then it counts as
   * one that does not come to its end, and the pair goes on without it (R2.10).
   */
  public long stepLimit() {
    return Math.max(10_000 * MILLI, 3 * silenceLimit);
  }

  /** The silence after which the question is put, so that the answer is due at the limit. */
  public long doubtAfter() {
    return silenceLimit - lastChance();
  }

  /** Between two questions of a node that nobody waits for. */
  long slowestProbe() {
    return 60 * probe;
  }

  /**
   * For how long what a node told its peer in a question or in an answer may still decide
   * something: as long as two questions that cross.
   */
  long crossing() {
    return 2 * patience();
  }
}
