package org.sbs.core.role;

import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Tells the operator, once, that pauses of a node make the silence limit longer than the settings
 * say; and again only when it is twice as much.
 */
final class StallReport {
  private static final long MILLI = 1_000_000L;

  private StallReport() {}

  static Step after(Step step) {
    NodeState state = step.state();
    Timing timing = state.timing();
    long allowance = timing.allowance();
    if (allowance == 0
        || allowance < 2 * state.stalls().toldNanos()
        || !timing.isNoticeablyLonger()
        || !isConnected(state.phase())) {
      return step;
    }
    Reason reason =
        Reason.of(ReasonCode.SILENCE_LIMIT_EXTENDED)
            .with("limit-ms", timing.silenceLimit() / MILLI)
            .with("configured-ms", state.self().timing().silenceLimit() / MILLI)
            .with("own-ms", state.stalls().own(state.eventNanos()) / MILLI)
            .with("peer", state.self().peerName())
            .with("peer-ms", state.stalls().peerNanos() / MILLI);
    return step.and(state.with(state.stalls().told(allowance)), reason, List.of());
  }

  private static boolean isConnected(Phase phase) {
    return phase instanceof Phase.Following
        || (phase instanceof Phase.Serving serving && serving.follower().isPresent());
  }
}
