package org.sbs.core.role;

/**
 * What does not change while a node runs.
 *
 * @param peerName how sentences call the peer: its address as configured
 * @param forced whether its user told it to start though its data may be old (R1.8)
 */
public record Self(
    String nodeId, Mode mode, Timing timing, Limits limits, String peerName, boolean forced) {}
