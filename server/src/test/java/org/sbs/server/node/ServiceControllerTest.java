package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Cause;
import org.sbs.core.role.Event;
import org.sbs.server.service.ServiceException;

/** The service is stopped in time, whatever it says. */
class ServiceControllerTest {
  private static final long SOON = Duration.ofMillis(20).toNanos();

  @Test
  @DisplayName("R6.2 a service that refuses to stop is killed when the time for that has come")
  void killed() {
    FakeService service = new FakeService(new AtomicInteger());
    List<Event> events = new CopyOnWriteArrayList<>();
    try (ServiceController controller = controller(service, events)) {
      controller.start(1, Cause.START, Optional.of(List.of()));
      await().until(service::isRunning);
      service.refusesToStop = true;
      controller.stopInAHurry(SOON);
      await().atMost(Duration.ofSeconds(60)).until(() -> !service.isRunning());
      assertThat(events).anyMatch(event -> event instanceof Event.ServiceStopFailed);
    }
  }

  @Test
  @DisplayName(
      "R2.3 R7.3 what is to work stays known while the service is down, and works when it is back")
  void remembersWhatIsToWork() throws Exception {
    FakeService service = new FakeService(new AtomicInteger());
    List<Event> events = new CopyOnWriteArrayList<>();
    try (ServiceController controller = controller(service, events)) {
      controller.start(1, Cause.START, Optional.of(List.of("Dock 1")));
      await().until(() -> started(events).size() == 1);
      service.die();
      await().until(() -> events.stream().anyMatch(e -> e instanceof Event.ServiceDied));
      // A cycle asks now: the other node may take over next.
      assertThat(controller.wantedNow()).contains(List.of("Dock 1"));
      service.broken = true;
      controller.start(1, Cause.RESTART, Optional.of(List.of()));
      await().until(() -> events.stream().anyMatch(e -> e instanceof Event.ServiceStartFailed));
      assertThat(controller.wantedNow()).contains(List.of("Dock 1"));
      service.broken = false;
      controller.start(1, Cause.RESTART, Optional.of(List.of()));
      await().until(() -> started(events).size() == 2);
      assertThat(service.active()).containsExactly("Dock 1");
      assertThat(started(events).get(1)).isEqualTo(active(1, 1));
    }
  }

  @Test
  @DisplayName(
      "R3.1 what a cycle asks for while the service goes down does not change what is to work")
  void listedWhileItStops() {
    FakeService service = new FakeService(new AtomicInteger());
    List<Event> events = new CopyOnWriteArrayList<>();
    List<Optional<List<String>>> told = new CopyOnWriteArrayList<>();
    try (ServiceController controller = controller(service, events)) {
      controller.start(1, Cause.START, Optional.of(List.of("Dock 1")));
      await().until(() -> started(events).size() == 1);
      service.halfStopped =
          () -> {
            try {
              told.add(controller.wantedNow());
            } catch (ServiceException e) {
              throw new AssertionError(e);
            }
          };
      controller.stop();
      await().until(() -> events.stream().anyMatch(e -> e instanceof Event.ServiceStopped));
      assertThat(told).containsExactly(Optional.of(List.of("Dock 1")));
      assertThat(controller.wanted()).contains(List.of("Dock 1"));
    }
  }

  @Test
  @DisplayName("R7.3 one that hangs is not asked for its sentinels before it is stopped")
  void hangs() {
    FakeService service = new FakeService(new AtomicInteger());
    List<Event> events = new CopyOnWriteArrayList<>();
    try (ServiceController controller = controller(service, events)) {
      controller.start(1, Cause.START, Optional.of(List.of("Dock 1")));
      await().until(() -> started(events).size() == 1);
      service.deactivate("Dock 1");
      controller.stop(true);
      await().until(() -> events.stream().anyMatch(e -> e instanceof Event.ServiceStopped));
      assertThat(events)
          .as("the list before counts")
          .contains(new Event.ServiceStopped(Optional.of(List.of("Dock 1"))));
    }
  }

  @Test
  @DisplayName("R7.3 a reload and a restart are told to whoever checks the service")
  void disturbances() {
    FakeService service = new FakeService(new AtomicInteger());
    List<Event> events = new CopyOnWriteArrayList<>();
    List<Long> meanwhile = new CopyOnWriteArrayList<>();
    try (ServiceController controller = controller(service, events)) {
      controller.start(1, Cause.START, Optional.of(List.of("Dock 1")));
      await().until(() -> started(events).size() == 1);
      assertThat(controller.disturbances()).isZero();
      service.halfStopped = () -> meanwhile.add(controller.disturbances());
      controller.reload(Reason.of(ReasonCode.FILE_TAKEN_OVER));
      await().until(() -> controller.disturbances() == 2);
      assertThat(meanwhile).containsExactly(1L);
    }
  }

  @Test
  @DisplayName("R2.3 R7.3 where the very first start fails, all sentinels work when one succeeds")
  void firstStartFails() throws ServiceException {
    FakeService service = new FakeService(new AtomicInteger());
    service.broken = true;
    List<Event> events = new CopyOnWriteArrayList<>();
    try (ServiceController controller = controller(service, events)) {
      controller.start(1, Cause.START, Optional.empty());
      await().until(() -> events.stream().anyMatch(e -> e instanceof Event.ServiceStartFailed));
      // A cycle that tells "none" now would make the other node start the service with none.
      assertThat(controller.wantedNow()).isEmpty();
      service.broken = false;
      controller.start(1, Cause.RESTART, Optional.empty());
      await().until(() -> !started(events).isEmpty());
      assertThat(service.active()).containsExactly("Dock 1", "Dock 2");
    }
  }

  @Test
  @DisplayName("R2.3 at the very first start a foreign service keeps what it has active itself")
  void foreignStaysAsItIs() {
    FakeService service = new FakeService(new AtomicInteger());
    service.has("Dock 2");
    assertThat(startedFirst(service)).isEqualTo(List.of("Dock 2"));
    assertThat(service.active()).containsExactly("Dock 2");
    assertThat(service.everActivated()).isEmpty();
  }

  @Test
  @DisplayName("R2.3 a foreign service that has none active keeps none, and that is known then")
  void foreignWithNone() {
    FakeService service = new FakeService(new AtomicInteger());
    service.has();
    assertThat(startedFirst(service)).isEqualTo(List.of());
    assertThat(service.everActivated()).isEmpty();
  }

  @Test
  @DisplayName("R1.2 R2.3 what worked in a service that SBS found running works when SBS ran it")
  void foundRunning() {
    FakeService service = new FakeService(new AtomicInteger());
    service.has();
    service.runsWith("Dock 1");
    assertThat(startedFirst(service)).isEqualTo(List.of("Dock 1"));
    assertThat(service.everActivated()).containsExactly("Dock 1");
  }

  @Test
  @DisplayName(
      "R2.3 R7.5 what a foreign service has active by itself is held if the licence says so")
  void foreignIsHeld() {
    FakeService service = new FakeService(new AtomicInteger());
    service.has("Dock 2");
    List<Event> events = new CopyOnWriteArrayList<>();
    LicenceGuard licence =
        new LicenceGuard(
            service,
            () -> LicenceFinding.none(Reason.of(ReasonCode.LICENCE_NONE), Reason.NONE),
            sentence -> {});
    try (ServiceController controller = controller(service, events, licence)) {
      controller.start(1, Cause.START, Optional.empty());
      await().until(() -> !started(events).isEmpty());
      assertThat(service.active()).isEmpty();
      assertThat(controller.wanted()).contains(List.of("Dock 2"));
    }
  }

  /** What is to work, as the node is told, after a first start that finds the service as it is. */
  private static List<String> startedFirst(FakeService service) {
    List<Event> events = new CopyOnWriteArrayList<>();
    try (ServiceController controller = controller(service, events)) {
      controller.takeControl(false);
      controller.start(1, Cause.START, Optional.empty());
      await().until(() -> !started(events).isEmpty());
      return events.stream()
          .filter(event -> event instanceof Event.ServiceStarted)
          .map(event -> ((Event.ServiceStarted) event).toWork().orElseThrow())
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  @DisplayName("R2.4 one sentinel that cannot be activated keeps no other from it, and is named")
  void oneRefuses() {
    FakeService service = new FakeService(new AtomicInteger());
    service.refuse("Dock 1", "its printer is gone.");
    List<Event> events = new CopyOnWriteArrayList<>();
    try (ServiceController controller = controller(service, events)) {
      controller.start(1, Cause.TAKEOVER, Optional.of(List.of("Dock 1", "Dock 2", "Dock 9")));
      await().until(() -> !started(events).isEmpty());
      assertThat(started(events).get(0))
          .isEqualTo(
              active(1, 2)
                  .and(
                      Reason.of(ReasonCode.SENTINEL_FAILED)
                          .with("name", "Dock 1")
                          .with("why", Reason.sentence("its printer is gone.")))
                  .and(Reason.of(ReasonCode.SENTINELS_UNKNOWN).with("names", "Dock 9")));
      assertThat(service.active()).containsExactly("Dock 2");
      assertThat(controller.wanted()).contains(List.of("Dock 1", "Dock 2"));
    }
  }

  private static ServiceController controller(FakeService service, List<Event> events) {
    return controller(
        service, events, new LicenceGuard(service, LicenceFinding::off, sentence -> {}));
  }

  private static ServiceController controller(
      FakeService service, List<Event> events, LicenceGuard licence) {
    return new ServiceController(
        service,
        events::add,
        new MonotonicClock(),
        licence,
        news -> {},
        fault -> {
          throw new AssertionError(fault);
        });
  }

  private static Reason active(int some, int all) {
    return Reason.of(ReasonCode.SENTINELS_ACTIVE).with("some", some).with("all", all);
  }

  private static List<Reason> started(List<Event> events) {
    return events.stream()
        .filter(event -> event instanceof Event.ServiceStarted)
        .map(event -> ((Event.ServiceStarted) event).what())
        .toList();
  }
}
