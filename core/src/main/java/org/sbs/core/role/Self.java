package org.sbs.core.role;

/**
 * What does not change while a node runs.
 *
 * @param peerName how sentences call the peer: its address as configured
 */
public record Self(String nodeId, Mode mode, Timing timing, String peerName) {}
