package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.role.Phase.LeaveStep;

/**
 * Giving up the role: the service is stopped first, and surely; only then is anyone told (R3.1). A
 * user's stop hands over; a node that steps aside for another primary becomes its secondary.
 */
final class LeavingRules extends Rules {
  private final Phase.Leaving phase;

  LeavingRules(NodeState state, Phase.Leaving phase, long now) {
    super(state, now);
    this.phase = phase;
  }

  @Override
  public Step serviceStopped(Event.ServiceStopped event) {
    if (phase.step() != LeaveStep.STOPPING) {
      return ignore();
    }
    DurableState durable = event.active().map(state.durable()::withActive).orElse(state.durable());
    NodeState next = state.with(durable);
    if (!phase.userStop()) {
      Quest quest = new Quest(true, now, "this node stepped aside");
      return before(
          ask(next, quest, Optional.empty(), "the service is stopped; joining " + peer()),
          List.of(new Effect.Persist(durable)));
    }
    if (phase.follower().isEmpty()) {
      return end(next.with(durable), "stopped by the user; no secondary to hand over to");
    }
    return go(
        next.in(phase.at(LeaveStep.LAST_CYCLE, 0)),
        "the service is stopped; sending the last changes",
        new Effect.Persist(durable),
        new Effect.LastCycle());
  }

  @Override
  public Step serviceStopFailed(Event.ServiceStopFailed event) {
    return phase.step() == LeaveStep.STOPPING
        ? go(
            state.in(phase.at(LeaveStep.STOP_AGAIN, now + timing().retry())),
            "the service may still run, so the role is not given up yet: " + event.why())
        : ignore();
  }

  @Override
  public Step lastCycleDone(Event.LastCycleDone event) {
    if (phase.step() != LeaveStep.LAST_CYCLE || phase.follower().isEmpty()) {
      return ignore();
    }
    DurableState durable = state.durable().handingOver();
    return go(
        state.with(durable).in(phase.at(LeaveStep.HANDING_OVER, now + timing().silenceLimit())),
        event.committed()
            ? "handing over to " + peer()
            : "handing over to " + peer() + " without the last changes: " + event.detail(),
        new Effect.Persist(durable),
        new Effect.HandOver(phase.follower().get().link(), phase.epoch()));
  }

  @Override
  public Step handOverTaken(Event.HandOverTaken event) {
    if (!isFollower(event.link()) || phase.step() != LeaveStep.HANDING_OVER) {
      return ignore();
    }
    DurableState durable = state.durable().sawEpoch(event.epoch());
    return go(
        state.with(durable).in(new Phase.Ended(0)),
        "stopped by the user; " + peer() + " took over in epoch " + event.epoch(),
        new Effect.Persist(durable),
        new Effect.Goodbye(event.link(), "handed over"),
        new Effect.Exit(0));
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    if (!isFollower(event.link())) {
      return ignore();
    }
    return switch (phase.step()) {
      case STOPPING, STOP_AGAIN -> stay(state.in(phase.with(Optional.empty())));
      case LAST_CYCLE ->
          end(state, "stopped by the user; the secondary was lost before the hand-over");
      case HANDING_OVER ->
          end(state, "stopped by the user; " + peer() + " did not confirm that it took over");
    };
  }

  @Override
  public Step tick(Event.Tick event) {
    Optional<Follower> follower = phase.follower();
    if (follower.isPresent() && now - follower.get().heardNanos() >= timing().silenceLimit()) {
      long link = follower.get().link();
      Step gone = linkClosed(new Event.LinkClosed(link, "silent"));
      return before(gone, List.of(new Effect.Close(link, "silent")));
    }
    boolean due = now - phase.untilNanos() >= 0;
    return switch (phase.step()) {
      case STOPPING, LAST_CYCLE -> ignore();
      case STOP_AGAIN ->
          due
              ? stay(state.in(phase.at(LeaveStep.STOPPING, 0)), new Effect.StopService())
              : ignore();
      case HANDING_OVER ->
          due
              ? end(state, "stopped by the user; " + peer() + " did not confirm in time")
              : ignore();
    };
  }

  @Override
  public Step heard(Event.Heard event) {
    return phase
        .follower()
        .filter(follower -> follower.link() == event.link())
        .map(follower -> stay(state.in(phase.with(Optional.of(follower.heard(now))))))
        .orElseGet(this::ignore);
  }

  @Override
  public Step woken(Event.Woken event) {
    // What the secondary said before the sleep does not count; it gets its time anew.
    return stay(state.in(phase.with(phase.follower().map(follower -> follower.heard(now)))));
  }

  @Override
  public Step beatDue(Event.BeatDue event) {
    return phase
        .follower()
        .map(follower -> stay(state, new Effect.Beat(follower.link())))
        .orElseGet(this::ignore);
  }

  @Override
  public Step userStop(Event.UserStop event) {
    return phase.userStop()
        ? ignore()
        : go(
            state.in(
                new Phase.Leaving(
                    phase.epoch(),
                    true,
                    "stopped by the user",
                    phase.step(),
                    phase.untilNanos(),
                    Optional.empty())),
            "the user stops SBS while it steps aside");
  }

  @Override
  public Step followAsked(Event.FollowAsked event) {
    return stay(
        learning(event.peer()), new Effect.Refuse(event.link(), "this node gives up its role"));
  }

  private boolean isFollower(long link) {
    return phase.follower().filter(follower -> follower.link() == link).isPresent();
  }

  private Step end(NodeState from, String reason) {
    return go(
        from.in(new Phase.Ended(0)),
        reason,
        new Effect.Persist(from.durable()),
        new Effect.Exit(0));
  }
}
