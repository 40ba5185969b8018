package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** What a primary does about a service that fails, step by step. Samples allow two restarts. */
class ServiceCareTest {
  private static final long SECOND = 1000 * Samples.MILLI;
  private static final Event DIED =
      new Event.ServiceDied(Reason.sentence("it ended with exit status 3."));

  private NodeState state;
  private long now = Samples.NOW;
  private final List<Reason> told = new ArrayList<>();

  private Step on(Event event) {
    // Signs of life would come meanwhile: the time between two events is no sleep.
    Step step = RoleMachine.on(state.at(now), event, now);
    state = step.state();
    if (!step.reason().isEmpty()) {
      told.add(step.reason());
    }
    return step;
  }

  private ServiceHealth serviceHealth() {
    return ((Phase.Serving) state.phase()).serviceHealth();
  }

  private void in(String phase) {
    state = Samples.in(Samples.phases().get(phase));
  }

  /** Seconds from now until it is started again. */
  private long pauseSeconds() {
    return (serviceHealth().againNanos(state.self().timing()) - now) / SECOND;
  }

  @Test
  @DisplayName("R7.3 a service that failed is started again after pauses that double, up to 30 s")
  void pausesGrow() {
    in("Serving alone");
    List<Long> pauses = new ArrayList<>();
    for (int failure = 0; failure < 8; failure++) {
      on(DIED);
      pauses.add(pauseSeconds());
      now += pauseSeconds() * SECOND;
      Step step = on(new Event.Tick());
      assertThat(step.effects()).hasAtLeastOneElementOfType(Effect.StartService.class);
      on(new Event.ServiceStarted(Reason.sentence("1 of 1 active")));
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  @DisplayName(
      "R2.3 what is to work after a start is written down, once: the next is no first start")
  void listed() {
    in("Serving alone");
    Event started =
        new Event.ServiceStarted(Reason.sentence("1 of 1 active"), Optional.of(List.of("Dock 9")));
    Step step = on(started);
    assertThat(step.state().durable().activeSentinels()).contains(List.of("Dock 9"));
    assertThat(step.effects()).containsExactly(new Effect.Persist(step.state().durable()));
    assertThat(on(started).effects()).isEmpty();
    assertThat(on(new Event.ServiceStarted(Reason.sentence("unlisted"))).effects()).isEmpty();
  }

  @Test
  @DisplayName("R7.3 after its restarts are used up the role passes, and the reason says why")
  void rolePasses() {
    in("Serving with a secondary, all restarts used up");
    Step step = on(DIED);
    assertThat(step.state().phase())
        .isInstanceOfSatisfying(
            Phase.Leaving.class,
            leaving -> assertThat(leaving.purpose()).isEqualTo(Phase.Purpose.PASS));
    assertThat(step.reason().has(ReasonCode.SERVICE_ENDED)).isTrue();
  }

  @Test
  @DisplayName(
      "R2.6 R7.3 where the service failed on the secondary too, the role stays, and that is said")
  void noPingPong() {
    in("Serving, all restarts used up, and the service failed on the secondary too");
    Step step = on(DIED);
    assertThat(step.state().phase()).isInstanceOf(Phase.Serving.class);
    assertThat(step.reason().code()).isEqualTo(ReasonCode.SERVICE_DOWN_ROLE_STAYS);
    assertThat(step.reason().has(ReasonCode.UNFIT_SERVICE)).isTrue();
    assertThat(step.state().view().failing()).isTrue();
  }

  @Test
  @DisplayName("R7.3 a secondary that becomes ready gets the role while the service waits")
  void passesLater() {
    in("Serving with a secondary, the service failed too often");
    assertThat(on(new Event.Tick()).state().phase()).isInstanceOf(Phase.Leaving.class);
  }

  @Test
  @DisplayName("R7.3 failures are forgiven after a run as long as the takeover window")
  void forgiven() {
    Phase.Serving alone = (Phase.Serving) Samples.phases().get("Serving alone");
    state =
        Samples.in(alone.with(new ServiceHealth(ServiceHealth.State.RUNNING, now, 2, Reason.NONE)));
    now += 600 * SECOND;
    Step step = on(new Event.Tick());
    assertThat(step.reason())
        .isEqualTo(Reason.of(ReasonCode.SERVICE_RAN_WELL).with("seconds", 600L));
    on(DIED);
    assertThat(serviceHealth().failures()).isEqualTo(1);
  }

  @Test
  @DisplayName("R7.3 a service that fails for hours fills no history")
  void fewWords() {
    in("Serving alone");
    for (int failure = 0; failure < 500; failure++) {
      on(DIED);
      now += 30 * SECOND;
      on(new Event.Tick());
      on(new Event.ServiceStarted(Reason.sentence("1 of 1 active")));
    }
    assertThat(told).hasSizeLessThan(40);
    told.clear();
    on(new Event.ServiceDied(Reason.sentence("another cause")));
    assertThat(told).as("what is new is told").hasSize(1);
  }

  @Test
  @DisplayName("R7.3 that a service which did not start runs again is told at once")
  void recoveryIsTold() {
    in("Serving alone");
    for (int failure = 0; failure < 5; failure++) {
      on(new Event.ServiceStartFailed(Reason.sentence("no such program")));
      now += 30 * SECOND;
      on(new Event.Tick());
    }
    Reason what = Reason.of(ReasonCode.SERVICE_READ_SETTINGS);
    Step step = on(new Event.ServiceStarted(what));
    assertThat(step.reason())
        .isEqualTo(
            Reason.of(ReasonCode.SERVICE_RUNS_AFTER_FAILURES)
                .with("failures", 5)
                .with("what", what));
  }
}
