package org.sbs.core.role;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sbs.core.replica.Lineage;

/**
 * What a node must still know after its process or its machine died. Whatever a message or a role
 * promises is in here, and durable, before it is promised. Immutable.
 *
 * @param nodeId the node's own random id, 32 lower-case hexadecimal digits, made at its first start
 * @param epoch the highest epoch that it has lived through; 0 before the first
 * @param lineage the reigns that its data has lived through
 * @param wasPrimary whether it was primary when it last ran (R1.4)
 * @param peerId the id of the peer that it last met, if it ever met one
 * @param activeSentinels the sentinels that were active on the primary, as last heard; empty while
 *     nothing is known, which is not the same as none
 * @param cycle the last cycle that it committed or sent whole in this reign; 0 for none
 * @param handedOver whether it has handed its role to the peer since it was last primary (R1.8)
 */
public record DurableState(
    String nodeId,
    long epoch,
    Lineage lineage,
    boolean wasPrimary,
    Optional<String> peerId,
    Optional<List<String>> activeSentinels,
    long cycle,
    boolean handedOver) {
  /** Checks that nothing is missing and no number negative, and copies the list. */
  public DurableState {
    Objects.requireNonNull(nodeId, "nodeId");
    Objects.requireNonNull(lineage, "lineage");
    Objects.requireNonNull(peerId, "peerId");
    activeSentinels = activeSentinels.map(List::copyOf);
    if (epoch < 0 || cycle < 0) {
      throw new IllegalArgumentException("epoch " + epoch + " or cycle " + cycle + " is negative");
    }
  }

  /** The state of a node that has just got its id and has lived through nothing. */
  public static DurableState fresh(String nodeId) {
    return new DurableState(
        nodeId, 0, Lineage.NONE, false, Optional.empty(), Optional.empty(), 0, false);
  }
}
