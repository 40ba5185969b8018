package org.sbs.core.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Phase.Purpose;

/**
 * What holds where a node with the pair's key is not one of the pair's two nodes (R1.10). Each node
 * says who its partner is. One that hears that its peer has another partner is excluded: it does
 * not serve, and asks ever more slowly. The two nodes of the pair name a third one once, and act as
 * if it were not there.
 */
final class ThirdNodeRules extends Rules {
  private ThirdNodeRules(NodeState state, long now) {
    super(state, now);
  }

  /** The step, if the event comes from outside the pair or tells this node that it is outside. */
  static Optional<Step> on(NodeState state, Event event, long now) {
    ThirdNodeRules rules = new ThirdNodeRules(state, now);
    if (event instanceof Event.PeerAsked asked) {
      return rules.asked(asked);
    }
    if (event instanceof Event.FollowAsked asked) {
      return rules.followWanted(asked);
    }
    return event instanceof Event.Answered answered ? rules.told(answered) : Optional.empty();
  }

  /** The state, after a peer showed that it takes this node as its partner, or has none yet. */
  static NodeState admitted(NodeState state, Event event) {
    return other(event)
            .filter(peer -> state.durable().excluded() && !excludes(state, peer))
            .filter(peer -> !isThird(state, peer))
            .isPresent()
        ? state.with(state.durable().excluded(false))
        : state;
  }

  private static Optional<PeerView> other(Event event) {
    if (event instanceof Event.PeerAsked asked) {
      return Optional.of(asked.peer());
    }
    return event instanceof Event.Answered answered
        ? Optional.of(answered.peer())
        : Optional.empty();
  }

  /** Whether this node's pair is complete without that one. */
  private static boolean isThird(NodeState state, PeerView peer) {
    return state.durable().membership().isComplete(peer.nodeId());
  }

  /** Whether that node is this one's peer, and its pair is complete without this node. */
  private static boolean excludes(NodeState state, PeerView peer) {
    return !isThird(state, peer) && peer.membership().isComplete(state.self().nodeId());
  }

  private Optional<Step> asked(Event.PeerAsked event) {
    Effect.Greet greet = new Effect.Greet(event.link());
    if (isThird(state, event.peer())) {
      return Optional.of(named(event.peer(), greet));
    }
    return excludes(state, event.peer())
        ? withdraw().map(step -> before(step, List.of(greet)))
        : Optional.empty();
  }

  private Optional<Step> followWanted(Event.FollowAsked event) {
    boolean third = isThird(state, event.peer());
    if (!third && !excludes(state, event.peer())) {
      return Optional.empty();
    }
    ReasonCode why = third ? ReasonCode.PAIR_IS_COMPLETE : ReasonCode.PAIR_IS_WITHOUT_THIS;
    Effect.Refuse refuse = new Effect.Refuse(event.link(), why);
    return Optional.of(third ? named(event.peer(), refuse) : stay(state, refuse));
  }

  private Optional<Step> told(Event.Answered event) {
    Effect close = new Effect.Close(event.link(), ReasonCode.NOT_OF_THIS_PAIR);
    if (excludes(state, event.peer())) {
      return withdraw().map(step -> before(step, List.of(close)));
    }
    if (!isThird(state, event.peer())) {
      return Optional.empty();
    }
    // One that knows that it is excluded does not serve: then nobody of the pair is there.
    boolean seeks =
        state.phase() instanceof Phase.Asking asking && asking.attempt() == event.attempt();
    if (seeks && !event.peer().membership().excluded()) {
      Phase.Asking asking = (Phase.Asking) state.phase();
      Reason why =
          Reason.of(ReasonCode.THIRD_NODE_AT_PEER)
              .with("peer", peer())
              .with("node", event.peer().nodeId().substring(0, 8));
      return Optional.of(before(hold(state, asking.election(), why), links(asking, close)));
    }
    Event nobody =
        new Event.NoAnswer(event.attempt(), true, Reason.of(ReasonCode.THIRD_NODE_ANSWERS));
    return Optional.of(before(nobody.accept(RoleMachine.rules(state, now)), List.of(close)));
  }

  private static List<Effect> links(Phase.Asking asking, Effect close) {
    List<Effect> effects = new ArrayList<>(List.of(close));
    asking
        .was()
        .ifPresent(was -> effects.add(new Effect.Close(was.link(), ReasonCode.NOT_FOLLOWED)));
    return effects;
  }

  /** Says once that a third node is there. */
  private Step named(PeerView third, Effect effect) {
    boolean told = state.watch().third().filter(id -> id.equals(third.nodeId())).isPresent();
    Reason reason =
        Reason.of(ReasonCode.THIRD_NODE_REFUSED).with("node", third.nodeId().substring(0, 8));
    return go(state.with(state.watch().named(third.nodeId())), told ? Reason.NONE : reason, effect);
  }

  /** Does not serve beside the pair. */
  private Optional<Step> withdraw() {
    DurableState durable = state.durable().excluded(true);
    NodeState next = state.with(durable);
    List<Effect> write =
        durable.equals(state.durable()) ? List.of() : List.of(new Effect.Persist(durable));
    Phase phase = state.phase();
    if (phase instanceof Phase.Serving serving) {
      Reason why = Reason.of(ReasonCode.EXCLUDED_STEPS_ASIDE).with("peer", peer());
      Reason others = Reason.of(ReasonCode.PAIR_OF_OTHERS);
      return Optional.of(
          before(StepDown.begin(next, serving, Purpose.ASIDE, others, why, now), write));
    }
    Optional<ElectionContext> election = election(phase);
    List<Effect> first = new ArrayList<>(write);
    if (phase instanceof Phase.Asking asking) {
      asking
          .was()
          .ifPresent(was -> first.add(new Effect.Close(was.link(), ReasonCode.NOT_FOLLOWED)));
    }
    return election.map(
        seeking -> before(hold(next, seeking, PromotionBlockers.excluded(next)), first));
  }

  private static Optional<ElectionContext> election(Phase phase) {
    if (phase instanceof Phase.Asking asking) {
      return Optional.of(asking.election());
    }
    return phase instanceof Phase.Waiting waiting
        ? Optional.of(waiting.election())
        : Optional.empty();
  }
}
