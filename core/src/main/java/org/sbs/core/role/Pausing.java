package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** The pair's pause: told by either node, kept on both, over by itself (R3.3). */
final class Pausing {
  private static final long MINUTE = 60_000_000_000L;

  private Pausing() {}

  /** The state with that word on the pause; it is to be written. */
  static NodeState adopt(NodeState state, Pause pause, long now) {
    Optional<Long> end =
        pause.leftNanos() > 0 ? Optional.of(now + pause.leftNanos()) : Optional.empty();
    return state.with(state.durable().withPause(pause)).with(state.watch().pausedUntil(end, now));
  }

  static Reason told(Pause pause) {
    if (pause.leftNanos() == 0) {
      return Reason.of(ReasonCode.PAUSE_ENDED);
    }
    long seconds = Math.max(1, pause.leftNanos() / 1_000_000_000L);
    return seconds < 120
        ? Reason.of(ReasonCode.PAUSED_FOR_SECONDS).with("seconds", seconds)
        : Reason.of(ReasonCode.PAUSED_FOR_MINUTES).with("minutes", (seconds + 30) / 60);
  }

  /** What a user is told who asks for a pause: whether one was in force, and which it replaces. */
  static Reason answer(NodeState before, Pause pause, long now) {
    long left = Math.max(0, before.watch().pauseEndNanos().orElse(now) - now);
    if (left == 0 && pause.leftNanos() == 0) {
      return Reason.of(ReasonCode.NOT_PAUSED);
    }
    return left == 0 || pause.leftNanos() == 0
        ? told(pause)
        : told(pause)
            .and(
                Reason.of(ReasonCode.PAUSE_REPLACED).with("minutes", (left + MINUTE - 1) / MINUTE));
  }

  /** After a step: the word of the peer is told and written, the end is seen, and time goes by. */
  static Step after(NodeState before, Step step, Event event, long now) {
    NodeState state = step.state();
    boolean busy =
        before.phase() instanceof Phase.Promoting || state.phase() instanceof Phase.Promoting;
    if (busy || event instanceof Event.PauseAsked || state.phase() instanceof Phase.Ended) {
      return step;
    }
    Pause known = state.durable().pause();
    // The remainders that two nodes measure always differ a little: that is no news.
    boolean news =
        known.serial() != before.durable().pause().serial()
            || state.watch().paused() != before.watch().paused();
    if (news) {
      return step.and(state, told(known), List.of(new Effect.Persist(state.durable())));
    }
    if (event instanceof Event.Tick && state.watch().paused() && state.pause().leftNanos() == 0) {
      NodeState over = adopt(state, new Pause(known.serial(), 0), now);
      return step.and(
          over, Reason.of(ReasonCode.PAUSE_OVER), List.of(new Effect.Persist(over.durable())));
    }
    if (event instanceof Event.BeatDue && known.leftNanos() - state.pause().leftNanos() >= MINUTE) {
      NodeState written = state.with(state.durable().withPause(state.pause()));
      return step.and(written, Reason.NONE, List.of(new Effect.Persist(written.durable())));
    }
    return step;
  }
}
