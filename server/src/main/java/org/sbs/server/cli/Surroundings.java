package org.sbs.server.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sbs.server.platform.OwnService;

/**
 * All that a command touches outside itself, so that a test can run one without a process of its
 * own. Immutable.
 *
 * @param out for what was asked for
 * @param err for what went wrong
 * @param environment of the process
 * @param workingFolder what relative paths start from
 * @param terminal tells whether a person watches {@code out}; finding out takes time
 * @param secrets asks for what must not be an argument
 * @param program how to run this program once more: a command without its arguments
 * @param ownService the service manager of this machine, where SBS knows it
 * @param runner runs a node
 * @param demo plays the demonstration
 */
public record Surroundings(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path workingFolder,
    BooleanSupplier terminal,
    SecretSource secrets,
    List<String> program,
    Optional<OwnService> ownService,
    NodeRunner runner,
    DemoRunner demo) {
  /** Copies the collections. */
  public Surroundings {
    environment = Map.copyOf(environment);
    program = List.copyOf(program);
  }
}
