package org.sbs.core.role;

import java.util.List;
import org.sbs.core.reason.Reason;

/**
 * Decides what a node is. A pure function: the same state, event and time give the same step. No
 * other place changes a role.
 *
 * <p>The caller feeds one event at a time, runs the effects of each step in their order, and
 * reports how they ended as further events. {@link Event.Tick} must come several times within a
 * heartbeat and {@link Event.BeatDue} once; a gap between two events that is longer than the
 * silence limit is taken for a sleep of this node.
 */
public final class RoleMachine {
  private RoleMachine() {}

  /**
   * The step that follows from an event.
   *
   * @param nowNanos of a monotonic clock that goes on while the machine sleeps
   */
  public static Step on(NodeState state, Event event, long nowNanos) {
    long gap = nowNanos - state.eventNanos();
    NodeState current = state.at(nowNanos);
    if (event instanceof Event.Tick tick && tick.lateNanos() > 0) {
      Timing timing = state.self().timing();
      current = current.with(current.stalls().with(tick.lateNanos(), timing, nowNanos));
    }
    if (gap <= state.self().timing().silenceLimit()) {
      return handle(current, event, nowNanos);
    }
    Step woken = handle(current, new Event.Woken(gap), nowNanos);
    Step step = handle(woken.state(), event, nowNanos);
    return woken.and(step.state(), step.reason(), step.effects());
  }

  private static Step handle(NodeState state, Event event, long now) {
    NodeState known = ThirdNodeRules.admitted(state, event);
    Step decided =
        ThirdNodeRules.on(known, event, now).orElseGet(() -> event.accept(rules(known, now)));
    Step step = Pausing.after(known, decided, event, now);
    step = event instanceof Event.Tick ? StallReport.after(WitnessPoll.after(step, now)) : step;
    boolean promoting = step.state().phase() instanceof Phase.Promoting;
    if (!(event instanceof Event.BeatDue) || !step.state().unsaved() || promoting) {
      return step;
    }
    // A state that could not be written is written again with every heartbeat until it is; but
    // never behind a promotion's, which is newer than what is known here.
    NodeState saved = step.state().unsaved(false);
    return step.and(saved, Reason.NONE, List.of(new Effect.Persist(saved.durable())));
  }

  static Rules rules(NodeState state, long now) {
    return state
        .phase()
        .accept(
            new Phase.Visitor<Rules>() {
              @Override
              public Rules preparing(Phase.Preparing phase) {
                return new PreparingRules(state, now);
              }

              @Override
              public Rules asking(Phase.Asking phase) {
                return new AskingRules(state, phase, now);
              }

              @Override
              public Rules waiting(Phase.Waiting phase) {
                return new WaitingRules(state, phase, now);
              }

              @Override
              public Rules joining(Phase.Joining phase) {
                return new JoiningRules(state, phase, now);
              }

              @Override
              public Rules following(Phase.Following phase) {
                return new FollowingRules(state, phase, now);
              }

              @Override
              public Rules promoting(Phase.Promoting phase) {
                return new PromotingRules(state, phase, now);
              }

              @Override
              public Rules serving(Phase.Serving phase) {
                return new ServingRules(state, phase, now);
              }

              @Override
              public Rules leaving(Phase.Leaving phase) {
                return new LeavingRules(state, phase, now);
              }

              @Override
              public Rules ended(Phase.Ended phase) {
                return new EndedRules(state, now);
              }
            });
  }
}
