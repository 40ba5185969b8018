package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Why a primary that cannot do its work cannot give the role to its secondary now (R2.10, R7.3).
 */
final class PassObstacle {
  private PassObstacle() {}

  /** Empty where the role can pass. */
  static Optional<Reason> of(NodeState state, Phase.Serving phase, long now) {
    if (phase.follower().isEmpty()) {
      return Optional.of(Reason.of(ReasonCode.NO_SECONDARY));
    }
    String peer = state.self().peerName();
    if (phase.unsure()) {
      return Optional.of(Reason.of(ReasonCode.SLEPT_UNSURE).with("peer", peer));
    }
    Follower follower = phase.follower().get();
    if (follower.unfit().isPresent()) {
      return follower
          .unfit()
          .map(why -> Reason.of(ReasonCode.PEER_UNFIT).with("peer", peer).with("why", why));
    }
    if (state.watch().paused()) {
      return Optional.of(Reason.of(ReasonCode.PAIR_PAUSED));
    }
    if (!follower.current()) {
      return Optional.of(Reason.of(ReasonCode.SECONDARY_LACKS_DATA));
    }
    return now - follower.yieldNanos() < 0
        ? Optional.of(Reason.of(ReasonCode.HAND_OVER_JUST_FAILED))
        : Optional.empty();
  }
}
