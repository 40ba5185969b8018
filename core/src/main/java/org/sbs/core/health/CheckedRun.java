package org.sbs.core.health;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;

/**
 * What all checks have found in one run of the service (R7.3). Immutable.
 *
 * @param startedNanos when the service was started: this tells one run from another
 * @param checks that are done
 * @param states what each has found, in the same order
 */
public record CheckedRun(long startedNanos, List<HealthCheck> checks, List<CheckState> states) {
  /** Copies the lists. */
  public CheckedRun {
    checks = List.copyOf(checks);
    states = List.copyOf(states);
  }

  /** A run that begins, of which nothing is known yet. */
  public static CheckedRun begun(long startedNanos, List<HealthCheck> checks) {
    return new CheckedRun(
        startedNanos, checks, Collections.nCopies(checks.size(), CheckState.begun(startedNanos)));
  }

  /** After one more check, the one of that index. */
  public CheckedRun after(int index, CheckOutcome outcome, long beganNanos, long endedNanos) {
    List<CheckState> next = new ArrayList<>(states);
    next.set(
        index, states.get(index).after(outcome, checks.get(index).pace(), beganNanos, endedNanos));
    return new CheckedRun(startedNanos, checks, next);
  }

  /** Whether a check says that the service hangs. */
  public boolean isUnhealthy() {
    for (int i = 0; i < checks.size(); i++) {
      if (states.get(i).isUnhealthy(checks.get(i).pace())) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the check of that index found last, if that means that the service hangs. One that could
   * not ask again says nothing anew.
   */
  public Optional<Reason> finding(int index) {
    CheckState state = states.get(index);
    boolean failed =
        state.last().filter(out -> out.result() == CheckOutcome.Result.FAILED).isPresent();
    return failed && state.isUnhealthy(checks.get(index).pace())
        ? Optional.of(trouble(index))
        : Optional.empty();
  }

  /** What the check of that index has to complain of; empty if nothing. */
  public Reason trouble(int index) {
    return states.get(index).trouble(checks.get(index));
  }
}
