package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.ServiceHealth.State;

/** What a primary does about a service that runs and does not work. Two restarts are allowed. */
class ServiceHangTest {
  private static final long SECOND = 1000 * Samples.MILLI;
  private static final long WINDOW = 600 * SECOND;

  private NodeState state;
  private long now = Samples.NOW;
  private final List<Reason> told = new ArrayList<>();

  private Step on(Event event) {
    // Signs of life would come meanwhile: the time between two events is no sleep.
    if (state.phase() instanceof Phase.Serving serving) {
      state = state.in(serving.with(serving.follower().map(follower -> follower.heard(now))));
    }
    Step step = RoleMachine.on(state.at(now), event, now);
    state = step.state();
    if (!step.reason().isEmpty()) {
      told.add(step.reason());
    }
    return step;
  }

  private Step hangs() {
    return hangs(1);
  }

  /** A check finds that the present run of the service hangs. */
  private Step hangs(int failures) {
    return on(new Event.ServiceUnhealthy(serviceHealth().sinceNanos(), check(failures)));
  }

  private static Reason check(int failures) {
    return Reason.of(ReasonCode.CHECK_FAILED).with("check", "tcp").with("failures", failures);
  }

  private static Event stopped() {
    return new Event.ServiceStopped(Optional.of(List.of("Dock 4")));
  }

  private ServiceHealth serviceHealth() {
    return ((Phase.Serving) state.phase()).serviceHealth();
  }

  private void in(String phase) {
    state = Samples.in(Samples.phases().get(phase));
  }

  /** Ends it and starts it again, after its pause. */
  private void startedAgain() {
    on(stopped());
    now = serviceHealth().againNanos(state.self().timing());
    assertThat(on(new Event.Tick()).effects())
        .hasAtLeastOneElementOfType(Effect.StartService.class);
    now += SECOND;
    on(new Event.ServiceStarted(Reason.sentence("1 of 1 active")));
  }

  @Test
  @DisplayName("R7.3 a service that hangs is ended, and started again only when it has ended")
  void endedThenStarted() {
    in("Serving with a secondary");
    Step step = hangs();
    assertThat(step.effects()).containsExactly(new Effect.StopService(0));
    assertThat(step.reason().has(ReasonCode.SERVICE_HANGS)).isTrue();
    assertThat(step.reason().has(ReasonCode.CHECK_FAILED)).isTrue();
    assertThat(step.reason().has(ReasonCode.SERVICE_ENDED_ANEW)).isTrue();
    for (int second = 0; second < 60; second++) {
      now += SECOND;
      assertThat(on(new Event.Tick()).effects()).isEmpty();
    }
    assertThat(on(stopped()).state().durable().activeSentinels())
        .as("what was active is what is active again")
        .contains(List.of("Dock 4"));
    assertThat(serviceHealth().service()).isEqualTo(State.DOWN);
    now += SECOND;
    assertThat(on(new Event.Tick()).effects())
        .hasAtLeastOneElementOfType(Effect.StartService.class);
  }

  @Test
  @DisplayName("R7.3 one that hangs again and again: restarted in place, then the role passes")
  void rolePasses() {
    in("Serving with a secondary");
    hangs();
    startedAgain();
    hangs();
    startedAgain();
    Step step = hangs();
    assertThat(step.reason().has(ReasonCode.SERVICE_ENDED_ROLE_PASSES)).isTrue();
    assertThat(step.state().phase())
        .as("not before it has ended")
        .isInstanceOf(Phase.Serving.class);
    step = on(stopped());
    assertThat(step.state().phase())
        .isInstanceOfSatisfying(
            Phase.Leaving.class,
            leaving -> assertThat(leaving.purpose()).isEqualTo(Phase.Purpose.PASS));
    assertThat(state.view().failing()).as("it says so for as long as it counts").isTrue();
  }

  @Test
  @DisplayName("R7.3 ends and hangs count together")
  void bothCount() {
    in("Serving with a secondary");
    on(new Event.ServiceDied(Reason.sentence("exit status 3")));
    now += SECOND;
    on(new Event.Tick());
    on(new Event.ServiceStarted(Reason.sentence("1 of 1 active")));
    hangs();
    startedAgain();
    hangs();
    assertThat(on(stopped()).state().phase()).isInstanceOf(Phase.Leaving.class);
  }

  @Test
  @DisplayName(
      "R2.6 R7.3 where it hangs on both the role stays: ended once in the window, and told")
  void nowhereToGo() {
    in("Serving, all restarts used up, and the service failed on the secondary too");
    Step step = hangs();
    assertThat(step.effects()).as("it is left as it is: the check may be wrong").isEmpty();
    assertThat(step.reason().has(ReasonCode.SERVICE_ROLE_STAYS)).isTrue();
    assertThat(state.view().failing()).isTrue();
    told.clear();
    int ended = 0;
    for (int minute = 0; minute < 24 * 60; minute++) {
      now += 60 * SECOND;
      if (!hangs(minute + 2).effects().isEmpty()) {
        ended++;
        startedAgain();
      }
      assertThat(state.phase()).isInstanceOf(Phase.Serving.class);
    }
    assertThat(ended).as("in a day").isBetween(100, 144);
    assertThat(told).as("and that fills no history").hasSizeLessThan(40);
  }

  @Test
  @DisplayName("R7.3 one that was left hanging and works again begins its good run then")
  void worksAgain() {
    in("Serving, the service is left hanging");
    now += WINDOW / 2;
    Step step = on(new Event.ServiceHealthy(serviceHealth().sinceNanos()));
    assertThat(step.reason().code()).isEqualTo(ReasonCode.SERVICE_WORKS_AGAIN);
    assertThat(serviceHealth().service()).isEqualTo(State.RUNNING);
    now += WINDOW - SECOND;
    on(new Event.Tick());
    assertThat(serviceHealth().failures()).isEqualTo(3);
    now += SECOND;
    on(new Event.Tick());
    assertThat(serviceHealth().failures()).isZero();
  }

  @Test
  @DisplayName("R7.3 a secondary that becomes ready gets the role of a service left hanging")
  void passesLater() {
    in("Serving alone");
    hangs();
    startedAgain();
    hangs();
    startedAgain();
    assertThat(hangs().reason().has(ReasonCode.SERVICE_ROLE_STAYS)).isTrue();
    Phase.Serving followed = (Phase.Serving) Samples.phases().get("Serving with a secondary");
    state = state.in(followed.with(serviceHealth()));
    now += 30 * SECOND;
    assertThat(hangs().effects()).containsExactly(new Effect.StopService(0));
    assertThat(on(stopped()).state().phase()).isInstanceOf(Phase.Leaving.class);
  }

  @Test
  @DisplayName("R7.3 R3.3 while the pair is paused nothing is done about it")
  void paused() {
    in("Serving with a secondary");
    on(new Event.PauseAsked(60 * SECOND));
    assertThat(hangs().effects()).isEmpty();
    assertThat(serviceHealth().failures()).isZero();
  }

  @Test
  @DisplayName("R7.3 what is said of a run that is over does not count")
  void lateWord() {
    in("Serving with a secondary");
    Event late = new Event.ServiceUnhealthy(serviceHealth().sinceNanos(), check(1));
    on(new Event.ServiceDied(Reason.sentence("exit status 3")));
    assertThat(on(late).effects()).isEmpty();
    now += SECOND;
    on(new Event.Tick());
    assertThat(on(late).effects()).isEmpty();
    on(new Event.ServiceStarted(Reason.sentence("1 of 1 active")));
    assertThat(on(late).effects()).isEmpty();
    assertThat(serviceHealth().failures()).isEqualTo(1);
  }

  @Test
  @DisplayName("R7.3 one that does not end is told again, nothing is started or handed over")
  void doesNotEnd() {
    in("Serving with a secondary, all restarts used up");
    hangs();
    int again = 0;
    for (int second = 0; second < 300; second++) {
      Step step = on(new Event.ServiceStopFailed(Reason.sentence("it may still run")));
      assertThat(step.state().phase()).isInstanceOf(Phase.Serving.class);
      now += 10 * SECOND;
      again += on(new Event.Tick()).effects().contains(new Effect.StopService(0)) ? 1 : 0;
    }
    assertThat(again).isGreaterThan(100);
    assertThat(told).as("once that it hangs, once that it does not end").hasSize(2);
    on(new Event.Tick());
    assertThat(on(stopped()).state().phase()).isInstanceOf(Phase.Leaving.class);
  }

  @Test
  @DisplayName("R7.3 what comes late of a start or a reload does not undo that it is being ended")
  void lateStart() {
    in("Serving, the service hangs and is being ended");
    on(new Event.ServiceStarted(Reason.sentence("1 of 1 active")));
    assertThat(serviceHealth().service()).isEqualTo(State.ENDING);
    on(new Event.ServiceStartFailed(Reason.sentence("it runs already")));
    assertThat(serviceHealth().service()).isEqualTo(State.ENDING);
    on(new Event.ServiceDied(Reason.sentence("exit status 137")));
    assertThat(serviceHealth().service()).as("the stop itself answers yet").isEqualTo(State.ENDING);
    on(stopped());
    assertThat(serviceHealth())
        .extracting(ServiceHealth::service, ServiceHealth::failures)
        .containsExactly(State.DOWN, 1);
  }

  @Test
  @DisplayName("R7.3 R3.1 one that did not end and then dies is down: no stop is under way")
  void diesLater() {
    in("Serving, the service hangs and did not end");
    on(new Event.ServiceDied(Reason.sentence("exit status 137")));
    assertThat(serviceHealth().service()).isEqualTo(State.DOWN);
  }

  @Test
  @DisplayName("R7.3 a primary that leaves while the service is being ended awaits both answers")
  void leavesMeanwhile() {
    in("Serving, the service hangs and is being ended");
    on(new Event.UserStop(true));
    on(new Event.ServiceStopFailed(Reason.sentence("it may still run")));
    assertThat(((Phase.Leaving) state.phase()).step()).isEqualTo(Phase.LeaveStep.STOPPING);
    on(stopped());
    assertThat(((Phase.Leaving) state.phase()).step()).isEqualTo(Phase.LeaveStep.LAST_CYCLE);
  }

  @Test
  @DisplayName("R2.6 R7.3 a check that needs longer than the window finds it all the same")
  void slowCheck() {
    in("Serving with a secondary");
    slow(3 * WINDOW);
    for (int i = 0; i < 2; i++) {
      now += 2 * WINDOW;
      on(new Event.Tick());
      now += WINDOW;
      hangs();
      startedAgain();
    }
    now += 2 * WINDOW;
    on(new Event.Tick());
    assertThat(serviceHealth().failures()).as("no good run: nothing is forgiven").isEqualTo(2);
    now += WINDOW;
    hangs();
    on(stopped());
    assertThat(state.phase()).isInstanceOf(Phase.Leaving.class);
    now += 3 * 3 * WINDOW;
    assertThat(state.at(now).isServiceWornOut())
        .as("the other node needs as long to find that it hangs there too")
        .isTrue();
    now += 3 * 3 * WINDOW;
    assertThat(state.at(now).isServiceWornOut()).isFalse();
  }

  private void slow(long nanos) {
    Self self = state.self();
    Self other =
        new Self(
            self.nodeId(),
            self.mode(),
            self.timing(),
            self.limits().withChecks(nanos),
            self.peerName(),
            self.forced());
    state =
        new NodeState(
            other,
            state.durable(),
            state.unsaved(),
            state.phase(),
            state.eventNanos(),
            state.attempts(),
            state.watch());
  }
}
