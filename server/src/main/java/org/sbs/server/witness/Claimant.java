package org.sbs.server.witness;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Who speaks to a witness.
 *
 * @param pairName the same on both nodes and another for every pair: letters and digits
 * @param named whether this node knows that name, now, and did not only derive it from its key
 * @param seal by which the pair knows its own claims
 * @param nodeId this node's, 32 hexadecimal digits
 * @param knownEpoch the highest epoch that this node has seen, now
 */
public record Claimant(
    String pairName,
    BooleanSupplier named,
    ClaimSeal seal,
    String nodeId,
    LongSupplier knownEpoch) {
  /** A node that knows the name of its pair. */
  public Claimant(String pairName, ClaimSeal seal, String nodeId, LongSupplier knownEpoch) {
    this(pairName, () -> true, seal, nodeId, knownEpoch);
  }
}
