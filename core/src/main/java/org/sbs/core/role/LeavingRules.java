package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Phase.LeaveStep;
import org.sbs.core.role.Phase.Purpose;

/**
 * Giving up the role: the service is stopped first, and surely; only then is anyone told (R3.1). A
 * user's stop hands over and ends; a switchover hands over and follows, and what fails on the way
 * rolls back (R3.2); a node that steps aside seeks its role anew.
 */
final class LeavingRules extends Rules {
  /** After a switchover that failed the role is not offered again for so many retry times. */
  private static final int YIELD_RETRIES = 10;

  private final Phase.Leaving phase;

  LeavingRules(NodeState state, Phase.Leaving phase, long now) {
    super(state, now);
    this.phase = phase;
  }

  // ---- the service ----

  @Override
  public Step serviceStopped(Event.ServiceStopped event) {
    if (phase.step() != LeaveStep.STOPPING) {
      return ignore();
    }
    DurableState durable = event.active().map(state.durable()::withActive).orElse(state.durable());
    NodeState next = state.with(durable);
    if (phase.stops() > 1) {
      return stay(next.in(phase.stopAnswered()));
    }
    if (phase.purpose() == Purpose.ASIDE) {
      return before(
          seek(
              next,
              election(lease().isEmpty(), ReasonCode.STEPPED_ASIDE),
              Reason.of(ReasonCode.SERVICE_STOPPED).and(ofPeer(ReasonCode.ASKING_PEER))),
          List.of(new Effect.Persist(durable)));
    }
    if (phase.follower().isEmpty()) {
      return phase.purpose().rollsBack()
          ? rollBack(next, Reason.of(ReasonCode.SECONDARY_LOST))
          : end(
              next.with(durable.endedAlone()),
              stopped(Reason.of(ReasonCode.NOBODY_TO_HAND_OVER_TO)));
    }
    NodeState numbered = next.attempted();
    long number = numbered.attempts();
    return go(
        numbered.in(phase.stopAnswered().sending(number, now + timing().stepLimit())),
        Reason.of(ReasonCode.SERVICE_STOPPED).and(Reason.of(ReasonCode.SENDING_LAST_CHANGES)),
        new Effect.Persist(durable),
        new Effect.LastCycle(number));
  }

  @Override
  public Step serviceStopFailed(Event.ServiceStopFailed event) {
    if (phase.step() != LeaveStep.STOPPING) {
      return ignore();
    }
    if (phase.stops() > 1) {
      return stay(state.in(phase.stopAnswered()));
    }
    if (phase.purpose().rollsBack() && mayServe()) {
      return rollBack(state, Reason.of(ReasonCode.SERVICE_NOT_STOPPED).with("why", event.why()));
    }
    Phase.Leaving answered = phase.stopAnswered();
    return go(
        state.in(answered.at(LeaveStep.STOP_AGAIN, now + timing().retry())),
        Reason.of(ReasonCode.SERVICE_MAY_STILL_RUN).with("why", event.why()));
  }

  // ---- the hand-over ----

  @Override
  public Step lastCycleDone(Event.LastCycleDone event) {
    return phase.step() == LeaveStep.LAST_CYCLE && event.number() == phase.number()
        ? sent(event.left())
        : ignore();
  }

  /** What the other node waits for gets on: it is given more time. */
  @Override
  public Step progressed(Event.Progressed event) {
    return phase.step() == LeaveStep.LAST_CYCLE && event.number() == phase.number()
        ? stay(state.in(phase.sending(phase.number(), now + timing().stepLimit())))
        : ignore();
  }

  /** The last cycle is over, without what is named there. */
  private Step sent(Reason left) {
    if (phase.follower().isEmpty()) {
      return ignore();
    }
    Reason without =
        left.isEmpty()
            ? Reason.NONE
            : Reason.of(ReasonCode.LAST_CHANGES_NOT_SENT).with("why", left);
    Optional<Reason> unable = phase.follower().get().unable();
    if (phase.purpose().rollsBack() && unable.isPresent()) {
      // It has become so since the service was told to stop here.
      Reason unfit = ofPeer(ReasonCode.OTHER_UNFIT).with("why", unable.get());
      return rollBack(state, without.and(unfit));
    }
    // One that could not go on as primary has nothing to roll back to.
    boolean fit = state.watch().fitness().found().isEmpty();
    if (phase.purpose() == Purpose.SWITCH && !left.isEmpty() && fit) {
      return rollBack(state, without);
    }
    if (state.watch().paused() && phase.purpose().stops()) {
      return end(state, stopped(Reason.of(ReasonCode.NOT_HANDED_OVER_PAUSED)));
    }
    if (lease().isEmpty()) {
      return handOver(state, without.and(ofPeer(ReasonCode.HANDING_OVER)));
    }
    return go(
        state.in(phase.at(LeaveStep.RELEASING, now + timing().silenceLimit())),
        without.and(ofPeer(ReasonCode.GIVING_CLAIM_UP)),
        new Effect.Release(phase.epoch()));
  }

  private Step handOver(NodeState from, Reason reason) {
    DurableState durable = from.durable().handingOver();
    return go(
        from.with(durable).in(phase.at(LeaveStep.HANDING_OVER, now + answerNanos())),
        reason,
        new Effect.Persist(durable),
        new Effect.HandOver(phase.follower().orElseThrow().link(), phase.epoch()));
  }

  /**
   * The other one puts its data in place and writes its epoch, and claims it first where there is a
   * witness. Meanwhile it gives signs of life, without which it counts as lost. Where the roles are
   * swapped this node asks it soon how far it is.
   */
  private long answerNanos() {
    if (phase.purpose().stops()) {
      return 2 * timing().stepLimit();
    }
    return lease().isPresent() ? timing().patience() : timing().silenceLimit();
  }

  @Override
  public Step released(Event.Released event) {
    Step gone = super.released(event);
    return phase.step() == LeaveStep.RELEASING && event.epoch() == phase.epoch()
        ? handOver(gone.state(), ofPeer(ReasonCode.HANDING_OVER))
        : gone;
  }

  @Override
  public Step witnessFailed(Event.WitnessFailed event) {
    Step failed = super.witnessFailed(event);
    return phase.step() == LeaveStep.RELEASING ? notReleased(failed.state()) : failed;
  }

  private Step notReleased(NodeState from) {
    return phase.purpose().swaps()
        ? seek(
            from,
            election(false, ReasonCode.WITNESS_DID_NOT_ANSWER),
            Reason.of(ReasonCode.CLAIM_NOT_GIVEN_UP))
        : handOver(from, ofPeer(ReasonCode.HANDING_OVER_BEFORE_LEASE_ENDS));
  }

  @Override
  public Step handOverTaken(Event.HandOverTaken event) {
    if (!isFollower(event.link()) || phase.step() != LeaveStep.HANDING_OVER) {
      return ignore();
    }
    DurableState durable = state.durable().sawEpoch(event.epoch());
    if (phase.purpose().swaps()) {
      Reason reason = ofPeer(ReasonCode.SUCCESSOR_FOLLOWED).with("epoch", event.epoch());
      return before(
          seek(state.with(durable), election(true, ReasonCode.ROLES_SWAPPED), reason),
          List.of(new Effect.Persist(durable)));
    }
    return go(
        state.with(durable).in(new Phase.Ended(0)),
        stopped(ofPeer(ReasonCode.PEER_TOOK_OVER).with("epoch", event.epoch())),
        new Effect.Persist(durable),
        new Effect.Goodbye(event.link(), ReasonCode.HANDED_OVER),
        new Effect.Exit(0));
  }

  // ---- the secondary and the time ----

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    if (!isFollower(event.link())) {
      return ignore();
    }
    if (phase.purpose().rollsBack()) {
      return switch (phase.step()) {
        case STOPPING, STOP_AGAIN -> stay(state.in(phase.with(Optional.empty())));
        case LAST_CYCLE ->
            new LeavingRules(state, phase.with(Optional.empty()), now)
                .rollBack(state, Reason.of(ReasonCode.SECONDARY_LOST));
        case RELEASING, HANDING_OVER -> unsure();
      };
    }
    return switch (phase.step()) {
      case STOPPING, STOP_AGAIN -> stay(state.in(phase.with(Optional.empty())));
      case LAST_CYCLE, RELEASING ->
          end(state, stopped(Reason.of(ReasonCode.LOST_BEFORE_HAND_OVER)));
      case HANDING_OVER -> end(state, stopped(ofPeer(ReasonCode.TAKEOVER_NOT_CONFIRMED)));
    };
  }

  @Override
  public Step tick(Event.Tick event) {
    boolean runs = phase.step() == LeaveStep.STOPPING || phase.step() == LeaveStep.STOP_AGAIN;
    if (runs && !phase.urgent() && !mayServe()) {
      // Before all else: the time that is left is counted to the tick.
      return go(
          state.in(phase.hurried()),
          ReasonCode.SERVICE_MUST_END_FIRST,
          new Effect.StopService(lease().orElseThrow().stopNanos()));
    }
    Optional<Follower> follower = phase.follower();
    if (follower.isPresent() && now - follower.get().heardNanos() >= timing().silenceLimit()) {
      long link = follower.get().link();
      Reason silent = Reason.of(ReasonCode.SILENT_TOO_LONG);
      Step gone = linkClosed(new Event.LinkClosed(link, silent));
      return before(gone, List.of(new Effect.Close(link, silent)));
    }
    boolean due = now - phase.untilNanos() >= 0;
    return switch (phase.step()) {
      case STOPPING -> ignore();
      case STOP_AGAIN -> due ? stopAgain() : ignore();
      case LAST_CYCLE -> due ? sent(late()) : ignore();
      case RELEASING -> due ? notReleased(state) : ignore();
      case HANDING_OVER -> due ? overdue() : ignore();
    };
  }

  private Reason late() {
    return Reason.of(ReasonCode.CYCLE_LATE).with("seconds", timing().stepLimit() / 1_000_000_000L);
  }

  private Step stopAgain() {
    return stay(
        state.in(phase.stopping()),
        new Effect.StopService(phase.urgent() ? lease().orElseThrow().stopNanos() : 0));
  }

  private boolean mayServe() {
    return ServingRight.mayServe(state.self(), state.watch(), phase.epoch(), phase.follower(), now);
  }

  private Step overdue() {
    return phase.purpose().rollsBack()
        ? unsure()
        : end(state, stopped(ofPeer(ReasonCode.TAKEOVER_NOT_CONFIRMED_IN_TIME)));
  }

  /** Nobody knows here whether the other took over: this node asks before it serves again. */
  private Step unsure() {
    return seek(
        state,
        election(false, ReasonCode.HAND_OVER_UNCONFIRMED),
        Reason.of(ReasonCode.HAND_OVER_UNCONFIRMED)
            .and(ofPeer(ReasonCode.ASKING_WHETHER_TOOK_OVER)));
  }

  /**
   * Why it asks.
   *
   * @param patient whether the other node is known to be primary: it may just be busy with that
   */
  private ElectionContext election(boolean patient, ReasonCode code) {
    Reason why = Reason.of(code);
    return patient ? ElectionContext.rejoining(now, why) : ElectionContext.begun(true, now, why);
  }

  /** Asks anew; what the secondary is told over the old link does not count any more. */
  private Step seek(NodeState from, ElectionContext election, Reason reason) {
    List<Effect> close =
        phase.follower().stream()
            .<Effect>map(follower -> new Effect.Close(follower.link(), ReasonCode.ROLE_SOUGHT_ANEW))
            .toList();
    return before(ask(from, election, Optional.empty(), reason), close);
  }

  private Step rollBack(NodeState from, Reason why) {
    ReasonCode code =
        phase.purpose().swaps() ? ReasonCode.ROLES_NOT_SWAPPED : ReasonCode.NOT_STOPPED;
    Reason reason = Reason.of(code).with("why", why);
    if (!mayServe()) {
      return seek(
          from,
          election(false, ReasonCode.SWITCHOVER_FAILED),
          reason.and(ofPeer(ReasonCode.ASKING_WHO_SERVES)));
    }
    Phase.Serving again =
        new Phase.Serving(
            phase.epoch(),
            ServiceHealth.begun(now),
            phase.follower().map(f -> f.yieldAfter(now + YIELD_RETRIES * timing().retry())),
            Optional.empty(),
            now + timing().probe(),
            false);
    Step step =
        go(
            from.in(again),
            reason.and(Reason.of(ReasonCode.GOING_ON_AS_PRIMARY)),
            new Effect.StartService(
                phase.epoch(), Cause.RESTART, from.durable().activeSentinels()));
    // Its user may have asked for it, and waits.
    return phase.purpose() == Purpose.SWITCH && again.follower().isPresent()
        ? before(step, List.of(new Effect.TellNotSwapped(again.follower().get().link(), why)))
        : step;
  }

  @Override
  public Step heard(Event.Heard event) {
    return phase
        .follower()
        .filter(follower -> follower.link() == event.link())
        .map(
            follower ->
                stay(
                    learning(event.peer())
                        .in(
                            phase.with(
                                Optional.of(
                                    follower.echoed(event.echoNanos(), event.peer(), now))))))
        .orElseGet(this::ignore);
  }

  @Override
  public Step woken(Event.Woken event) {
    if (phase.purpose().rollsBack()) {
      return unsureAfterSleep();
    }
    // What the secondary said before the sleep does not count; it gets its time anew.
    return stay(state.in(phase.with(phase.follower().map(follower -> follower.heard(now)))));
  }

  /** The other one may have taken over by itself meanwhile: nothing is rolled back any more. */
  private Step unsureAfterSleep() {
    ReasonCode why = ReasonCode.SLEPT_WHILE_HANDING_OVER;
    List<Effect> close =
        phase.follower().stream()
            .<Effect>map(follower -> new Effect.Close(follower.link(), ReasonCode.NODE_SLEPT))
            .toList();
    return switch (phase.step()) {
      case STOPPING, STOP_AGAIN ->
          before(
              stay(state.in(phase.with(Optional.empty()).towards(Purpose.ASIDE, Reason.of(why)))),
              close);
      case LAST_CYCLE, RELEASING, HANDING_OVER ->
          seek(
              state,
              election(false, why),
              Reason.of(why).and(ofPeer(ReasonCode.ASKING_WHETHER_TOOK_OVER)));
    };
  }

  @Override
  public Step beatDue(Event.BeatDue event) {
    return phase
        .follower()
        .map(follower -> stay(state, new Effect.Beat(follower.link(), now, 0)))
        .orElseGet(this::ignore);
  }

  @Override
  public Step userStop(Event.UserStop event) {
    return switch (phase.purpose()) {
      case STOP -> ignore();
      case STOP_IF_TAKEN -> event.anyway() ? stopAnyway() : ignore();
      case SWITCH, PASS -> stopAnyway();
      case ASIDE ->
          go(
              state.in(phase.towards(Purpose.STOP, Reason.of(ReasonCode.STOPPED_BY_USER))),
              ReasonCode.USER_STOPS_WHILE_ASIDE);
    };
  }

  private Step stopAnyway() {
    return stay(state.in(phase.towards(Purpose.STOP, Reason.of(ReasonCode.STOPPED_BY_USER))));
  }

  @Override
  public Step followAsked(Event.FollowAsked event) {
    return stay(learning(event.peer()), new Effect.Refuse(event.link(), ReasonCode.ROLE_GIVEN_UP));
  }

  private boolean isFollower(long link) {
    return phase.follower().filter(follower -> follower.link() == link).isPresent();
  }

  private static Reason stopped(Reason how) {
    return Reason.of(ReasonCode.STOPPED_BY_USER).and(how);
  }

  private Step end(NodeState from, Reason reason) {
    return before(
        go(
            from.in(new Phase.Ended(0)),
            reason,
            new Effect.Persist(from.durable()),
            new Effect.Exit(0)),
        lease().isPresent() ? List.of(new Effect.Release(phase.epoch())) : List.of());
  }
}
