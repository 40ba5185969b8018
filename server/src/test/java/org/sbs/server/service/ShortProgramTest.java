package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShortProgramTest {
  @TempDir private Path folder;
  private Programs programs;

  @BeforeEach
  void prepare() {
    programs = new Programs(folder);
  }

  private static ShortProgram program(List<String> command, Duration limit) {
    return new ShortProgram("list", command, limit);
  }

  private static String demand(List<String> command) throws ServiceException {
    return program(command, Programs.SOON).demand(Map.of(), "");
  }

  @Test
  @DisplayName("R7.1 a program that hangs is killed at its time limit, with what it started")
  void hangs() {
    List<String> command =
        programs.script(
            "list", "sleep 1000 &", "echo $! > child.new", "mv child.new child", "wait");
    assertThatThrownBy(() -> program(command, Duration.ofMillis(1500)).demand(Map.of(), ""))
        .isInstanceOf(ServiceException.class)
        .hasMessage(
            "The command list (" + command.get(0) + ") did not end within 1500 ms and was killed.");
    assertThat(programs.runs("child")).isFalse();
  }

  @Test
  @DisplayName("R10.3 a program that prints 100 MB is killed, and little of it is kept")
  void printsTooMuch() {
    List<String> command = programs.script("list", "head -c 100000000 /dev/zero", "touch finished");
    assertThatThrownBy(() -> demand(command))
        .isInstanceOf(ServiceException.class)
        .hasMessage(
            "The command list ("
                + command.get(0)
                + ") printed more than 1,048,576 bytes and was killed.");
    assertThat(programs.has("finished")).isFalse();
  }

  @Test
  @DisplayName("R7.1 an exit status other than 0 is an error with the program's own words")
  void fails() {
    List<String> command = programs.script("list", "echo no such printer >&2", "exit 5");
    assertThatThrownBy(() -> demand(command))
        .hasMessage(
            "The command list ("
                + command.get(0)
                + ") failed with exit status 5: no such printer.");
    List<String> silent = programs.script("silent", "kill -9 $$");
    assertThatThrownBy(() -> demand(silent))
        .hasMessageEndingWith(") failed with exit status 137 (signal 9).");
  }

  @Test
  @DisplayName("R7.1 a script whose interpreter is missing is told from a missing program")
  void interpreterMissing() throws Exception {
    List<String> command = programs.script("list", "true");
    Files.writeString(Path.of(command.get(0)), "#!/no/such/shell\n");
    assertThatThrownBy(() -> demand(command))
        .hasMessageEndingWith(
            "of the command list exists, but the interpreter that its first line names was not"
                + " found.");
    assertThatThrownBy(() -> demand(List.of("no-such-program-anywhere")))
        .hasMessageContaining("was not found; name it with its full path");
  }

  @Test
  @DisplayName("R7.1 a program need not read what it is given")
  void inputIsNotRead() throws Exception {
    String input = "x".repeat(1 << 20);
    List<String> command = programs.script("list", "echo done");
    assertThat(program(command, Programs.SOON).demand(Map.of(), input)).isEqualTo("done\n");
  }

  @Test
  @DisplayName("R7.1 a program's end counts, though something that it left holds its output open")
  void leftoverHoldsOutput() throws Exception {
    List<String> command = programs.script("list", "sleep 1000 &", "echo $! > child", "echo done");
    assertThat(demand(command)).isEqualTo("done\n");
    programs.process("child").destroyForcibly();
  }

  @Test
  @DisplayName("R7.1 an interrupted wait kills the program and keeps the interrupt")
  void interrupted() {
    List<String> command = programs.script("list", "echo $$ > pid", "exec sleep 1000");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> demand(command)).hasMessageContaining("SBS is ending");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ProcessHandle.current().children()).noneMatch(ProcessTable::runs);
  }
}
