package org.sbs.core.role;

import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Asked a primary to follow it. */
final class JoiningRules extends Rules {
  private final Phase.Joining phase;

  JoiningRules(NodeState state, Phase.Joining phase, long now) {
    super(state, now);
    this.phase = phase;
  }

  @Override
  public Step followAccepted(Event.FollowAccepted event) {
    if (event.link() != phase.link()) {
      return ignore();
    }
    if (isOld(event.epoch())) {
      return giveUp(Reason.of(ReasonCode.JOIN_EPOCH_OVER).with("epoch", event.epoch()));
    }
    DurableState durable = state.durable().following(phase.primary().nodeId(), event.epoch());
    if (!phase.election().lost()) {
      // Until the first cycle it has what it had when it last ran.
      durable = durable.withOldData();
    }
    NodeState next = state.with(durable).with(state.watch().leaseState().heardPrimary(now));
    return go(
        next.in(new Phase.Following(event.link(), event.epoch(), now, 0)),
        ofPeer(ReasonCode.SECONDARY_OF).with("epoch", event.epoch()),
        new Effect.Persist(durable),
        new Effect.Receive(event.link()),
        new Effect.Beat(event.link(), now, 0));
  }

  @Override
  public Step followRefused(Event.FollowRefused event) {
    return event.link() == phase.link()
        ? go(
            state.in(later(phase.election().trusting(), timing().askAgain())),
            ofPeer(ReasonCode.JOIN_REFUSED).with("why", event.why()))
        : ignore();
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    return event.link() == phase.link()
        ? go(again(phase.election()), ofPeer(ReasonCode.JOIN_LINK_CLOSED).with("why", event.why()))
        : ignore();
  }

  /** A peer that is another than the one that was to be followed does not know of that any more. */
  @Override
  public Step peerAsked(Event.PeerAsked event) {
    Step greeted = super.peerAsked(event);
    boolean same =
        event.peer().announcedRole() == AnnouncedRole.PRIMARY
            && event.peer().epoch() == phase.primary().epoch();
    return same
        ? greeted
        : before(
            new JoiningRules(greeted.state(), phase, now)
                .giveUp(Reason.of(ReasonCode.PEER_BEGINS_ANEW)),
            greeted.effects());
  }

  @Override
  public Step tick(Event.Tick event) {
    return now - phase.untilNanos() < 0 ? ignore() : giveUp(Reason.of(ReasonCode.JOIN_UNANSWERED));
  }

  /** What did not come while this node slept says nothing against its primary. */
  @Override
  public Step woken(Event.Woken event) {
    return giveUp(Reason.of(ReasonCode.NODE_SLEPT), phase.election().trusting());
  }

  private Step giveUp(Reason why) {
    return giveUp(why, phase.election());
  }

  private Step giveUp(Reason why, ElectionContext election) {
    return go(
        again(election),
        ofPeer(ReasonCode.JOIN_NOT_ACCEPTED).with("why", why),
        new Effect.Close(phase.link(), why));
  }

  private NodeState again(ElectionContext election) {
    return state.in(later(election, timing().askAgain()));
  }
}
