package org.sbs.server.link;

/**
 * How far a bulk connection is, seen from one of its ends, in bytes on the wire. Immutable.
 *
 * @param sent handed to the network
 * @param received taken from the network
 * @param waiting whether this end waits for more
 */
public record BulkCount(long sent, long received, boolean waiting) {}
