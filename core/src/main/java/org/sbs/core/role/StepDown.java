package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Phase.LeaveStep;
import org.sbs.core.role.Phase.Purpose;

/** How a primary begins to leave its role: by stopping its service. */
final class StepDown {
  private StepDown() {}

  /** In a hurry where the right to serve has ended already. */
  static Step begin(
      NodeState from, Phase.Serving phase, Purpose purpose, Reason why, Reason reason, long now) {
    boolean urgent =
        !ServingRight.mayServe(from.self(), from.watch(), phase.epoch(), phase.follower(), now);
    boolean keeps = purpose != Purpose.ASIDE;
    Optional<Follower> follower = keeps ? phase.follower() : Optional.empty();
    long within = urgent ? from.self().limits().lease().orElseThrow().stopNanos() : 0;
    // One that does not work is being stopped already: its answer is not the one that counts.
    int stops = phase.serviceHealth().service() == ServiceHealth.State.ENDING ? 2 : 1;
    Step step =
        new Step(
            from.in(
                new Phase.Leaving(
                    phase.epoch(),
                    purpose,
                    why,
                    LeaveStep.STOPPING,
                    0,
                    0,
                    follower,
                    urgent,
                    stops)),
            List.of(new Effect.StopService(within)),
            reason);
    return phase
        .follower()
        .filter(gone -> !keeps)
        .map(
            gone ->
                Rules.before(
                    step, List.of(new Effect.Close(gone.link(), ReasonCode.STEPPING_ASIDE))))
        .orElse(step);
  }
}
