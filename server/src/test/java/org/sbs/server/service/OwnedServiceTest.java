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
import org.sbs.view.text.ReasonText;

final class OwnedServiceTest {
  @TempDir private Path folder;
  private Programs programs;
  private final BlockingQueue<String> deaths = new LinkedBlockingQueue<>();
  private CommandService service;

  @BeforeEach
  void prepare() {
    programs = new Programs(folder);
  }

  @AfterEach
  void close() {
    if (service != null) {
      service.close();
    }
  }

  private CommandService service(CommandSpec spec) {
    service = new CommandService(spec, folder);
    service.onDeath(how -> deaths.add(ReasonText.english().sentence(how)));
    return service;
  }

  private static CommandSpec.Limits limits(Duration ready, Duration stopWait) {
    CommandSpec.Limits usual = Programs.LIMITS;
    return new CommandSpec.Limits(
        ready, stopWait, usual.command(), usual.survivorWait(), usual.poll());
  }

  @Test
  @DisplayName("R7.1 a command service starts, lists, activates and stops")
  void wholeLife() throws Exception {
    service(programs.owned(programs.lifelineService()));
    service.takeControl();
    assertThat(service.isRunning()).isFalse();
    service.start(7, "takeover");
    assertThat(service.isRunning()).isTrue();
    assertThat(service.list())
        .containsExactly(
            Sentinel.told("one", Sentinel.State.ACTIVE, ""),
            Sentinel.told("two", Sentinel.State.FAILED, "no paper"));
    service.activate(List.of("one", "zwei ü"));
    assertThat(programs.text("activated")).isEqualTo("one\nzwei ü\n");
    ProcessHandle process = programs.process("pid");
    service.stop();
    assertThat(ProcessTable.runs(process)).isFalse();
    assertThat(service.isRunning()).isFalse();
    service.stop();
    assertThat(deaths).isEmpty();
  }

  @Test
  @DisplayName("R7.1 the program learns epoch and reason, and so do the commands")
  void environment() throws Exception {
    List<String> run =
        programs.script("run", "echo $SBS_EPOCH $SBS_REASON > told", "echo ready", "exec cat");
    service(
        new CommandSpec(
            new CommandSpec.Owned(run, true),
            programs.listOf("one\\tinactive\\t"),
            programs.script("activate", "echo $SBS_EPOCH $SBS_REASON > told-too"),
            Optional.of(programs.script("reload", "echo reloaded > reloaded")),
            Programs.LIMITS));
    service.start(12, "handover");
    service.activate(List.of("one"));
    assertThat(programs.text("told")).isEqualTo("12 handover\n");
    assertThat(programs.text("told-too")).isEqualTo("12 handover\n");
    assertThat(service.reload()).isTrue();
    assertThat(programs.has("reloaded")).isTrue();
  }

  @Test
  @DisplayName("R2.3 a program's own sentinels are those that it has active; of a held one, all")
  void own() throws Exception {
    CommandSpec spec =
        new CommandSpec(
            new CommandSpec.Owned(programs.lifelineService(), true),
            programs.listOf("one\\tactive\\t", "two\\tinactive\\t", "three\\tfailed\\tno paper"),
            programs.script("activate", "cat > activated"),
            Optional.empty(),
            Programs.LIMITS);
    service(spec).start(1, "start");
    assertThat(service.own()).containsExactly("one", "three");
    service.close();
    CommandSpec held =
        new CommandSpec(
            spec.lifecycle(),
            spec.list(),
            spec.activate(),
            Optional.empty(),
            Optional.empty(),
            Programs.LIMITS,
            true);
    service(held).start(1, "start");
    assertThat(service.own()).containsExactly("one", "two", "three");
    assertThat(programs.has("activated")).isFalse();
  }

  @Test
  @DisplayName("R7.1 a service without a command to reload says so")
  void noReload() throws Exception {
    assertThat(service(programs.owned(programs.lifelineService())).reload()).isFalse();
  }

  @Test
  @DisplayName("R7.1 a program that does not say ready is ready when list answers")
  void readyByList() throws Exception {
    List<String> run = programs.script("run", "echo up > up", "exec cat");
    CommandSpec spec =
        new CommandSpec(
            new CommandSpec.Owned(run, false),
            programs.script("list", "[ -e asked ] || { touch asked; exit 1; }", "cat up >&2"),
            programs.script("activate", "cat > activated"),
            Optional.empty(),
            Programs.LIMITS);
    service(spec).start(1, "start");
    assertThat(programs.has("asked")).isTrue();
    assertThat(service.isRunning()).isTrue();
  }

  @Test
  @DisplayName("R7.1 a program that never says ready is stopped and the start fails")
  void neverReady() {
    List<String> run = programs.script("run", "echo $$ > pid", "exec cat");
    CommandSpec.Limits limits = limits(Duration.ofSeconds(1), Duration.ofSeconds(5));
    service(programs.spec(new CommandSpec.Owned(run, true), limits));
    assertThatThrownBy(() -> service.start(1, "start"))
        .isInstanceOf(ServiceException.class)
        .hasMessage("The service did not say that it is ready within 1 s and was stopped.");
    assertThat(programs.runs("pid")).isFalse();
    assertThat(service.isRunning()).isFalse();
    assertThat(deaths).isEmpty();
  }

  @Test
  @DisplayName("R7.1 a program that ends before it is ready fails the start with its last words")
  void diesBeforeReady() {
    service(programs.owned(programs.script("run", "echo no licence >&2", "exit 3")));
    assertThatThrownBy(() -> service.start(1, "start"))
        .isInstanceOf(ServiceException.class)
        .hasMessage(
            "The service did not get ready: it ended with exit status 3; its last words: no"
                + " licence.");
    assertThat(deaths).isEmpty();
  }

  @Test
  @DisplayName("R7.1 the death of the service is told once, and not after it was stopped")
  void deathIsTold() throws Exception {
    service(programs.owned(programs.lifelineService()));
    service.start(1, "start");
    programs.process("pid").destroy();
    assertThat(deaths.poll(20, TimeUnit.SECONDS))
        .isEqualTo(
            "The service is not running any more: it ended with exit status 143 (signal 15).");
    assertThat(service.isRunning()).isFalse();
    service.stop();
    service.start(2, "restart");
    service.stop();
    assertThat(deaths).isEmpty();
  }

  @Test
  @DisplayName("R7.1 the last words of a service that died are those on its standard error")
  void lastWords() throws Exception {
    List<String> run =
        programs.script(
            "run",
            "echo ready",
            "while [ ! -e die ]; do sleep 0.05; done",
            "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo word $i >&2; done",
            "exit 4");
    service(programs.owned(run));
    service.start(1, "start");
    Files.createFile(folder.resolve("die"));
    assertThat(deaths.poll(20, TimeUnit.SECONDS))
        .startsWith("The service is not running any more: it ended with exit status 4; its last")
        .contains("words: word 3 / word 4")
        .endsWith("word 12.");
  }

  @Test
  @DisplayName("R2.7 what a service that died has left running is ended before its death is told")
  void orphansOfADeadServiceAreEnded() throws Exception {
    List<String> run =
        programs.script(
            "run", "sleep 1000 &", "echo $! > child", "echo $$ > pid", "echo ready", "wait");
    service(programs.owned(run));
    service.start(1, "start");
    ProcessHandle child = programs.process("child");
    programs.process("pid").destroyForcibly();
    assertThat(deaths.poll(20, TimeUnit.SECONDS)).contains("signal 9");
    assertThat(ProcessTable.runs(child)).isFalse();
  }

  @Test
  @DisplayName("R3.1 a service that ignores SIGTERM is killed after the wait, with its children")
  void stubbornServiceIsKilled() throws Exception {
    CommandSpec.Limits limits = limits(Programs.SOON, Duration.ofMillis(200));
    List<String> run = programs.stubbornService();
    service(programs.spec(new CommandSpec.Owned(run, true), limits));
    service.start(1, "start");
    ProcessHandle process = programs.process("pid");
    Programs.await(() -> process.descendants().findAny().isPresent());
    List<ProcessHandle> family = List.copyOf(ProcessTable.family(process));
    service.stop();
    assertThat(family).hasSizeGreaterThan(1).noneMatch(ProcessTable::runs);
    assertThat(deaths).isEmpty();
  }

  @Test
  @DisplayName("R3.1 a service may use the wait to end in order")
  void politeServiceEndsInOrder() throws Exception {
    List<String> run =
        programs.script(
            "run",
            "trap 'echo bye; sleep 0.3; echo done > done; exit 0' TERM",
            "echo ready",
            "while :; do sleep 0.05; done");
    service(programs.owned(run)).start(1, "start");
    service.stop();
    assertThat(programs.text("done")).isEqualTo("done\n");
  }

  @Test
  @DisplayName("R7.1 a program that is missing, or may not be executed, is named in the error")
  void programsThatDoNotStart() throws Exception {
    service(programs.owned(List.of("/no/such/program")));
    assertThatThrownBy(() -> service.start(1, "start"))
        .hasMessage(
            "The program /no/such/program of the command run was not found; name it with its full"
                + " path.");
    Path plain = Files.createFile(folder.resolve("plain"));
    service(programs.owned(List.of(plain.toString())));
    assertThatThrownBy(() -> service.start(1, "start"))
        .hasMessage(
            "The program "
                + plain
                + " of the command run may not be executed; check its permissions.");
    assertThat(service.isRunning()).isFalse();
  }

  @Test
  @DisplayName("R7.1 a service that runs already is not started twice")
  void notTwice() throws Exception {
    service(programs.owned(programs.lifelineService())).start(1, "start");
    assertThatThrownBy(() -> service.start(2, "start"))
        .hasMessage("The service was not started, because it runs already.");
    assertThat(service.isRunning()).isTrue();
  }

  @Test
  @DisplayName("R3.1 R7.1 each list is the truth of its moment, however soon it follows another")
  void listIsNeverOld() throws Exception {
    CommandSpec spec =
        new CommandSpec(
            new CommandSpec.Owned(programs.lifelineService(), true),
            programs.script("list", "echo x >> asked", "printf 'one\\tactive\\t\\n'"),
            programs.script("activate", "cat > activated"),
            Optional.empty(),
            Programs.LIMITS);
    service(spec).start(1, "start");
    service.list();
    service.list();
    assertThat(programs.text("asked")).isEqualTo("x\nx\n");
  }

  @Test
  @DisplayName("R10.3 a name that is no single line is never handed to activate")
  void namesAreLines() {
    service(programs.owned(programs.lifelineService()));
    assertThatThrownBy(() -> service.activate(List.of("one\ntwo")))
        .hasMessageContaining("\"one / two\"");
    assertThat(programs.has("activated")).isFalse();
  }
}
