package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.view.text.ReasonText;

/** The service of these tests is managed by a file: it runs while the file "runs" exists. */
final class ManagedServiceTest {
  @TempDir private Path folder;
  private final BlockingQueue<String> deaths = new LinkedBlockingQueue<>();
  private Programs programs;
  private CommandService service;

  @BeforeEach
  void prepare() {
    programs = new Programs(folder);
  }

  @AfterEach
  void close() throws Exception {
    Files.deleteIfExists(folder.resolve("runs"));
    if (service != null) {
      service.close();
    }
  }

  private CommandService service(String start, String stop, String running) {
    CommandSpec.Limits usual = Programs.LIMITS;
    CommandSpec.Limits limits =
        new CommandSpec.Limits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            usual.command(),
            usual.survivorWait(),
            usual.poll());
    CommandSpec.Managed commands =
        new CommandSpec.Managed(
            programs.script("start", start),
            programs.script("stop", stop),
            programs.script("running", running));
    service = new CommandService(programs.spec(commands, limits), folder);
    service.onDeath(how -> deaths.add(ReasonText.english().sentence(how)));
    return service;
  }

  private CommandService usual() {
    return service(
        "echo $SBS_EPOCH $SBS_REASON > runs", "rm -f runs; echo x >> stops", "test -e runs");
  }

  @Test
  @DisplayName("R7.5 what the command running prints tells one run of the service from the next")
  void runId() throws Exception {
    service("echo process 1 > runs", "rm -f runs", "cat runs 2> /dev/null");
    service.takeControl();
    assertThat(service.runId()).isEmpty();
    service.start(5, "start");
    assertThat(service.runId()).contains("process 1");
    Files.writeString(folder.resolve("runs"), "process 2\n");
    assertThat(service.runId()).contains("process 2");
  }

  @Test
  @DisplayName(
      "R7.5 sentinels are deactivated by the command for that, or it is said there is none")
  void deactivate() throws Exception {
    assertThat(usual().deactivate(List.of("one"))).isFalse();
    CommandSpec plain = programs.owned(programs.lifelineService());
    CommandSpec spec =
        new CommandSpec(
            plain.lifecycle(),
            plain.list(),
            plain.activate(),
            Optional.of(programs.script("deactivate", "cat > deactivated")),
            Optional.empty(),
            plain.limits());
    try (CommandService able = new CommandService(spec, folder)) {
      assertThat(able.deactivate(List.of("one", "two"))).isTrue();
      assertThat(programs.text("deactivated")).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  @DisplayName("R7.1 a service managed elsewhere is started, asked and stopped by its commands")
  void wholeLife() throws Exception {
    usual().takeControl();
    assertThat(programs.has("stops")).isFalse();
    service.start(5, "start");
    assertThat(programs.text("runs")).isEqualTo("5 start\n");
    assertThat(service.isRunning()).isTrue();
    assertThat(service.list()).hasSize(2);
    service.stop();
    assertThat(service.isRunning()).isFalse();
    assertThat(deaths).isEmpty();
  }

  @Test
  @DisplayName("R1.2 R2.7 a service managed elsewhere that runs is stopped when SBS takes control")
  void takeControlStops() throws Exception {
    Files.createFile(folder.resolve("runs"));
    usual().takeControl();
    assertThat(programs.has("runs")).isFalse();
  }

  @Test
  @DisplayName("R7.1 the end of a service managed elsewhere is noticed and told once")
  void deathIsTold() throws Exception {
    usual().start(1, "start");
    Files.delete(folder.resolve("runs"));
    assertThat(deaths.poll(20, TimeUnit.SECONDS))
        .isEqualTo("The service is not running any more: the command running says so.");
    service.start(2, "restart");
    service.stop();
    assertThat(deaths).isEmpty();
  }

  @Test
  @DisplayName("R7.1 a service that does not stop may still run, and stop says so")
  void doesNotStop() throws Exception {
    service("touch runs", "echo busy >&2; exit 9", "test -e runs").start(1, "start");
    assertThatThrownBy(service::stop)
        .isInstanceOf(ServiceException.class)
        .hasMessageStartingWith(
            "The service may still run, 1 s after it was told to stop; the command stop (")
        .hasMessageEndingWith("failed with exit status 9: busy.");
    assertThat(service.isRunning()).isTrue();
  }

  @Test
  @DisplayName("R7.1 a service that cannot be asked counts as running")
  void cannotBeAsked() {
    service("true", "true", "echo who knows >&2; exit 2");
    assertThat(service.isRunning()).isTrue();
    assertThatThrownBy(service::takeControl)
        .isInstanceOf(ServiceException.class)
        .hasMessageStartingWith("The service may still run");
  }

  @Test
  @DisplayName("R7.1 a service that does not come up is stopped again and the start fails")
  void doesNotStart() {
    service("touch tried", "touch stopped", "test -e runs");
    assertThatThrownBy(() -> service.start(1, "start"))
        .isInstanceOfSatisfying(
            ServiceException.class,
            e ->
                assertThat(e.reason())
                    .isEqualTo(
                        Reason.of(ReasonCode.SERVICE_NOT_READY)
                            .with("seconds", 1L)
                            .with("why", Reason.of(ReasonCode.SERVICE_DOES_NOT_RUN))));
    assertThat(programs.has("tried")).isTrue();
    assertThat(deaths).isEmpty();
  }
}
