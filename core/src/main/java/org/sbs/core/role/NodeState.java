package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.Phase.Leaving;
import org.sbs.core.role.Phase.Serving;

/**
 * All that the role machine knows. Immutable.
 *
 * @param durable what must outlive a crash; {@link Effect.Persist} asks for it to be written
 * @param unsaved whether the last attempt to write it failed, so that it must be tried again
 * @param eventNanos when the last event was handled: a long gap means that this node slept
 * @param attempts how many questions, promotions and last cycles there were so far: their numbers
 * @param watch what the node keeps in view beside its phase
 * @param stalls how long it, and its peer, was lately kept from running
 */
public record NodeState(
    Self self,
    DurableState durable,
    boolean unsaved,
    Phase phase,
    long eventNanos,
    long attempts,
    Observations watch,
    Stalls stalls) {
  private static final String NO_WITNESS = "none";

  /** Of a node that was not kept from running. */
  public NodeState(
      Self self,
      DurableState durable,
      boolean unsaved,
      Phase phase,
      long eventNanos,
      long attempts,
      Observations watch) {
    this(self, durable, unsaved, phase, eventNanos, attempts, watch, Stalls.none(eventNanos));
  }

  /** A node that starts now. */
  public static NodeState starting(Self self, DurableState durable, long now) {
    return new NodeState(
        self,
        durable,
        false,
        new Phase.Preparing(),
        now,
        0,
        Observations.starting(durable.pause(), now));
  }

  /** What the node tells its peer about itself. */
  public PeerView view() {
    long epoch = durable.epoch();
    if (phase instanceof Serving serving) {
      epoch = serving.epoch();
    } else if (phase instanceof Leaving leaving) {
      epoch = leaving.epoch();
    }
    return new PeerView(
        self.nodeId(),
        self.mode(),
        phase.announcedRole(),
        epoch,
        durable.lineage(),
        durable.wasPrimary(),
        durable.cycle(),
        pause(),
        watch.leaseState().trouble().isEmpty(),
        self.limits().lease().isEmpty() ? NO_WITNESS : watch.witness(),
        isServiceWornOut(),
        weakness(),
        durable.mayBeOld(),
        durable.membership(),
        stalls.longest(eventNanos));
  }

  /** Why this node could not be primary if nobody else were, as far as it knows. */
  public Optional<Reason> weakness() {
    return watch.fitness().unfit(self.timing().stepLimit(), eventNanos);
  }

  /** Whether the service failed here too often recently: nobody offers this node the role then. */
  public boolean isServiceWornOut() {
    return watch.isWornOut(eventNanos);
  }

  /**
   * Since when the service runs whose checks are to be done now. Empty while there is none: it does
   * not run here, is being started or ended, the pair is paused, or this node woke from a sleep and
   * does not know yet whether it still serves.
   */
  public Optional<Long> checkedRun() {
    boolean checked =
        phase instanceof Serving serving
            && serving.serviceHealth().isRun(serving.serviceHealth().sinceNanos())
            && !serving.unsure()
            && !watch.paused();
    return checked ? Optional.of(((Serving) phase).serviceHealth().sinceNanos()) : Optional.empty();
  }

  /** The pair's pause, with what is left of it now. */
  public Pause pause() {
    long end = watch.pauseEndNanos().orElse(eventNanos);
    return new Pause(durable.pause().serial(), Math.max(0, end - eventNanos));
  }

  NodeState in(Phase newPhase) {
    return new NodeState(self, durable, unsaved, newPhase, eventNanos, attempts, watch, stalls);
  }

  NodeState with(DurableState newDurable) {
    return new NodeState(self, newDurable, unsaved, phase, eventNanos, attempts, watch, stalls);
  }

  NodeState with(Observations newWatch) {
    return new NodeState(self, durable, unsaved, phase, eventNanos, attempts, newWatch, stalls);
  }

  NodeState with(Fitness newFitness) {
    return with(watch.with(newFitness));
  }

  NodeState with(LeaseState newLeaseState) {
    return with(watch.with(newLeaseState));
  }

  NodeState unsaved(boolean nowUnsaved) {
    return new NodeState(self, durable, nowUnsaved, phase, eventNanos, attempts, watch, stalls);
  }

  NodeState at(long now) {
    return new NodeState(self, durable, unsaved, phase, now, attempts, watch, stalls);
  }

  NodeState with(Stalls newStalls) {
    return new NodeState(self, durable, unsaved, phase, eventNanos, attempts, watch, newStalls);
  }

  /** The times that count now: the settings', with what is allowed for pauses of either node. */
  public Timing timing() {
    return self.timing().allowing(stalls.allowance(self.timing(), eventNanos));
  }

  NodeState attempted() {
    return new NodeState(self, durable, unsaved, phase, eventNanos, attempts + 1, watch, stalls);
  }
}
