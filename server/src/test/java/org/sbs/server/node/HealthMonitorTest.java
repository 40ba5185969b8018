package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Event;
import org.sbs.core.role.Limits;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Self;
import org.sbs.core.role.ServiceHealth;
import org.sbs.core.role.Timing;
import org.sbs.server.health.HealthProbe;
import org.sbs.view.status.NodeStatus;

/** When checks are done, and what of them is told. */
@Tag("slow")
class HealthMonitorTest {
  private static final HealthCheck.Pace PACE = new HealthCheck.Pace(1, 1, 2, 0);
  private static final HealthCheck TCP = new HealthCheck.Tcp("127.0.0.1", 9000, PACE);
  private static final HealthCheck SECOND = new HealthCheck.Tcp("127.0.0.1", 9001, PACE);
  private static final HealthCheck HTTP = new HealthCheck.Http("http://127.0.0.1/", PACE);
  private static final CheckOutcome FAILED =
      CheckOutcome.failed(Reason.of(ReasonCode.CHECK_TIMED_OUT).with("seconds", 1));
  private static final CheckOutcome NOT_ASKED =
      CheckOutcome.notAsked(Reason.of(ReasonCode.CHECK_NAME_UNKNOWN).with("name", "a"));

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<Reason> news = new CopyOnWriteArrayList<>();
  private final AtomicLong extra = new AtomicLong();
  private final AtomicLong disturbances = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile CheckOutcome outcome = CheckOutcome.PASSED;
  private final List<HealthMonitor> monitors = new ArrayList<>();

  @AfterEach
  void close() {
    monitors.forEach(HealthMonitor::close);
  }

  private HealthMonitor monitor(HealthProbe probe, HealthCheck... checks) {
    HealthMonitor monitor =
        new HealthMonitor(
            List.of(checks),
            new AnyProbe(probe),
            () -> System.nanoTime() + extra.get(),
            disturbances::get,
            events::add,
            news::add,
            fault -> {
              throw new AssertionError(fault);
            });
    monitors.add(monitor);
    monitor.start();
    return monitor;
  }

  private HealthMonitor monitor(HealthCheck... checks) {
    return monitor(
        within -> {
          asked.incrementAndGet();
          return outcome;
        },
        checks);
  }

  private static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10));
  }

  private static NodeState state(Phase phase) {
    Self self =
        new Self(
            "a".repeat(32),
            Mode.SYMMETRIC,
            Timing.ofMillis(500, 2000),
            Limits.ofSeconds(1, 3, 600, 2),
            "peer",
            false);
    NodeState starting = NodeState.starting(self, DurableState.fresh("a".repeat(32)), 0);
    return new NodeState(starting.self(), starting.durable(), false, phase, 0, 0, starting.watch());
  }

  private static NodeState serving(ServiceHealth.State service, long since) {
    return state(
        new Phase.Serving(
            1,
            new ServiceHealth(service, since, 0, Reason.NONE),
            Optional.empty(),
            Optional.empty(),
            0,
            false));
  }

  private static NodeState running(long since) {
    return serving(ServiceHealth.State.RUNNING, since);
  }

  /** Waits until so many more checks were done. */
  private void awaitChecks(int more) {
    int enough = asked.get() + more;
    eventually().until(() -> asked.get() >= enough);
  }

  @Test
  @DisplayName(
      "R7.3 a service that hangs is told with its run, again and again; so is its recovery")
  void tells() {
    HealthMonitor monitor = monitor(TCP);
    monitor.stepped(running(7));
    outcome = FAILED;
    eventually().until(() -> events.size() >= 2);
    assertThat(events).allMatch(event -> event instanceof Event.ServiceUnhealthy);
    Event.ServiceUnhealthy first = (Event.ServiceUnhealthy) events.get(0);
    assertThat(first.runNanos()).isEqualTo(7);
    assertThat(first.check().has(ReasonCode.CHECK_FAILED)).isTrue();
    assertThat(monitor.hangs()).isTrue();
    assertThat(monitor.status().get(0))
        .extracting(NodeStatus.CheckStatus::state, NodeStatus.CheckStatus::target)
        .containsExactly("failed", "127.0.0.1:9000");
    assertThat(monitor.problems()).hasSize(1);
    outcome = CheckOutcome.PASSED;
    eventually().until(() -> events.contains(new Event.ServiceHealthy(7)));
    assertThat(monitor.hangs()).isFalse();
    assertThat(monitor.problems()).isEmpty();
    assertThat(monitor.status().get(0).state()).isEqualTo("passed");
  }

  @Test
  @DisplayName("R7.3 nothing is checked but a service that runs here and is to be checked")
  void onlyWhileItRuns() {
    CountDownLatch goOn = new CountDownLatch(1);
    HealthMonitor monitor =
        monitor(
            within -> {
              asked.incrementAndGet();
              goOn.await();
              return FAILED;
            },
            TCP);
    for (ServiceHealth.State other :
        List.of(
            ServiceHealth.State.STARTING,
            ServiceHealth.State.ENDING,
            ServiceHealth.State.NOT_ENDED,
            ServiceHealth.State.DOWN)) {
      monitor.stepped(serving(other, 7));
      assertThat(monitor.status().get(0).state()).isEqualTo("waiting");
    }
    monitor.stepped(state(new Phase.Preparing()));
    monitor.stepped(running(8));
    awaitChecks(1);
    monitor.stepped(serving(ServiceHealth.State.DOWN, 9));
    goOn.countDown();
    // Much longer than the time between two checks, by the monitor's own clock.
    extra.addAndGet(TimeUnit.SECONDS.toNanos(500));
    monitor.stepped(running(10));
    eventually().until(() -> !events.isEmpty());
    assertThat(((Event.ServiceUnhealthy) events.get(0)).runNanos()).isEqualTo(10);
    assertThat(failures(events.get(0))).as("the one of the run before does not count").isEqualTo(2);
  }

  private static Object failures(Event event) {
    Reason check = ((Event.ServiceUnhealthy) event).check();
    Reason failed = check.code() == ReasonCode.BOTH ? (Reason) check.values().get("first") : check;
    return failed.values().get("failures");
  }

  @Test
  @DisplayName("R7.3 what is found of a service that is being restarted, or was, does not count")
  void disturbed() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    HealthMonitor monitor =
        monitor(
            within -> {
              asked.incrementAndGet();
              begun.countDown();
              goOn.await();
              return FAILED;
            },
            TCP);
    monitor.stepped(running(7));
    eventually().until(() -> begun.getCount() == 0);
    disturbances.incrementAndGet();
    goOn.countDown();
    extra.addAndGet(TimeUnit.SECONDS.toNanos(60));
    assertThat(asked.get()).as("none during a reload").isEqualTo(1);
    disturbances.incrementAndGet();
    eventually().until(() -> !events.isEmpty());
    assertThat(failures(events.get(0)))
        .as("the one before the reload is not among them")
        .isEqualTo(2);
    assertThat(asked.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  @DisplayName(
      "R7.3 never two checks of a form at once; one that hangs keeps no other form waiting")
  void oneOfAFormAtOnce() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch goOn = new CountDownLatch(1);
    HealthProbe tcp =
        within -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          goOn.await();
          now.decrementAndGet();
          return CheckOutcome.PASSED;
        };
    HealthProbe http =
        within -> {
          asked.incrementAndGet();
          return CheckOutcome.PASSED;
        };
    HealthMonitor monitor =
        new HealthMonitor(
            List.of(TCP, SECOND, HTTP),
            new TwoProbes(tcp, http),
            () -> System.nanoTime() + extra.get(),
            disturbances::get,
            events::add,
            news::add,
            fault -> {
              throw new AssertionError(fault);
            });
    monitors.add(monitor);
    monitor.start();
    monitor.stepped(running(7));
    eventually().until(() -> now.get() == 1);
    awaitChecks(2);
    extra.addAndGet(TimeUnit.SECONDS.toNanos(30));
    assertThat(monitor.status())
        .as("that a check does not come to its end is said")
        .anyMatch(status -> status.state().equals("not-possible"));
    goOn.countDown();
    eventually().until(() -> most.get() == 1 && now.get() == 0);
    awaitChecks(1);
    assertThat(most.get()).isEqualTo(1);
  }

  /** One for TCP and another for HTTP. */
  private record TwoProbes(HealthProbe first, HealthProbe second)
      implements HealthCheck.Cases<HealthProbe> {
    @Override
    public HealthProbe tcp(HealthCheck.Tcp check) {
      return first;
    }

    @Override
    public HealthProbe http(HealthCheck.Http check) {
      return second;
    }

    @Override
    public HealthProbe program(HealthCheck.Program check) {
      return second;
    }

    @Override
    public HealthProbe jobs(HealthCheck.Jobs check) {
      return second;
    }
  }

  @Test
  @DisplayName("R7.3 a check that cannot be done is told once, and its end; no service is blamed")
  void notPossible() {
    HealthMonitor monitor = monitor(TCP);
    monitor.stepped(running(7));
    outcome = NOT_ASKED;
    eventually().until(() -> news.size() == 1);
    assertThat(news.get(0).code()).isEqualTo(ReasonCode.CHECK_NOT_POSSIBLE);
    assertThat(monitor.problems()).hasSize(1);
    awaitChecks(2);
    assertThat(news).hasSize(1);
    outcome = CheckOutcome.PASSED;
    eventually().until(() -> news.size() == 2);
    assertThat(news.get(1).code()).isEqualTo(ReasonCode.CHECK_PASSES_AGAIN);
    assertThat(events).isEmpty();
  }
}
