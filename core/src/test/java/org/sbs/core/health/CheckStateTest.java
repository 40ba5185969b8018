package org.sbs.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.health.HealthCheck.Pace;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** When failures of a check mean that the service hangs. */
class CheckStateTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long STARTED = -5 * SECOND;
  private static final Pace PACE = new Pace(30, 10, 3, 60);
  private static final HealthCheck CHECK = new HealthCheck.Tcp("127.0.0.1", 9000, PACE);
  private static final CheckOutcome REFUSED =
      CheckOutcome.failed(Reason.of(ReasonCode.CHECK_NO_CONNECTION).with("why", "refused"));
  private static final CheckOutcome NOT_ASKED =
      CheckOutcome.notAsked(Reason.of(ReasonCode.CHECK_NAME_UNKNOWN).with("name", "a"));

  private CheckState state = CheckState.begun(STARTED);
  private long now = STARTED;

  /** The next check, a second long. */
  private void after(CheckOutcome outcome) {
    after(outcome, SECOND);
  }

  private void after(CheckOutcome outcome, long took) {
    now += 30 * SECOND;
    state = state.after(outcome, PACE, now, now + took);
  }

  @Test
  @DisplayName("R7.3 so many failures in a row mean that the service hangs; a success ends the row")
  void inARow() {
    after(CheckOutcome.PASSED);
    after(REFUSED);
    after(REFUSED);
    assertThat(state.isUnhealthy(PACE)).isFalse();
    after(CheckOutcome.PASSED);
    assertThat(state.failures()).isZero();
    after(REFUSED);
    after(REFUSED);
    assertThat(state.isUnhealthy(PACE)).isFalse();
    after(REFUSED);
    assertThat(state.isUnhealthy(PACE)).isTrue();
    after(REFUSED);
    assertThat(state.isUnhealthy(PACE)).as("until it succeeds").isTrue();
    after(CheckOutcome.PASSED);
    assertThat(state.isUnhealthy(PACE)).isFalse();
  }

  @Test
  @DisplayName("R7.3 just after a start failures do not count, until the check has succeeded once")
  void graceAfterStart() {
    after(REFUSED);
    assertThat(state.failures()).as("30 s after the start").isZero();
    after(REFUSED);
    assertThat(state.failures()).as("60 s after the start").isEqualTo(1);

    state = CheckState.begun(STARTED);
    now = STARTED - 29 * SECOND;
    after(CheckOutcome.PASSED);
    now -= 25 * SECOND;
    after(REFUSED);
    assertThat(state.failures()).as("it was up, so it hangs now").isEqualTo(1);
  }

  @Test
  @DisplayName("R7.3 a check that was begun in the time after a start does not count, however late")
  void begunInGrace() {
    now += 29 * SECOND;
    after(REFUSED, 10 * SECOND);
    assertThat(state.failures()).isZero();
  }

  @Test
  @DisplayName("R7.3 a check that could not ask the service says nothing of it")
  void notAsked() {
    after(CheckOutcome.PASSED);
    after(REFUSED);
    after(REFUSED);
    for (int i = 0; i < 100; i++) {
      after(NOT_ASKED);
    }
    assertThat(state.isUnhealthy(PACE)).isFalse();
    assertThat(state.failures()).as("nor does it end the row").isEqualTo(2);
    after(REFUSED);
    assertThat(state.isUnhealthy(PACE)).isTrue();
  }

  @Test
  @DisplayName("R7.3 a failure that comes long after its limit is this node's, not the service's")
  void standstill() {
    after(CheckOutcome.PASSED);
    CheckOutcome late = CheckOutcome.failed(Reason.of(ReasonCode.CHECK_TIMED_OUT));
    for (int i = 0; i < 10; i++) {
      after(late, 21 * SECOND);
    }
    assertThat(state.failures()).isZero();
    assertThat(state.last().orElseThrow().cause().code()).isEqualTo(ReasonCode.CHECK_TOO_LATE);
    after(late, 19 * SECOND);
    assertThat(state.failures()).isEqualTo(1);
    after(CheckOutcome.PASSED, 300 * SECOND);
    assertThat(state.failures()).as("late or not, it answered").isZero();
  }

  @Test
  @DisplayName("R7.3 what is wrong is told with the check, how often it failed, and the cause")
  void trouble() {
    assertThat(state.trouble(CHECK)).isEqualTo(Reason.NONE);
    now += 60 * SECOND;
    after(REFUSED);
    Reason never = state.trouble(CHECK);
    assertThat(never.has(ReasonCode.CHECK_FAILED)).isTrue();
    assertThat(never.has(ReasonCode.CHECK_NEVER_PASSED)).isTrue();
    after(CheckOutcome.PASSED);
    assertThat(state.trouble(CHECK)).isEqualTo(Reason.NONE);
    after(REFUSED);
    assertThat(state.trouble(CHECK).code()).isEqualTo(ReasonCode.CHECK_FAILED);
    assertThat(state.trouble(CHECK).values())
        .containsEntry("check", "tcp")
        .containsEntry("target", "127.0.0.1:9000")
        .containsEntry("failures", 1)
        .containsEntry("cause", REFUSED.cause());
    after(NOT_ASKED);
    assertThat(state.trouble(CHECK).code()).isEqualTo(ReasonCode.CHECK_NOT_POSSIBLE);
  }

  @Test
  @DisplayName("R7.3 for how long a service can hang before a check tells")
  void longest() {
    assertThat(HealthCheck.longestNanos(List.of())).isZero();
    HealthCheck quick = new HealthCheck.Http("http://a/", new Pace(5, 1, 2, 0));
    HealthCheck slow = new HealthCheck.Tcp("a", 1, new Pace(1, 20, 3, 10));
    assertThat(HealthCheck.longestNanos(List.of(quick))).isEqualTo(12 * SECOND);
    assertThat(HealthCheck.longestNanos(List.of(quick, slow))).isEqualTo(130 * SECOND);
    // Checks of one kind are done one after another.
    assertThat(HealthCheck.longestNanos(List.of(slow, slow))).isEqualTo(190 * SECOND);
  }
}
