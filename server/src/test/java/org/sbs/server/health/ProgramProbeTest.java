package org.sbs.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.health.CheckOutcome.Result;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.reason.ReasonCode;

/** Checks by programs, and by the commands of the Label Print Manager. */
@DisabledOnOs(OS.WINDOWS)
class ProgramProbeTest {
  private static final HealthCheck.Pace PACE = new HealthCheck.Pace(1, 1, 1, 0);
  private static final long PATIENT = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path folder;

  private List<String> script(String... lines) throws IOException {
    Path file = folder.resolve("check");
    Files.writeString(file, "#!/bin/sh\ncd '" + folder + "'\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return List.of(file.toString(), "a b", "");
  }

  private static HealthProbe program(List<String> command) {
    return new HealthProbes(List.of()).program(new HealthCheck.Program(command, PACE));
  }

  private static CheckOutcome outcome(List<String> command) throws InterruptedException {
    return program(command).ask(PATIENT);
  }

  @Test
  @DisplayName(
      "R7.3 program: exit status 0 is healthy; it is run with its arguments, without a shell")
  void healthy() throws Exception {
    List<String> command = script("[ \"$1\" = 'a b' ] && [ \"$#\" = 2 ]");
    assertThat(outcome(command)).isEqualTo(CheckOutcome.PASSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 125, 137})
  @DisplayName("R7.3 program: another exit status is a failure with the program's own words")
  void unhealthy(int status) throws Exception {
    CheckOutcome outcome = outcome(script("echo no spooler >&2", "exit " + status));
    assertThat(outcome.result()).isEqualTo(Result.FAILED);
    assertThat(outcome.cause().has(ReasonCode.CHECK_EXIT_STATUS)).isTrue();
    assertThat(outcome.cause().toString()).contains("status=" + status, "no spooler");
  }

  @Test
  @DisplayName("R7.3 program: one that hangs is ended at its limit, with all that it started")
  void hangs() throws Exception {
    List<String> command =
        script("sleep 1000 &", "echo $! > child.new", "mv child.new child", "wait");
    CheckOutcome outcome = program(command).ask(TimeUnit.SECONDS.toNanos(2));
    assertThat(outcome.result()).isEqualTo(Result.FAILED);
    assertThat(outcome.cause().code()).isEqualTo(ReasonCode.CHECK_TIMED_OUT);
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    // One that has ended and that nobody has waited for yet has no command any more.
    assertThat(ProcessHandle.of(child).flatMap(process -> process.info().command())).isEmpty();
  }

  @Test
  @DisplayName("R7.3 program: one that prints without end is a failure, and ended")
  void printsTooMuch() throws Exception {
    CheckOutcome outcome = outcome(script("exec cat /dev/zero"));
    assertThat(outcome.result()).isEqualTo(Result.FAILED);
    assertThat(outcome.cause().code()).isEqualTo(ReasonCode.CHECK_BROKEN);
  }

  @Test
  @DisplayName("R7.3 program: one that cannot be started says nothing of the service")
  void cannotRun() throws Exception {
    CheckOutcome missing = outcome(List.of("/no/such/program"));
    assertThat(missing.result()).isEqualTo(Result.NOT_ASKED);
    assertThat(missing.cause().code()).isEqualTo(ReasonCode.CHECK_CANNOT_ASK);
    List<String> command = script("true");
    Files.setPosixFilePermissions(
        Path.of(command.get(0)), PosixFilePermissions.fromString("rw-------"));
    assertThat(outcome(command).result()).isEqualTo(Result.NOT_ASKED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-command-at-all", "/no/such/command"})
  @DisplayName("R7.3 program: a shell or env that finds no command says nothing of the service")
  void notFound(String missing) throws Exception {
    assertThat(outcome(List.of("/bin/sh", "-c", missing)).result()).isEqualTo(Result.NOT_ASKED);
    assertThat(outcome(List.of("/usr/bin/env", missing)).result()).isEqualTo(Result.NOT_ASKED);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          exit 0, PASSED, NONE
          printf 'Dock 3\\t734\\nDock 4\\t12\\n'; exit 1, FAILED, CHECK_JOBS_STUCK
          exit 69, FAILED, CHECK_LPM_SILENT
          exit 1, NOT_ASKED, CHECK_EXIT_STATUS
          echo no memory >&2; exit 1, NOT_ASKED, BOTH
          exit 2, NOT_ASKED, CHECK_EXIT_STATUS
          """)
  @DisplayName("R7.3 jobs: what the Label Print Manager's command says, and what it does not")
  void jobs(String does, Result result, ReasonCode code) throws Exception {
    HealthProbes probes = new HealthProbes(script(does));
    CheckOutcome outcome = probes.jobs(new HealthCheck.Jobs(600, PACE)).ask(PATIENT);
    assertThat(outcome.result()).as(outcome.toString()).isEqualTo(result);
    assertThat(outcome.cause().code()).as(outcome.toString()).isEqualTo(code);
    if (code == ReasonCode.CHECK_JOBS_STUCK) {
      assertThat(outcome.cause().values())
          .containsEntry("sentinels", "Dock 3 (734 s), Dock 4 (12 s)");
    }
  }

  @Test
  @DisplayName("R7.3 jobs: the command is told how many seconds are too long")
  void seconds() throws Exception {
    HealthProbes probes = new HealthProbes(script("[ \"$3\" = 600 ]"));
    assertThat(probes.jobs(new HealthCheck.Jobs(600, PACE)).ask(PATIENT))
        .isEqualTo(CheckOutcome.PASSED);
  }
}
