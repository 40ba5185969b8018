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
        ? go(again(), ofPeer(ReasonCode.JOIN_REFUSED).with("why", event.why()))
        : ignore();
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    return event.link() == phase.link()
        ? go(again(), ofPeer(ReasonCode.JOIN_LINK_CLOSED).with("why", event.why()))
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

  @Override
  public Step woken(Event.Woken event) {
    return giveUp(Reason.of(ReasonCode.NODE_SLEPT));
  }

  private Step giveUp(Reason why) {
    return go(
        again(),
        ofPeer(ReasonCode.JOIN_NOT_ACCEPTED).with("why", why),
        new Effect.Close(phase.link(), why));
  }

  /**
   * It has answered, so the next question gets its whole time: what did not come since then, or
   * while this node slept, says nothing against it yet (R1.8).
   */
  private NodeState again() {
    return state.in(later(phase.election().trusting(), timing().askAgain()));
  }
}
