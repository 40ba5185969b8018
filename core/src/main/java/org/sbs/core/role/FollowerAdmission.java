package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
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
      return stay(
          state, new Effect.Refuse(event.link(), "it woke from a sleep and is not sure yet"));
    }
    Optional<String> clash = Precedence.clash(state.view(), event.peer());
    if (clash.isPresent()) {
      return go(
          learning(event.peer()),
          "configuration error: " + clash.get(),
          new Effect.Refuse(event.link(), clash.get()));
    }
    Optional<Follower> old = phase.follower();
    if (state.durable().lineage().lastEpoch() > phase.epoch()) {
      return stay(
          learning(event.peer()),
          new Effect.Refuse(event.link(), "it raises its epoch above this node's"));
    }
    if (seenMoreThanThisServedEpoch(event.peer()) && lease().isPresent()) {
      String why = "the other node has lived through a later epoch than this one";
      return before(
          StepDown.begin(
              learning(event.peer()),
              phase,
              Purpose.ASIDE,
              why,
              Reason.sentence(why + "; a new one must be claimed"),
              now),
          List.of(new Effect.Refuse(event.link(), "it raises its epoch above this node's")));
    }
    if (seenMoreThanThisServedEpoch(event.peer())) {
      DurableState raised = learning(event.peer()).durable();
      raised = raised.reigning(Bound.EPOCH.next(raised.epoch()));
      return go(
          state.with(raised),
          "the other node has lived through a later epoch; this node goes on as epoch "
              + raised.epoch(),
          new Effect.Persist(raised),
          new Effect.Refuse(event.link(), "it raises its epoch above this node's"));
    }
    Follower follower = Follower.joined(event.link(), event.peer(), now);
    NodeState next = learning(event.peer()).in(phase.with(Optional.of(follower)));
    DurableState durable = next.durable().connectedWith(event.peer().nodeId());
    Step step =
        go(
            next.with(durable),
            peer() + " follows as secondary",
            new Effect.Persist(durable),
            new Effect.Accept(event.link(), phase.epoch()));
    return old.map(
            gone -> before(step, List.of(new Effect.Close(gone.link(), "replaced by a new link"))))
        .orElse(step);
  }

  /** Epochs must rise along each node's life: then the last epoch tells which data is newer. */
  private boolean seenMoreThanThisServedEpoch(PeerView peer) {
    boolean anotherServedEpochOfThisNumber =
        peer.lineage().lastEpoch() == phase.epoch()
            && !peer.lineage().lastPrimary().equals(state.durable().lineage().lastPrimary());
    return peer.epoch() > phase.epoch() || anotherServedEpochOfThisNumber;
  }
}
