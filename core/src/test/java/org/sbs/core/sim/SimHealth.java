package org.sbs.core.sim;

import java.util.List;
import java.util.Optional;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.health.CheckedRun;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Event;

/** The one health check of a node's service. It tells the truth, as late as it may. */
final class SimHealth {
  private static final List<HealthCheck> CHECKS =
      List.of(new HealthCheck.Tcp("service", 1, new HealthCheck.Pace(1, 1, 2, 2)));
  private static final CheckOutcome LATE =
      CheckOutcome.failed(Reason.of(ReasonCode.CHECK_TIMED_OUT).with("seconds", 1));

  /** For so long a service hangs at most before it is found. */
  static final long LONGEST = HealthCheck.longestNanos(CHECKS);

  private final SimNode node;
  private Optional<CheckedRun> run = Optional.empty();

  SimHealth(SimNode node) {
    this.node = node;
  }

  /** The process has begun. */
  void born() {
    run = Optional.empty();
    node.later(World.SECOND, this::look);
  }

  private void look() {
    Optional<Long> now = node.state().checkedRun();
    run =
        now.map(
            since ->
                run.filter(known -> known.startedNanos() == since)
                    .orElseGet(() -> CheckedRun.begun(since, CHECKS)));
    if (run.isEmpty()) {
      node.later(World.SECOND, this::look);
      return;
    }
    boolean hung = node.effects().serviceHung();
    long began = node.clock();
    long asked = run.get().startedNanos();
    long takes = hung ? World.SECOND : node.world.millis(1, 900);
    node.later(takes, () -> answered(asked, hung ? LATE : CheckOutcome.PASSED, began));
  }

  private void answered(long asked, CheckOutcome outcome, long began) {
    node.later(began + World.SECOND - node.clock() > 0 ? World.SECOND / 2 : 1, this::look);
    if (run.isEmpty()) {
      return;
    }
    boolean was = run.get().isUnhealthy();
    run = run.map(known -> known.after(0, outcome, began, node.clock()));
    if (run.get().finding(0).isPresent()) {
      node.deliver(new Event.ServiceUnhealthy(asked, run.get().finding(0).get()));
    } else if (was && !run.get().isUnhealthy()) {
      node.deliver(new Event.ServiceHealthy(asked));
    }
  }
}
