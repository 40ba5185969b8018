package org.sbs.core.replica;

/**
 * Whether what one node sends over the connection for data arrives at the other. Asked at each
 * heartbeat: a way on which heartbeats arrive and data does not drops large packets. A slow way is
 * told from that by what arrives, and a busy receiver by not waiting. Pure.
 *
 * @param sent how much had been sent when this was last asked
 * @param received how much had arrived then
 * @param silentNanos for how long the receiver has waited in vain for what was sent
 * @param atNanos when this was last asked
 */
public record DataFlow(long sent, long received, long silentNanos, long atNanos) {
  /** Nothing was sent yet. */
  public static final DataFlow NONE = new DataFlow(0, 0, 0, 0);

  /** After so long a retransmission that was lost by chance has arrived. */
  static final long LIMIT_NANOS = 15_000_000_000L;

  /** A gap between two heartbeats counts no more than this: nobody knows what was during it. */
  static final long MOST_GAP_NANOS = 2_000_000_000L;

  /**
   * What is known of one direction.
   *
   * @param sent bytes that the one node handed to its network
   * @param received bytes that came out of the network at the other one, as it told since
   * @param waiting whether the other one waited for more then
   */
  public record Ends(long sent, long received, boolean waiting) {
    /** How much is on its way. */
    public long missing() {
      return Math.max(0, sent - received);
    }
  }

  /** How it stands with one more heartbeat, at that time. */
  public DataFlow after(Ends ends, long nowNanos) {
    if (isNewAttempt(ends)) {
      return new DataFlow(sent, received, silentNanos, nowNanos);
    }
    if (!ends.waiting() || ends.missing() == 0 || ends.received() != received) {
      return new DataFlow(ends.sent(), ends.received(), 0, nowNanos);
    }
    long gapNanos = Math.max(0, Math.min(nowNanos - atNanos, MOST_GAP_NANOS));
    return new DataFlow(ends.sent(), received, silentNanos + gapNanos, nowNanos);
  }

  /**
   * Whether the connection is made once more, because its handshake did not get through, and has
   * not come farther than the one before: that says nothing new.
   */
  private boolean isNewAttempt(Ends ends) {
    return ends.received() <= received && (ends.sent() < sent || ends.received() < received);
  }

  /** Whether heartbeats pass and data does not. */
  public boolean isLost() {
    return silentNanos >= LIMIT_NANOS;
  }
}
