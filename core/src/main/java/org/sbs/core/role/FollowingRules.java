package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;

/** Secondary: watches its primary. */
final class FollowingRules extends Rules {
  private final Phase.Following phase;

  FollowingRules(NodeState state, Phase.Following phase, long now) {
    super(state, now);
    this.phase = phase;
  }

  @Override
  public Step heard(Event.Heard event) {
    return event.link() == phase.link()
        ? stay(
            learning(event.peer())
                .in(new Phase.Following(phase.link(), phase.epoch(), now, event.stampNanos())))
        : ignore();
  }

  @Override
  public Step beatDue(Event.BeatDue event) {
    return stay(state, new Effect.Beat(phase.link(), now, phase.stampNanos()));
  }

  @Override
  public Step tick(Event.Tick event) {
    long silence = now - phase.heardNanos();
    if (silence < timing().doubtAfter()) {
      return ignore();
    }
    long millis = silence / 1_000_000;
    return ask(
        state,
        Quest.begun(true, now, Reason.sentence("no sign of life for " + millis + " ms")),
        Optional.of(phase),
        Reason.sentence(peer() + " has been silent for " + millis + " ms; asking it"));
  }

  @Override
  public Step woken(Event.Woken event) {
    // After a sleep the network may take a while.
    return askFor(
        timing().patience(),
        state,
        Quest.begun(true, now, Reason.sentence("this node woke from a sleep")),
        Optional.of(phase),
        Reason.sentence(
            "woke from a sleep of " + event.sleptNanos() / 1_000_000 + " ms; asking " + peer()));
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    if (event.link() != phase.link()) {
      return ignore();
    }
    return ask(
        state,
        Quest.begun(true, now, Reason.sentence("the link closed: " + clause(event.why()))),
        Optional.empty(),
        Reason.sentence(
            "the link closed: "
                + clause(event.why())
                + "; asking "
                + peer()
                + " whether it still serves"));
  }

  @Override
  public Step handOverAsked(Event.HandOverAsked event) {
    if (event.link() != phase.link() || isOld(event.epoch())) {
      return ignore();
    }
    return promote(
        state,
        Quest.begun(true, now, Reason.sentence("the primary handed over")),
        Cause.HANDOVER,
        Optional.of(event.link()),
        Reason.sentence(peer() + " stopped its service and hands over"));
  }

  @Override
  public Step switchoverAsked(Event.SwitchoverAsked event) {
    return go(
        state,
        "the user wants the roles swapped; asking " + peer() + " to hand over",
        new Effect.AskSwitchover(phase.link()));
  }

  @Override
  public Step userStop(Event.UserStop event) {
    return go(
        state.in(new Phase.Ended(0)),
        "stopped by the user",
        new Effect.Goodbye(phase.link(), "the secondary was stopped by its user"),
        new Effect.Exit(0));
  }
}
