package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

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
        ElectionContext.begun(
            true, now, Reason.of(ReasonCode.NO_SIGN_OF_LIFE).with("millis", millis)),
        Optional.of(phase),
        ofPeer(ReasonCode.PEER_SILENT_ASKED).with("millis", millis));
  }

  @Override
  public Step woken(Event.Woken event) {
    // After a sleep the network may take a while.
    return askFor(
        timing().patience(),
        state,
        ElectionContext.rejoining(now, Reason.of(ReasonCode.WOKE_FROM_SLEEP)),
        Optional.of(phase),
        Reason.of(ReasonCode.WOKE_AFTER)
            .with("millis", event.sleptNanos() / 1_000_000)
            .and(ofPeer(ReasonCode.ASKING_PEER)));
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    if (event.link() != phase.link()) {
      return ignore();
    }
    Reason why = Reason.of(ReasonCode.LINK_CLOSED).with("why", event.why());
    // One that said so, or never came to say anything, is busy rather than dead.
    boolean patient = event.farewell() || phase.stampNanos() == 0;
    return ask(
        state,
        patient ? ElectionContext.rejoining(now, why) : ElectionContext.begun(true, now, why),
        Optional.empty(),
        why.and(ofPeer(ReasonCode.ASKING_WHETHER_SERVES)));
  }

  /** Its own end of the data has failed, perhaps; the primary is alive, and busy, perhaps. */
  @Override
  public Step replicationEnded(Event.ReplicationEnded event) {
    if (event.link() != phase.link()) {
      return ignore();
    }
    Reason why = Reason.of(ReasonCode.REPLICATION_ENDED).with("why", event.why());
    return before(
        ask(
            state,
            ElectionContext.rejoining(now, why),
            Optional.empty(),
            ofPeer(ReasonCode.JOINS_ANEW).with("why", why)),
        List.of(new Effect.Close(phase.link(), why)));
  }

  @Override
  public Step handOverAsked(Event.HandOverAsked event) {
    if (event.link() != phase.link() || isOld(event.epoch())) {
      return ignore();
    }
    return promote(
        state,
        ElectionContext.begun(true, now, Reason.of(ReasonCode.PRIMARY_HANDED_OVER)),
        Cause.HANDOVER,
        Optional.of(event.link()),
        ofPeer(ReasonCode.PEER_HANDS_OVER));
  }

  @Override
  public Step switchoverAsked(Event.SwitchoverAsked event) {
    return go(
        state,
        Reason.of(ReasonCode.USER_SWAPS).and(ofPeer(ReasonCode.ASKING_FOR_HAND_OVER)),
        new Effect.AskSwitchover(phase.link()));
  }

  @Override
  public Step switchoverRefused(Event.SwitchoverRefused event) {
    return event.link() == phase.link()
        ? go(state, Reason.of(ReasonCode.ROLES_NOT_SWAPPED).with("why", event.why()))
        : ignore();
  }

  @Override
  public Step userStop(Event.UserStop event) {
    return go(
        state.in(new Phase.Ended(0)),
        ReasonCode.STOPPED_BY_USER,
        new Effect.Goodbye(phase.link(), ReasonCode.SECONDARY_STOPPED),
        new Effect.Exit(0));
  }
}
