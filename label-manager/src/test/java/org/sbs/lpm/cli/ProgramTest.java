package org.sbs.lpm.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.Site;
import org.sbs.lpm.printer.ByteSink;

class ProgramTest {
  private static final int PATIENCE_SECONDS = 30;

  @TempDir private Path root;
  private final List<Program> programs = new ArrayList<>();
  private Site site;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site(root);
    site.sentinel("Dock");
    site.sentinel("Gate", "file-mask = \"*.gate\"");
  }

  @AfterEach
  void tearDown() {
    programs.forEach(Program::close);
    site.close();
  }

  private Program lpm(String command, String node, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ")));
    arguments.addAll(
        List.of("--settings", site.settings().toString(), "--state", site.state(node).toString()));
    arguments.addAll(List.of(more));
    Program program = Program.start(root, arguments.toArray(String[]::new));
    programs.add(program);
    return program;
  }

  private Program running(String node, String... more) throws IOException {
    Program program = lpm("run", node, more);
    assertThat(program.line()).as("stderr: " + program.errors()).isEqualTo("ready");
    return program;
  }

  private static int exit(Program program) throws InterruptedException {
    assertThat(program.process().waitFor(PATIENCE_SECONDS, SECONDS)).isTrue();
    return program.process().exitValue();
  }

  @Test
  @DisplayName("R12.5 R2.7 the end of its lifeline ends the program within a second")
  void lifeline() throws Exception {
    Program program = running("A", "--node", "A", "--lifeline");
    site.dropText("x.txt", "x");
    eventually().until(() -> site.done().size() == 1);
    program.say("what comes on a lifeline means nothing\n");
    assertThat(program.process().isAlive()).isTrue();
    program.process().getOutputStream().close();
    assertThat(program.process().waitFor(1, SECONDS)).isTrue();
    assertThat(program.rest()).as("nothing but ready on standard output").isEmpty();
  }

  @Test
  @DisplayName("R12.5 R2.7 the lifeline ends the program even while a printer blocks it")
  void lifelineInTheMiddleOfAJob() throws Exception {
    try (ByteSink sink = new ByteSink()) {
      sink.behave(ByteSink.Manner.STALLS);
      site.write(
          "printers/raw.toml", "kind = \"raw\"\nhost = \"127.0.0.1\"\nport = " + sink.port());
      site.write("templates/long.zpl", "^XA^FX" + "x".repeat(1 << 20) + "^FD${text}^FS^XZ");
      site.sentinel("Dock", "printer = \"raw\"", "template = \"long\"");
      Program program = running("A", "--node", "A", "--lifeline");
      site.drop("big.csv", "text,quantity\nx,100\n");
      Path claims = site.capture().resolve("claims/Dock");
      eventually()
          .until(
              () ->
                  Site.names(claims).stream()
                      .anyMatch(
                          name -> !Site.names(claims.resolve(name).resolve("sending")).isEmpty()));
      program.process().getOutputStream().close();
      assertThat(program.process().waitFor(1, SECONDS)).isTrue();
    }
    site.sentinel("Dock");
    running("B", "--adopt");
    eventually().until(() -> site.labels().size() == 100);
    eventually().until(() -> site.journal("B").contains("\"end\":\"reprinted\""));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("R12.5 SIGTERM stops the program after the job in hand, with status 0")
  void sigterm() throws Exception {
    Program program = running("A");
    program.process().destroy();
    assertThat(exit(program)).isZero();
    assertThat(program.errors()).contains("The Label Print Manager has stopped.");
    assertThat(exit(lpm("list", "A"))).isEqualTo(69);
  }

  @Test
  @DisplayName(
      "R12.4 kill -9 in the middle of many jobs: the successor prints the rest, each label once")
  void killed() throws Exception {
    Program first = running("A", "--node", "A");
    for (int i = 0; i < 200; i++) {
      site.dropText("f" + i + ".txt", "label " + i);
    }
    eventually().until(() -> site.labels().size() >= 20);
    first.process().destroyForcibly().onExit().join();
    int before = site.labels().size();
    running("B", "--node", "B", "--adopt");
    eventually().until(() -> site.done().size() == 200);
    assertThat(before).as("it was killed in the middle").isLessThan(200);
    assertThat(site.labels()).doesNotHaveDuplicates().hasSize(200);
  }

  @Test
  @DisplayName("R12.5 one program a state folder: the second says so and ends with 1")
  void oneAtATime() throws Exception {
    running("A");
    Program second = lpm("run", "A");
    assertThat(exit(second)).isEqualTo(1);
    assertThat(second.errors()).contains("Another Label Print Manager runs with the state folder");
    assertThat(second.rest()).isEmpty();
  }

  @Test
  @DisplayName("R12.5 --held starts inactive; names come as arguments or on standard input")
  void commands() throws Exception {
    running("A", "--held", "--node", "A");
    Program list = lpm("list", "A");
    assertThat(list.rest()).containsExactly("Dock\tinactive\t", "Gate\tinactive\t");
    assertThat(exit(list)).isZero();
    assertThat(exit(lpm("activate", "A", "Dock"))).isZero();
    Program byInput = lpm("activate", "A");
    byInput.say("Gate\nNobody\n");
    byInput.process().getOutputStream().close();
    assertThat(exit(byInput)).isEqualTo(1);
    assertThat(byInput.errors()).contains("No sentinel is called 'Nobody'");
    assertThat(lpm("list", "A").rest()).containsExactly("Dock\tactive\t", "Gate\tactive\t");
    assertThat(exit(lpm("deactivate", "A", "Gate"))).isZero();
    assertThat(lpm("list", "A").rest()).containsExactly("Dock\tactive\t", "Gate\tinactive\t");
    assertThat(lpm("status --json", "A").rest())
        .singleElement()
        .asString()
        .startsWith("{\"node\":\"A\"");
    assertThat(lpm("status", "A").rest().get(0)).startsWith("Label Print Manager of node A");
    assertThat(exit(lpm("hold list", "A"))).isZero();
    assertThat(exit(lpm("hold release", "A", "nonsense"))).isEqualTo(1);
  }

  @Test
  @DisplayName("R12.5 wrong usage is 2, nobody there is 69, no settings is 78")
  void exitStatuses() throws Exception {
    assertThat(exit(lpm("list", "A"))).isEqualTo(69);
    assertThat(exit(lpm("status --json", "A"))).isEqualTo(69);
    assertThat(exit(lpm("hold list", "A"))).isEqualTo(69);
    StringWriter errors = new StringWriter();
    PrintWriter writer = new PrintWriter(errors);
    assertThat(LpmCommand.execute(writer, "run")).isEqualTo(2);
    assertThat(errors.toString())
        .contains("Missing required options: '--settings=DIR', '--state=DIR'");
    assertThat(LpmCommand.execute(writer, "list", "--settings")).isEqualTo(2);
    assertThat(LpmCommand.execute(writer, "nonsense")).isEqualTo(2);
    assertThat(LpmCommand.execute(writer)).isEqualTo(2);
    assertThat(LpmCommand.execute(writer, "hold")).isEqualTo(2);
    Path gone = root.resolve("gone");
    String[] run = {"run", "--settings", gone.toString(), "--state", gone.toString()};
    assertThat(LpmCommand.execute(run)).isEqualTo(78);
    assertThat(LpmCommand.execute(writer, run)).isEqualTo(78);
    List<String> named = new ArrayList<>(List.of(run));
    named.addAll(List.of("--node", "a/b"));
    assertThat(LpmCommand.execute(writer, named.toArray(String[]::new))).isEqualTo(2);
    assertThat(errors.toString()).contains("a node's name has up to 60 letters");
    assertThat(Files.exists(gone)).isFalse();
  }
}
