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
import org.sbs.core.role.Cause;
import org.sbs.core.role.Event;

/** The service is stopped in time, whatever it says. */
class ServiceDeskTest {
  private static final long SOON = Duration.ofMillis(20).toNanos();

  @Test
  @DisplayName("R6.2 a service that refuses to stop is killed when the time for that has come")
  void killed() {
    FakeService service = new FakeService(new AtomicInteger());
    List<Event> events = new CopyOnWriteArrayList<>();
    try (ServiceDesk desk =
        new ServiceDesk(
            service,
            events::add,
            new MonotonicClock(),
            new LicenceDesk(service, LicenceFinding::off, sentence -> {}),
            fault -> {
              throw new AssertionError(fault);
            })) {
      desk.start(1, Cause.START, Optional.of(List.of()));
      await().until(service::isRunning);
      service.refusesToStop = true;
      desk.stopInAHurry(SOON);
      await().atMost(Duration.ofSeconds(60)).until(() -> !service.isRunning());
      assertThat(events).anyMatch(event -> event instanceof Event.ServiceStopFailed);
    }
  }
}
