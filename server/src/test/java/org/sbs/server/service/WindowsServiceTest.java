package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.service.FakeServiceManager.Way;
import org.sbs.server.service.ServiceManager.StartType;
import org.sbs.server.service.ServiceManager.State;
import org.sbs.view.text.ReasonText;

/** The waiting and the words, with a service manager that is not real; time passes at once. */
final class WindowsServiceTest {
  private static final WindowsSpec.Limits LIMITS =
      new WindowsSpec.Limits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(20),
          Duration.ofSeconds(180),
          Duration.ofSeconds(10),
          Duration.ofMillis(5));

  private final FakeServiceManager windows = new FakeServiceManager();
  private final BlockingQueue<String> deaths = new LinkedBlockingQueue<>();
  private WindowsService service = service(List.of(), List.of());

  private WindowsService service(List<String> list, List<String> activate) {
    WindowsSpec spec =
        new WindowsSpec(
            FakeServiceManager.NAME, list, activate, Optional.empty(), Optional.empty(), LIMITS);
    service = new WindowsService(spec, windows, windows);
    service.onDeath(how -> deaths.add(ReasonText.english().sentence(how)));
    return service;
  }

  @AfterEach
  void close() {
    windows.refusal = Optional.empty();
    windows.dependents = List.of();
    windows.stop = Way.atOnce(State.STOPPED);
    service.close();
  }

  private void refuse(int code) {
    windows.refusal = Optional.of(new ServiceManagerException(code, "no"));
  }

  @Test
  @DisplayName("R7.1 a Windows service is started, watched and stopped")
  void wholeLife() throws Exception {
    windows.start = new Way(Duration.ofSeconds(25), Duration.ofDays(1), 0, State.RUNNING);
    service.takeControl();
    service.start(5, "start");
    assertThat(service.isRunning()).isTrue();
    assertThat(windows.leashed).isTrue();
    assertThat(service.runId()).contains("process 4711");
    service.stop();
    assertThat(service.runId()).isEmpty();
    assertThat(service.isRunning()).isFalse();
    assertThat(windows.leashed).isFalse();
    assertThat(windows.orders).containsExactly("manual", "start", "stop");
    assertThat(deaths).isEmpty();
  }

  @Test
  @DisplayName("R1.2 a service that Windows starts is set to manual start, not restarted, stopped")
  void takesControl() throws Exception {
    windows.state = State.RUNNING;
    windows.restarts = true;
    service.takeControl();
    assertThat(windows.startType).isEqualTo(StartType.MANUAL);
    assertThat(windows.restarts).isFalse();
    assertThat(service.isRunning()).isFalse();
  }

  @Test
  @DisplayName("R1.2 something that sets the start type back is an error that says so")
  void startTypeIsSetBack() {
    windows.startTypeSticks = false;
    assertThatThrownBy(service::takeControl)
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("Windows starts the Windows service \"LabelPrintManager\" although");
  }

  @Test
  @DisplayName("R7.1 a disabled service is refused with the command that enables it")
  void disabled() {
    windows.startType = StartType.DISABLED;
    assertThatThrownBy(service::takeControl)
        .hasMessage(
            "The Windows service \"LabelPrintManager\" cannot be protected: it is disabled, so"
                + " nobody can start it, not even SBS; type sc config \"LabelPrintManager\" start="
                + " demand.");
    assertThat(windows.orders).isEmpty();
  }

  @Test
  @DisplayName("R7.1 a service that does not exist is named, and how to find the right name")
  void missing() {
    windows.exists = false;
    assertThatThrownBy(service::takeControl)
        .hasMessageContaining("this machine has no service of that name")
        .hasMessageContaining("sc query state= all");
    assertThat(service.isRunning()).as("what is not there does not run").isFalse();
  }

  @Test
  @DisplayName("R7.1 insufficient rights are called that, with the remedy")
  void noRights() {
    refuse(ServiceManagerException.ACCESS_DENIED);
    assertThatThrownBy(service::takeControl)
        .hasMessageStartingWith("The Windows service \"LabelPrintManager\" was not set to manual")
        .hasMessageContaining("the account that runs SBS may not do that")
        .hasMessageContaining("sbs service install");
  }

  @Test
  @DisplayName("R7.1 a service that hangs while stopping may still run, and stop says so")
  void hangsStopping() throws Exception {
    service.start(1, "start");
    windows.stop = Way.never();
    assertThatThrownBy(service::stop)
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("may still run (process 4711): 20 s after it was told to stop")
        .hasMessageContaining("STOP_PENDING")
        .hasMessageContaining("taskkill /F /PID 4711");
    assertThat(service.isRunning()).isTrue();
    assertThat(windows.killed).as("a stop kills nothing").isFalse();
    service.kill();
    service.stop();
    assertThat(service.isRunning()).isFalse();
  }

  @Test
  @DisplayName("R7.1 a service that shows progress while stopping is given time, up to a limit")
  void slowStop() throws Exception {
    service.start(1, "start");
    windows.stop = new Way(Duration.ofSeconds(100), Duration.ofSeconds(15), 0, State.STOPPED);
    service.stop();
    assertThat(windows.seconds()).isGreaterThanOrEqualTo(100);

    service.start(2, "start");
    windows.stop = new Way(Duration.ofHours(9), Duration.ofSeconds(1), 0, State.STOPPED);
    assertThatThrownBy(service::stop).hasMessageContaining("180 s after it was told to stop");
    windows.die(0);
  }

  @Test
  @DisplayName("R7.1 a service that asks for more time by its wait hint gets it")
  void waitHint() throws Exception {
    windows.start = new Way(Duration.ofSeconds(55), Duration.ofDays(1), 60_000, State.RUNNING);
    service.start(1, "start");
    assertThat(windows.seconds()).isGreaterThanOrEqualTo(55);
  }

  @Test
  @DisplayName("R7.1 a service that does not come up is stopped again and the start fails")
  void doesNotStart() {
    windows.start = Way.never();
    assertThatThrownBy(() -> service.start(1, "start"))
        .hasMessage(
            "The Windows service \"LabelPrintManager\" did not start: 30 s after it was told to"
                + " start, Windows reports START_PENDING.");
  }

  @Test
  @DisplayName("R7.1 a service that ends while starting is told with its own exit code")
  void endsWhileStarting() {
    windows.start = Way.atOnce(State.STOPPED);
    windows.exitCode = 1066;
    windows.ownExitCode = 3;
    assertThatThrownBy(() -> service.start(1, "start"))
        .hasMessage(
            "The Windows service \"LabelPrintManager\" did not start: it ended with exit code 3 of"
                + " its own.");
  }

  @Test
  @DisplayName("R7.1 a service on which others depend that run is not stopped, and they are named")
  void dependents() throws Exception {
    service.start(1, "start");
    windows.dependents = List.of("LabelViewer", "LabelWeb");
    assertThatThrownBy(service::stop)
        .hasMessageContaining("the services LabelViewer, LabelWeb need it and run");
  }

  @Test
  @DisplayName("R7.1 a service that is still starting takes no order to stop, and is told again")
  void stopWhileStarting() throws Exception {
    windows.start = new Way(Duration.ofSeconds(10), Duration.ofSeconds(1), 0, State.RUNNING);
    windows.start(FakeServiceManager.NAME);
    service.stop();
    assertThat(windows.orders).endsWith("stop");
    assertThat(service.isRunning()).isFalse();
  }

  @Test
  @DisplayName("R7.1 a service that somebody started is stopped first, then started by SBS")
  void startedByHand() throws Exception {
    windows.state = State.RUNNING;
    service.start(1, "takeover");
    assertThat(windows.orders).containsExactly("stop", "start");
  }

  @Test
  @DisplayName("R7.1 R7.3 a service that ends by itself is noticed, and how it ended is told once")
  void deathIsTold() throws Exception {
    service.start(1, "start");
    windows.die(1067);
    assertThat(deaths.poll(20, TimeUnit.SECONDS))
        .isEqualTo(
            "The Windows service \"LabelPrintManager\" does not run any more: its process ended"
                + " unexpectedly (exit code 1067).");
    service.start(2, "restart");
    service.stop();
    assertThat(deaths).isEmpty();
  }

  @Test
  @DisplayName("R7.1 what outlives the word that it has stopped is killed: it must not print")
  void outlivesItsStop() throws Exception {
    windows.outlivesItsStop = true;
    service.start(1, "start");
    service.stop();
    assertThat(windows.killed).isTrue();
  }

  @Test
  @DisplayName("R2.7 a service in a shared process, or out of reach, is protected but not tied")
  void notTied() throws Exception {
    windows.ownProcess = false;
    service.start(1, "start");
    assertThat(windows.leashed).isFalse();
    service.kill();
    assertThat(windows.killed).as("others live in that process").isFalse();
    service.stop();

    windows.ownProcess = true;
    windows.leashRefused = true;
    service.start(2, "start");
    assertThat(windows.leashed).isFalse();
    assertThat(service.isRunning()).isTrue();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("R7.1 sentinels of a Windows service are listed and activated by programs")
  void sentinels(@TempDir Path folder) throws Exception {
    Programs programs = new Programs(folder);
    service(
            programs.listOf("one\\tactive\\t", "two\\tinactive\\t"),
            programs.script("activate", "cat > activated", "echo $SBS_EPOCH > epoch"))
        .start(7, "start");
    assertThat(service.list()).extracting(Sentinel::name).containsExactly("one", "two");
    service.activate(List.of("two"));
    assertThat(programs.text("activated")).isEqualTo("two\n");
    assertThat(programs.text("epoch")).isEqualTo("7\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("R7.1 a service whose list never answers is stopped again, and the start says why")
  void cannotBeAsked(@TempDir Path folder) {
    Programs programs = new Programs(folder);
    List<String> list = programs.script("list", "echo not yet >&2; exit 3");
    WindowsSpec.Limits hasty =
        new WindowsSpec.Limits(
            Duration.ofMillis(120), LIMITS.stop(), LIMITS.most(), LIMITS.command(), LIMITS.poll());
    service =
        new WindowsService(
            new WindowsSpec(
                FakeServiceManager.NAME, list, list, Optional.empty(), Optional.empty(), hasty),
            windows,
            windows);
    assertThatThrownBy(() -> service.start(1, "start"))
        .hasMessageContaining("runs, but could not be asked within")
        .hasMessageContaining("not yet");
    assertThat(service.isRunning()).isFalse();
  }

  @Test
  @DisplayName("R7.1 a service without programs for sentinels has none")
  void noSentinels() throws Exception {
    service.start(1, "start");
    assertThat(service.list()).isEmpty();
    assertThat(service.reload()).isFalse();
    service.activate(List.of());
    assertThatThrownBy(() -> service.activate(List.of("Dock 1")))
        .hasMessageContaining("no command activate is set");
  }
}
