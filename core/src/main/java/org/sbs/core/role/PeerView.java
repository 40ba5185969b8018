package org.sbs.core.role;

import java.util.Objects;
import java.util.Optional;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Lineage;

/**
 * What one node says of itself to the other, in its greeting and in every heartbeat. Immutable.
 *
 * @param nodeId the node's own random id, 32 lower-case hexadecimal digits, made at its first start
 * @param mode the configured mode
 * @param announcedRole what it is and does now
 * @param epoch the highest epoch that it has durably lived through; 0 before its first epoch
 * @param lineage the epochs that its data has lived through
 * @param wasPrimary whether it was primary when it last ran (R1.4)
 * @param cycle the last cycle that it committed or sent whole in this epoch; 0 for none
 * @param pause the pair's pause, as this node knows it
 * @param able whether nothing but the other node keeps it from serving: its witness answers
 * @param witness what tells its witness from others: "none" without one, "" while it is not known
 * @param failing whether its service failed there too often recently (R7.3)
 * @param weakness why it could not be primary though nobody else keeps it from that (R2.10)
 * @param mayBeOld whether its data may lack what the other node changed while it did not run (R1.8)
 * @param membership which pair it belongs to (R1.10)
 * @param stallNanos for how long it was lately kept from running at most
 */
public record PeerView(
    String nodeId,
    Mode mode,
    AnnouncedRole announcedRole,
    long epoch,
    Lineage lineage,
    boolean wasPrimary,
    long cycle,
    Pause pause,
    boolean able,
    String witness,
    boolean failing,
    Optional<Reason> weakness,
    boolean mayBeOld,
    Membership membership,
    long stallNanos) {
  /** Of a node that was not kept from running. */
  public PeerView(
      String nodeId,
      Mode mode,
      AnnouncedRole announcedRole,
      long epoch,
      Lineage lineage,
      boolean wasPrimary,
      long cycle,
      Pause pause,
      boolean able,
      String witness,
      boolean failing,
      Optional<Reason> weakness,
      boolean mayBeOld,
      Membership membership) {
    this(
        nodeId,
        mode,
        announcedRole,
        epoch,
        lineage,
        wasPrimary,
        cycle,
        pause,
        able,
        witness,
        failing,
        weakness,
        mayBeOld,
        membership,
        0);
  }

  /** Checks that nothing is missing, and that no number is absurd. */
  public PeerView {
    Objects.requireNonNull(nodeId, "nodeId");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(announcedRole, "standing");
    Objects.requireNonNull(lineage, "lineage");
    Objects.requireNonNull(pause, "pause");
    Objects.requireNonNull(witness, "witness");
    Objects.requireNonNull(membership, "membership");
    Objects.requireNonNull(weakness, "weakness");
    Bound.EPOCH.require(epoch);
    Bound.CYCLE.require(cycle);
  }

  /** Why the role is not to be given to it. */
  Optional<Reason> unfit() {
    if (!able) {
      return Optional.of(Reason.of(ReasonCode.UNFIT_WITNESS));
    }
    return weakness.or(
        () -> failing ? Optional.of(Reason.of(ReasonCode.UNFIT_SERVICE)) : Optional.empty());
  }
}
