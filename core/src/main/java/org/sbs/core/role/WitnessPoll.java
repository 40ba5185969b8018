package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;

/**
 * Keeps the witness informed and this node informed of it: who holds a claim renews it, everybody
 * else looks, one question at a time.
 */
final class WitnessPoll {
  private WitnessPoll() {}

  static Step after(Step step, long now) {
    NodeState state = step.state();
    LeaseState leaseState = state.watch().leaseState();
    Optional<Lease> lease = state.self().limits().lease();
    if (lease.isEmpty() || leaseState.busy() || now - leaseState.dueNanos() < 0) {
      return step;
    }
    Optional<Effect> question = question(state.phase(), leaseState);
    return question
        .map(
            ask ->
                step.and(
                    state.with(leaseState.asking(now, lease.get())), Reason.NONE, List.of(ask)))
        .orElse(step);
  }

  private static Optional<Effect> question(Phase phase, LeaseState leaseState) {
    if (phase instanceof Phase.Ended) {
      return Optional.empty();
    }
    if (phase instanceof Phase.Promoting promoting) {
      return promoting.step() == Phase.PromoteStep.WRITING
          ? leaseState.held().map(held -> new Effect.Renew(held.epoch()))
          : Optional.empty();
    }
    if (phase instanceof Phase.Serving serving) {
      return Optional.of(new Effect.Renew(serving.epoch()));
    }
    if (phase instanceof Phase.Leaving leaving) {
      boolean running =
          leaving.step() == Phase.LeaveStep.STOPPING
              || leaving.step() == Phase.LeaveStep.STOP_AGAIN;
      return running ? Optional.of(new Effect.Renew(leaving.epoch())) : Optional.empty();
    }
    return Optional.of(new Effect.LookAtWitness());
  }
}
