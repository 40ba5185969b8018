package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Phase.Purpose;

/** What a primary answers to a node that wants to follow it. */
final class FollowerAdmission extends Rules {
  private final Phase.Serving phase;

  FollowerAdmission(NodeState state, Phase.Serving phase, long now) {
    super(state, now);
    this.phase = phase;
  }

  @Override
  public Step followAsked(Event.FollowAsked event) {
    if (phase.unsure()) {
      return stay(state, new Effect.Refuse(event.link(), ReasonCode.PRIMARY_UNSURE));
    }
    Optional<Reason> clash = Precedence.clash(state.view(), event.peer());
    if (clash.isPresent()) {
      return go(
          learning(event.peer()),
          Reason.of(ReasonCode.SETTINGS_WRONG).with("why", clash.get()),
          new Effect.Refuse(event.link(), clash.get()));
    }
    Optional<Follower> old = phase.follower();
    if (state.durable().lineage().lastEpoch() > phase.epoch()) {
      Effect refuse = new Effect.Refuse(event.link(), ReasonCode.EPOCH_IS_RAISED);
      return isStuckBeside(event.peer())
          ? before(leaveItToFit(event.peer()), List.of(refuse))
          : stay(learning(event.peer()), refuse);
    }
    if (seenMoreThanThisServedEpoch(event.peer()) && lease().isPresent()) {
      Reason why = Reason.of(ReasonCode.LATER_EPOCH_THERE);
      return before(
          StepDown.begin(
              learning(event.peer()),
              phase,
              Purpose.ASIDE,
              why,
              why.and(Reason.of(ReasonCode.EPOCH_CLAIMED_ANEW)),
              now),
          List.of(new Effect.Refuse(event.link(), ReasonCode.EPOCH_IS_RAISED)));
    }
    if (seenMoreThanThisServedEpoch(event.peer())) {
      DurableState raised = learning(event.peer()).durable();
      raised = raised.reigning(Bound.EPOCH.next(raised.epoch()));
      return go(
          state.with(raised),
          Reason.of(ReasonCode.LATER_EPOCH_THERE)
              .and(Reason.of(ReasonCode.EPOCH_RAISED).with("epoch", raised.epoch())),
          new Effect.Persist(raised),
          new Effect.Refuse(event.link(), ReasonCode.EPOCH_IS_RAISED));
    }
    Follower follower = Follower.joined(event.link(), event.peer(), now);
    NodeState next = learning(event.peer()).in(phase.with(Optional.of(follower)));
    DurableState durable = next.durable().connectedWith(event.peer().nodeId());
    Step step =
        go(
            next.with(durable),
            ofPeer(ReasonCode.SECONDARY_FOLLOWS),
            new Effect.Persist(durable),
            new Effect.Accept(event.link(), phase.epoch()));
    return old.map(
            gone -> before(step, List.of(new Effect.Close(gone.link(), ReasonCode.LINK_REPLACED))))
        .orElse(step);
  }

  /**
   * Whether its disk does not take the raised epoch and its service does not run, while the other
   * node could serve: then nobody would, for as long as the disk is like that (R2.10).
   */
  private boolean isStuckBeside(PeerView peer) {
    ServiceHealth service = phase.serviceHealth();
    return !service.isUp()
        && service.isWornOut(state.self().limits())
        && state.watch().fitness().found().isPresent()
        && peer.weakness().isEmpty()
        && !peer.lineage().isEmpty()
        && !state.watch().paused();
  }

  private Step leaveItToFit(PeerView peer) {
    Reason weakness = state.watch().fitness().found().orElseThrow();
    return StepDown.begin(
        learning(peer),
        phase,
        Purpose.ASIDE,
        Reason.of(ReasonCode.NOT_FIT_TO_GO_ON),
        ofPeer(ReasonCode.ROLE_PASSES_UNFIT).with("why", weakness),
        now);
  }

  /** Epochs must rise along each node's life: then the last epoch tells which data is newer. */
  private boolean seenMoreThanThisServedEpoch(PeerView peer) {
    boolean anotherServedEpochOfThisNumber =
        peer.lineage().lastEpoch() == phase.epoch()
            && !peer.lineage().lastPrimary().equals(state.durable().lineage().lastPrimary());
    return peer.epoch() > phase.epoch() || anotherServedEpochOfThisNumber;
  }
}
