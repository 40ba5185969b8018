package org.sbs.core.health;

import java.util.Optional;
import org.sbs.core.health.HealthCheck.Pace;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * What one check has found since the service was started (R7.3). Immutable.
 *
 * @param startedNanos when the service was started
 * @param passed whether the check has succeeded since
 * @param failures how many failures in a row count at present
 * @param last how it ended last; empty before the first
 */
public record CheckState(
    long startedNanos, boolean passed, int failures, Optional<CheckOutcome> last) {
  private static final long SECOND = 1_000_000_000L;

  /** A check may end so much later than its limit, because ending it takes its time too. */
  private static final long SLACK_NANOS = 5 * SECOND;

  /** Of a service that has just been started. */
  public static CheckState begun(long startedNanos) {
    return new CheckState(startedNanos, false, 0, Optional.empty());
  }

  /**
   * After one more check.
   *
   * @param beganNanos when it was begun
   * @param endedNanos when it ended
   */
  public CheckState after(CheckOutcome found, Pace pace, long beganNanos, long endedNanos) {
    CheckOutcome outcome = believable(found, pace, endedNanos - beganNanos);
    Optional<CheckOutcome> now = Optional.of(outcome);
    return switch (outcome.result()) {
      case PASSED -> new CheckState(startedNanos, true, 0, now);
      case NOT_ASKED -> new CheckState(startedNanos, passed, failures, now);
      case FAILED -> {
        boolean counts = passed || beganNanos - startedNanos >= pace.startNanos();
        yield new CheckState(startedNanos, passed, counts ? failures + 1 : failures, now);
      }
    };
  }

  /** A failure that came long after its limit tells that this node stood still, not the service. */
  private static CheckOutcome believable(CheckOutcome found, Pace pace, long tookNanos) {
    long late = tookNanos - pace.withinNanos() - pace.withinNanos() / 2 - SLACK_NANOS;
    return found.result() == CheckOutcome.Result.FAILED && late > 0
        ? CheckOutcome.notAsked(
            Reason.of(ReasonCode.CHECK_TOO_LATE)
                .with("seconds", tookNanos / SECOND)
                .with("limit", pace.withinSeconds()))
        : found;
  }

  /** Whether so many failures in a row mean that the service hangs. */
  public boolean isUnhealthy(Pace pace) {
    return failures >= pace.failures();
  }

  /** What is wrong with the service by this check, or with the check itself; empty if nothing. */
  public Reason trouble(HealthCheck check) {
    Optional<CheckOutcome> bad =
        last.filter(outcome -> outcome.result() != CheckOutcome.Result.PASSED);
    if (bad.isEmpty()) {
      return Reason.NONE;
    }
    boolean asked = bad.get().result() == CheckOutcome.Result.FAILED;
    Reason named =
        Reason.of(asked ? ReasonCode.CHECK_FAILED : ReasonCode.CHECK_NOT_POSSIBLE)
            .with("check", check.kind().word())
            .with("target", check.target());
    if (!asked) {
      return named.with("cause", bad.get().cause());
    }
    Reason failed = named.with("failures", failures).with("cause", bad.get().cause());
    return passed ? failed : failed.and(Reason.of(ReasonCode.CHECK_NEVER_PASSED));
  }
}
