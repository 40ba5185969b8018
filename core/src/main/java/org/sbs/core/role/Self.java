package org.sbs.core.role;

/**
 * What does not change while a node runs.
 *
 * @param peerName how sentences call the peer: its address as configured
 * @param forced whether its user told it to start though its data may be old (R1.8)
 */
public record Self(
    String nodeId, Mode mode, Timing timing, Limits limits, String peerName, boolean forced) {
  /**
   * After how long without a word a port that accepts counts as a frozen peer, for a node that is
   * in no hurry. Whoever forces the start looked at the other node, and does not wait so long.
   */
  long frozenNanos() {
    return forced ? 2 * timing.patience() : limits.frozenNanos();
  }
}
