package org.sbs.core.role;

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
      return giveUp("its epoch " + event.epoch() + " is over");
    }
    DurableState durable = state.durable().following(phase.primary().nodeId(), event.epoch());
    if (!phase.election().lost()) {
      // Until the first cycle it has what it had when it last ran.
      durable = durable.withOldData();
    }
    NodeState next = state.with(durable).with(state.watch().leaseState().heardPrimary(now));
    return go(
        next.in(new Phase.Following(event.link(), event.epoch(), now, 0)),
        "secondary of " + peer() + " in epoch " + event.epoch(),
        new Effect.Persist(durable),
        new Effect.Receive(event.link()),
        new Effect.Beat(event.link(), now, 0));
  }

  @Override
  public Step followRefused(Event.FollowRefused event) {
    return event.link() == phase.link()
        ? go(
            state.in(later(phase.election().trusting(), timing().askAgain())),
            peer() + " does not take this node as secondary yet: " + event.why())
        : ignore();
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    return event.link() == phase.link()
        ? go(again(), "the link closed before " + peer() + " accepted: " + event.why())
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
            new JoiningRules(greeted.state(), phase, now).giveUp("it begins anew"),
            greeted.effects());
  }

  @Override
  public Step tick(Event.Tick event) {
    return now - phase.untilNanos() < 0 ? ignore() : giveUp("no answer in time");
  }

  @Override
  public Step woken(Event.Woken event) {
    return giveUp("this node slept");
  }

  private Step giveUp(String why) {
    return go(again(), peer() + " did not accept: " + why, new Effect.Close(phase.link(), why));
  }

  private NodeState again() {
    return state.in(later(phase.election(), timing().askAgain()));
  }
}
