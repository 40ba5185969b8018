package org.sbs.core.role;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sbs.core.replica.Lineage;

/**
 * What a node must still know after a power cut. Immutable.
 *
 * @param nodeId the node's random id, 32 lower-case hexadecimal digits
 * @param epoch the highest epoch that the node has seen, its own or another's; never falls
 * @param lineage the reigns that the node's data has lived through
 * @param wasPrimary whether the node was primary when it last ran, and did not hand over
 * @param peerId the id of the last peer that it was connected with
 * @param activeSentinels the sentinels that were active when last listed; empty if never listed
 * @param cycle the last cycle that was committed, sent or received; 0 for none
 * @param handedOver whether it asked its peer to take over and has not served since
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

  /** Checks that nothing is missing. */
  public DurableState {
    Objects.requireNonNull(nodeId, "nodeId");
    Objects.requireNonNull(lineage, "lineage");
    Objects.requireNonNull(peerId, "peerId");
    if (epoch < 0 || cycle < 0) {
      throw new IllegalArgumentException("epoch " + epoch + " or cycle " + cycle + " is negative");
    }
    activeSentinels = activeSentinels.map(List::copyOf);
  }

  /** The state of a node that never ran. */
  public static DurableState fresh(String nodeId) {
    return new DurableState(
        nodeId, 0, Lineage.NONE, false, Optional.empty(), Optional.empty(), 0, false);
  }

  /** Having seen that epoch. */
  public DurableState sawEpoch(long seen) {
    return new DurableState(
        nodeId,
        Math.max(epoch, seen),
        lineage,
        wasPrimary,
        peerId,
        activeSentinels,
        cycle,
        handedOver);
  }

  /** Being primary of a new reign. */
  public DurableState reigning(long newEpoch) {
    return new DurableState(
        nodeId,
        Math.max(epoch, newEpoch),
        lineage.with(newEpoch, nodeId),
        true,
        peerId,
        activeSentinels,
        cycle,
        false);
  }

  /** Following that peer in its reign. */
  public DurableState following(String peer, long reign) {
    return new DurableState(
        nodeId,
        Math.max(epoch, reign),
        lineage,
        false,
        Optional.of(peer),
        activeSentinels,
        cycle,
        false);
  }

  /** Being connected with that peer, as its primary. */
  public DurableState connectedWith(String peer) {
    return new DurableState(
        nodeId, epoch, lineage, wasPrimary, Optional.of(peer), activeSentinels, cycle, handedOver);
  }

  /** Having asked the peer to take over. */
  public DurableState handingOver() {
    return new DurableState(nodeId, epoch, lineage, false, peerId, activeSentinels, cycle, true);
  }

  /** Having listed those sentinels as active. */
  public DurableState withActive(List<String> active) {
    return new DurableState(
        nodeId, epoch, lineage, wasPrimary, peerId, Optional.of(active), cycle, handedOver);
  }

  /** Having committed that cycle; an older one changes nothing. */
  public DurableState withCopy(Copy copy) {
    if (copy.lineage().lastEpoch() < lineage.lastEpoch()
        || (copy.lineage().lastEpoch() == lineage.lastEpoch() && copy.cycle() <= cycle)) {
      return this;
    }
    return new DurableState(
        nodeId,
        Math.max(epoch, copy.lineage().lastEpoch()),
        copy.lineage(),
        wasPrimary,
        peerId,
        Optional.of(copy.activeSentinels()),
        copy.cycle(),
        handedOver);
  }
}
