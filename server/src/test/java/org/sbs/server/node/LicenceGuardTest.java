package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sbs.core.licence.Licence;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.licence.LicenceKind;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Cause;
import org.sbs.core.role.Event;

/** What a licence does to the sentinels of a service. */
@Tag("slow")
class LicenceGuardTest {
  private static final Optional<List<String>> BOTH = Optional.of(List.of("Dock 1", "Dock 2"));

  private static final Reason ALL =
      Reason.of(ReasonCode.SENTINELS_ACTIVE).with("some", 2).with("all", 2);

  private final FakeService service = new FakeService(new AtomicInteger());
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<Reason> news = new CopyOnWriteArrayList<>();
  private volatile LicenceFinding licence = licence(LicenceKind.BACKUP);
  private final ServiceController controller =
      new ServiceController(
          service,
          events::add,
          new MonotonicClock(),
          new LicenceGuard(service, () -> licence, news::add),
          changes -> {},
          fault -> {
            throw new AssertionError(fault);
          });

  private static LicenceFinding licence(LicenceKind kind) {
    return LicenceFinding.of(
        new Licence(kind, "ab".repeat(16), "Example Labels", Optional.empty()),
        LocalDate.of(2026, 3, 1));
  }

  @AfterEach
  void close() {
    controller.close();
  }

  private Reason started(Cause cause) {
    int before = events.size();
    controller.start(1, cause, BOTH);
    await().atMost(Duration.ofSeconds(60)).until(() -> events.size() > before);
    return ((Event.ServiceStarted) events.get(before)).what();
  }

  private boolean told(ReasonCode code) {
    return news.stream().anyMatch(reason -> reason.has(code));
  }

  private void awaitActive(List<String> names) {
    await().atMost(Duration.ofSeconds(60)).until(() -> service.active().equals(names));
  }

  @Test
  @DisplayName("R7.5 a backup licence holds the sentinels of a direct start, and says why")
  void direct() {
    Reason told = started(Cause.START);
    assertThat(told.code()).isEqualTo(ReasonCode.SENTINELS_HELD);
    assertThat(told.values())
        .containsEntry("count", 2)
        .containsEntry(
            "why",
            Reason.of(ReasonCode.LICENCE_IS_BACKUP).and(Reason.of(ReasonCode.STARTED_DIRECTLY)))
        .containsEntry("release", Reason.of(ReasonCode.LICENCE_RELEASES_OR_SBS));
    assertThat(service.active()).isEmpty();
    assertThat(controller.licence().status().kind()).isEqualTo("backup");
    assertThat(controller.licence().status().explanation()).contains(told);
  }

  @Test
  @DisplayName("R7.5 sentinels that are held stay in the list that the other node is to activate")
  void notForgotten() throws Exception {
    started(Cause.START);
    assertThat(controller.wantedNow()).contains(List.of("Dock 1", "Dock 2"));
    controller.stop();
    await().until(() -> events.get(events.size() - 1) instanceof Event.ServiceStopped);
    assertThat(((Event.ServiceStopped) events.get(events.size() - 1)).active()).isEqualTo(BOTH);
  }

  @Test
  @DisplayName("R7.5 after a takeover and a hand-over a backup licence lets everything work")
  void takeover() {
    assertThat(started(Cause.TAKEOVER)).isEqualTo(ALL);
    assertThat(started(Cause.HANDOVER)).isEqualTo(ALL);
  }

  @Test
  @DisplayName("R7.5 a service that SBS starts again keeps the right of its epoch, of either kind")
  void restart() {
    started(Cause.TAKEOVER);
    service.kill();
    assertThat(started(Cause.RESTART)).isEqualTo(ALL);
    started(Cause.START);
    service.kill();
    assertThat(started(Cause.RESTART).has(ReasonCode.STARTED_DIRECTLY)).isTrue();
  }

  @Test
  @DisplayName("R7.5 a service that runs before SBS has started it again was started by hand")
  void aheadOfSbs() {
    started(Cause.TAKEOVER);
    assertThat(started(Cause.RESTART).has(ReasonCode.STARTED_BY_HAND)).isTrue();
  }

  @Test
  @DisplayName("R7.5 a licence that ends while the sentinels work stops nothing, not at a restart")
  void runningNight() {
    licence = licence(LicenceKind.MAIN);
    started(Cause.START);
    licence =
        LicenceFinding.none(
            Reason.of(ReasonCode.LICENCE_NONE), Reason.of(ReasonCode.LICENCE_RENEW));
    await().atMost(Duration.ofSeconds(60)).until(() -> told(ReasonCode.LICENCE_NONE));
    assertThat(service.active()).containsExactly("Dock 1", "Dock 2");
    service.kill();
    assertThat(started(Cause.RESTART)).isEqualTo(ALL);
    assertThat(started(Cause.START).has(ReasonCode.SENTINELS_HELD)).isTrue();
  }

  @Test
  @DisplayName("R7.5 a main licence that is installed lets held sentinels go at once")
  void release() {
    started(Cause.START);
    licence = licence(LicenceKind.MAIN);
    awaitActive(List.of("Dock 1", "Dock 2"));
    await().until(() -> told(ReasonCode.SENTINELS_RELEASED));
    assertThat(controller.licence().held()).isEmpty();
  }

  @Test
  @DisplayName(
      "R7.5 a service restarted by hand on a backup node is noticed, its sentinels are held")
  void byHand() {
    service.run = Optional.of("process 1");
    started(Cause.TAKEOVER);
    assertThat(service.active()).hasSize(2);
    service.run = Optional.of("process 2");
    awaitActive(List.of());
    await().until(() -> told(ReasonCode.STARTED_PAST_SBS) && told(ReasonCode.SENTINELS_HELD));
    assertThat(controller.wanted()).contains(List.of("Dock 1", "Dock 2"));
  }

  @Test
  @DisplayName("R7.5 where the service cannot deactivate, SBS starts it anew without sentinels")
  void byHandWithoutCommand() {
    service.canDeactivate = false;
    service.run = Optional.of("process 1");
    started(Cause.TAKEOVER);
    service.run = Optional.of("process 2");
    awaitActive(List.of());
    assertThat(service.isRunning()).isTrue();
  }

  @Test
  @DisplayName("R7.5 sentinels that somebody activates while they are held are held again")
  void activatedByHand() throws Exception {
    started(Cause.START);
    service.activate(List.of("Dock 2"));
    awaitActive(List.of());
  }

  @Test
  @DisplayName("R7.5 with a main licence a restart by hand is told and holds nothing")
  void byHandOnMain() {
    licence = licence(LicenceKind.MAIN);
    service.run = Optional.of("process 1");
    started(Cause.START);
    service.run = Optional.of("process 2");
    await().until(() -> told(ReasonCode.LICENCE_ALLOWS_THAT));
    assertThat(service.active()).hasSize(2);
  }
}
