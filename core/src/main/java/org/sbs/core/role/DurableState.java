package org.sbs.core.role;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sbs.core.bound.Bound;
import org.sbs.core.replica.Lineage;

/**
 * What a node must still know after a power cut. Immutable.
 *
 * @param nodeId the node's random id, 32 lower-case hexadecimal digits
 * @param epoch the highest epoch that the node has seen, its own or another's; never falls
 * @param lineage the epochs that the node's data has lived through
 * @param wasPrimary whether the node was primary when it last ran, and did not hand over
 * @param peerId the id of the last peer that it was connected with
 * @param activeSentinels the sentinels that were active when last listed; empty if never listed
 * @param cycle the last cycle that was committed, sent or received; 0 for none
 * @param handedOver whether it asked its peer to take over and has not served since
 * @param followed whether it had a secondary in its last epoch and did not end cleanly without one:
 *     then that one may have taken over (R1.8)
 * @param pause the pair's pause, as it stood when last written
 * @param mayBeOld whether it served, or joined, without the data that its peer may have changed
 *     while this node did not run (R1.8); ends with the first cycle that both commit
 * @param excluded whether its peer has another partner: then it does not serve (R1.10)
 */
public record DurableState(
    String nodeId,
    long epoch,
    Lineage lineage,
    boolean wasPrimary,
    Optional<String> peerId,
    Optional<List<String>> activeSentinels,
    long cycle,
    boolean handedOver,
    boolean followed,
    Pause pause,
    boolean mayBeOld,
    boolean excluded) {

  /** Checks that nothing is missing, and that no number is absurd. */
  public DurableState {
    Objects.requireNonNull(nodeId, "nodeId");
    Objects.requireNonNull(lineage, "lineage");
    Objects.requireNonNull(peerId, "peerId");
    Objects.requireNonNull(pause, "pause");
    Bound.EPOCH.require(epoch);
    Bound.CYCLE.require(cycle);
    activeSentinels = activeSentinels.map(List::copyOf);
  }

  /** The state of a node that never ran. */
  public static DurableState fresh(String nodeId) {
    return new DurableState(
        nodeId,
        0,
        Lineage.NONE,
        false,
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        false,
        Pause.NONE,
        false,
        false);
  }

  /** Having seen that epoch. */
  public DurableState sawEpoch(long seen) {
    return seen <= epoch ? this : with(seen, wasPrimary, handedOver, followed);
  }

  /** Being primary of a new epoch. */
  public DurableState reigning(long newEpoch) {
    return new DurableState(
        nodeId,
        Math.max(epoch, newEpoch),
        lineage.with(newEpoch, nodeId),
        true,
        peerId,
        activeSentinels,
        cycle,
        false,
        false,
        pause,
        mayBeOld,
        excluded);
  }

  /** Following that peer in its epoch. */
  public DurableState following(String peer, long servedEpoch) {
    return with(Math.max(epoch, servedEpoch), false, false, false)
        .with(Optional.of(peer))
        .excluded(false);
  }

  /** Told that its peer has another partner, or that it has not. */
  public DurableState excluded(boolean now) {
    return new DurableState(
        nodeId,
        epoch,
        lineage,
        wasPrimary,
        peerId,
        activeSentinels,
        cycle,
        handedOver,
        followed,
        pause,
        mayBeOld,
        now);
  }

  /** Without its partner, which never comes back: the next node with the pair's key may be it. */
  public DurableState withoutPeer() {
    return with(epoch, wasPrimary, false, false).with(Optional.empty()).excluded(false);
  }

  /** What the node says of its pair. */
  public Membership membership() {
    return new Membership(peerId, excluded);
  }

  /** Being connected with that peer, as its primary. */
  public DurableState connectedWith(String peer) {
    return with(epoch, wasPrimary, handedOver, true).with(Optional.of(peer));
  }

  /** Having asked the peer to take over. */
  public DurableState handingOver() {
    return with(epoch, false, true, followed);
  }

  /** Having ended as primary, cleanly and without a secondary. */
  public DurableState endedAlone() {
    return with(epoch, wasPrimary, handedOver, false);
  }

  private DurableState with(
      long newEpoch, boolean nowPrimary, boolean nowHandedOver, boolean nowFollowed) {
    return new DurableState(
        nodeId,
        newEpoch,
        lineage,
        nowPrimary,
        peerId,
        activeSentinels,
        cycle,
        nowHandedOver,
        nowFollowed,
        pause,
        mayBeOld,
        excluded);
  }

  private DurableState with(Optional<String> peer) {
    return new DurableState(
        nodeId,
        epoch,
        lineage,
        wasPrimary,
        peer,
        activeSentinels,
        cycle,
        handedOver,
        followed,
        pause,
        mayBeOld,
        excluded);
  }

  /** Having listed those sentinels as active. */
  public DurableState withActive(List<String> active) {
    return new DurableState(
        nodeId,
        epoch,
        lineage,
        wasPrimary,
        peerId,
        Optional.of(active),
        cycle,
        handedOver,
        followed,
        pause,
        mayBeOld,
        excluded);
  }

  /** With that word on the pair's pause. */
  public DurableState withPause(Pause newPause) {
    return new DurableState(
        nodeId,
        epoch,
        lineage,
        wasPrimary,
        peerId,
        activeSentinels,
        cycle,
        handedOver,
        followed,
        newPause,
        mayBeOld,
        excluded);
  }

  /** Having data that may lack what the peer changed while this node did not run. */
  public DurableState withOldData() {
    return new DurableState(
        nodeId,
        epoch,
        lineage,
        wasPrimary,
        peerId,
        activeSentinels,
        cycle,
        handedOver,
        followed,
        pause,
        true,
        excluded);
  }

  /**
   * Having committed that cycle; an older one changes nothing. The first cycle of a connection
   * follows from comparing all files, so with it the nodes are reconciled.
   */
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
        copy.activeSentinels().or(() -> activeSentinels),
        copy.cycle(),
        handedOver,
        followed,
        pause,
        false,
        excluded);
  }

  /**
   * Whether, after this, the peer may have been primary without this node's knowledge: this node
   * was secondary, handed over, or ended uncleanly while it had a secondary (R1.8).
   */
  public boolean peerMayHaveTakenOver() {
    return peerId.isPresent() && (!wasPrimary || followed);
  }
}
