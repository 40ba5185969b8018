package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The manual page names what there is. */
class ManualTest {
  @TempDir private Path folder;

  private static String page() throws Exception {
    Path root = Path.of(System.getProperty("project.root"));
    return Files.readString(root.resolve("docs/man/sbs.1"));
  }

  /** All commands as they are typed, without the program's name. */
  private static Set<String> commands(CommandLine line, String before) {
    Set<String> commands = new TreeSet<>();
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              if (!command.getCommandName().equals(name)) {
                return; // A former name, which is still taken.
              }
              if (command.getSubcommands().isEmpty()) {
                commands.add(before + name);
              } else {
                commands.addAll(commands(command, before + name + " "));
              }
            });
    return commands;
  }

  private static Set<String> options(CommandLine line) {
    Set<String> options = new TreeSet<>();
    line.getCommandSpec().options().forEach(option -> options.add(option.longestName()));
    line.getSubcommands().values().forEach(command -> options.addAll(options(command)));
    return options;
  }

  @Test
  @DisplayName("R9.5 the manual page has every command and every option")
  void complete() throws Exception {
    CommandLine line = Sbs.line(new TestShell(folder).surroundings(System.out, System.err));
    assertThat(commands(line, "")).hasSizeGreaterThan(15);
    String page = page();
    for (String command : commands(line, "")) {
      assertThat(page).as("sbs " + command).containsPattern("(?m)^\\.It Cm " + command + "( |$)");
    }
    for (String option : options(line)) {
      assertThat(page).as(option).contains("Fl " + option.substring(1));
    }
  }

  @Test
  @DisplayName("R9.5 the manual page and the help tell the same exit statuses")
  void statuses() throws Exception {
    String help = help();
    for (int status : new int[] {0, 1, 2, 69, 78}) {
      assertThat(page()).containsPattern("(?m)^\\.It " + status + "$");
      assertThat(help).containsPattern("\\b" + status + " ");
    }
  }

  private String help() {
    TestShell shell = new TestShell(folder);
    assertThat(shell.sbs("--help")).isZero();
    return shell.out();
  }
}
