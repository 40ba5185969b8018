package org.sbs.server.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.server.platform.OwnService;

/** Runs commands in this JVM and keeps what they say. */
final class TestShell {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;
  private NodeRunner runner =
      (home, settings, forced, to, errors) -> {
        throw new AssertionError("no node was to be run");
      };
  private List<String> program = List.of("false");
  private Map<String, String> environment = Map.of("SBS_HOME", "home");
  private Optional<OwnService> manager = Optional.empty();
  private boolean terminal;
  private String secret = "";
  private int asked;

  TestShell(Path folder) {
    this.folder = folder;
  }

  TestShell running(NodeRunner node) {
    this.runner = node;
    return this;
  }

  TestShell program(List<String> command) {
    this.program = command;
    return this;
  }

  /** Sets a variable of the environment, as {@code NAME=value}, and no other but the home. */
  TestShell with(String variable) {
    int cut = variable.indexOf('=');
    environment =
        Map.of("SBS_HOME", "home", variable.substring(0, cut), variable.substring(cut + 1));
    return this;
  }

  TestShell managedBy(OwnService service) {
    this.manager = Optional.of(service);
    return this;
  }

  TestShell onTerminal() {
    this.terminal = true;
    return this;
  }

  /** What is entered where a command asks for a secret. */
  TestShell entering(String typed) {
    this.secret = typed;
    return this;
  }

  /** How often a secret was asked for. */
  int asked() {
    return asked;
  }

  /** The exit status; what was said before is forgotten. */
  int sbs(String... arguments) {
    out.reset();
    err.reset();
    try (PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      return Sbs.execute(surroundings(to, errors), arguments);
    }
  }

  Surroundings surroundings(PrintStream to, PrintStream errors) {
    return new Surroundings(
        to,
        errors,
        environment,
        folder,
        () -> terminal,
        prompt -> {
          asked++;
          return secret;
        },
        program,
        manager,
        runner,
        (demo, again, in, interactive) -> {
          throw new AssertionError("no demonstration was to be played");
        });
  }

  Path home() {
    return folder.resolve("home");
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
