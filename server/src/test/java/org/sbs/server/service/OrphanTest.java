package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.testkit.TestProcess;

/** What becomes of the service when SBS is killed. A JVM of its own stands for SBS. */
final class OrphanTest {
  private static final long ONE_SECOND = Duration.ofSeconds(1).toNanos();

  @TempDir private Path folder;
  private Programs programs;
  private final List<ProcessHandle> started = new ArrayList<>();

  @BeforeEach
  void prepare() {
    programs = new Programs(folder);
  }

  @AfterEach
  void killAll() {
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** Starts an SBS that owns the program and waits until it is ready. */
  private ProcessHandle owner(List<String> run) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(folder.toString()));
    arguments.addAll(run);
    ProcessBuilder builder =
        TestProcess.builder(Programs.java(OwnerProgram.class, arguments.toArray()));
    Process owner = builder.redirectErrorStream(true).start();
    started.add(owner.toHandle());
    List<String> said = new ArrayList<>();
    BufferedReader lines = owner.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("started")) {
        started.add(programs.process("pid"));
        return owner.toHandle();
      }
      said.add(line);
    }
    throw new AssertionError("the owner ended: " + said);
  }

  private CommandService successor(CommandSpec.Limits limits) {
    CommandSpec.Owned lifecycle = new CommandSpec.Owned(programs.lifelineService(), true);
    return new CommandService(programs.spec(lifecycle, limits), folder);
  }

  private static CommandSpec.Limits survivorWait(Duration wait) {
    CommandSpec.Limits usual = Programs.LIMITS;
    return new CommandSpec.Limits(
        usual.ready(), usual.stopWait(), usual.command(), wait, usual.poll());
  }

  @Test
  @DisplayName("R2.7 kill -9 of SBS ends a Java service on a lifeline within a second")
  void lifelineEndsTheService() throws Exception {
    Path pid = folder.resolve("pid");
    ProcessHandle sbs = owner(Programs.java(LifelineProgram.class, pid));
    ProcessHandle program = programs.process("pid");
    assertThat(ProcessTable.runs(program)).isTrue();
    long killed = System.nanoTime();
    sbs.destroyForcibly();
    Programs.awaitGone(program);
    assertThat(System.nanoTime() - killed).isLessThan(ONE_SECOND);
  }

  @Test
  @DisplayName("R2.7 a service that ignores its lifeline is killed when SBS is back")
  void survivorIsKilled() throws Exception {
    ProcessHandle sbs = owner(programs.stubbornService());
    ProcessHandle program = programs.process("pid");
    sbs.destroyForcibly();
    Programs.awaitGone(sbs);
    assertThat(ProcessTable.runs(program)).isTrue();
    try (CommandService service = successor(survivorWait(Duration.ofMillis(100)))) {
      service.takeControl();
      assertThat(ProcessTable.runs(program)).isFalse();
    }
  }

  @Test
  @DisplayName("R2.7 what a dead service of a dead SBS left behind is killed when SBS is back")
  void orphansOfASurvivorAreKilled() throws Exception {
    ProcessHandle sbs =
        owner(
            programs.script(
                "run",
                "sleep 1000 </dev/null >/dev/null 2>&1 &",
                "echo $! > child",
                "echo $$ > pid",
                "echo ready",
                "exec cat"));
    ProcessHandle program = programs.process("pid");
    ProcessHandle child = programs.process("child");
    started.add(child);
    sbs.destroyForcibly();
    Programs.awaitGone(program);
    assertThat(ProcessTable.runs(child)).isTrue();
    try (CommandService service = successor(survivorWait(Duration.ofMillis(100)))) {
      service.takeControl();
      assertThat(ProcessTable.runs(child)).isFalse();
    }
  }

  @Test
  @DisplayName("R2.7 a stranger that got the number of the former service is left alone")
  void aStrangerIsLeftAlone() throws Exception {
    Process stranger = TestProcess.builder("sleep", "1000").start();
    started.add(stranger.toHandle());
    Files.writeString(
        folder.resolve("service.process"),
        "mark " + "0".repeat(32) + "\nprocess " + stranger.pid() + " boot-other-tick-1\n");
    try (CommandService service = successor(survivorWait(Duration.ZERO))) {
      service.takeControl();
      assertThat(ProcessTable.runs(stranger.toHandle())).isTrue();
    }
  }

  @Test
  @DisplayName("R11.3 a damaged record of the former service is an error that names the remedy")
  void damagedRecord() throws Exception {
    Path file = folder.resolve("service.process");
    Files.writeString(file, "mark \0\0garbage");
    try (CommandService service = successor(survivorWait(Duration.ZERO))) {
      assertThatThrownBy(service::takeControl)
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("make sure that the service does not run, then delete the file");
    }
  }

  @Test
  @DisplayName("R1.2 a service that runs when SBS takes control is stopped")
  void takeControlStops() throws Exception {
    try (CommandService service = successor(Programs.LIMITS)) {
      service.start(1, "start");
      ProcessHandle program = programs.process("pid");
      service.takeControl();
      assertThat(ProcessTable.runs(program)).isFalse();
    }
  }

  @Test
  @DisplayName("R2.7 a process keeps its birth, and no other has the same")
  void birth() throws Exception {
    Process one = TestProcess.builder("sleep", "1000").start();
    started.add(one.toHandle());
    Optional<String> birth = ProcessTable.birth(one.pid());
    assertThat(birth).isPresent().isEqualTo(ProcessTable.birth(one.pid()));
    assertThat(birth).isNotEqualTo(ProcessTable.birth(ProcessHandle.current().pid()));
  }
}
