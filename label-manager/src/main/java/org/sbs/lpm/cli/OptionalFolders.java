package org.sbs.lpm.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where a Label Print Manager lives, for a command whose subcommands are told so themselves. */
final class OptionalFolders {
  @Option(names = "--settings", paramLabel = "DIR", description = "The settings folder.")
  private Optional<Path> settings = Optional.empty();

  @Option(names = "--state", paramLabel = "DIR", description = "The state folder of this node.")
  private Optional<Path> state = Optional.empty();

  Path state(CommandSpec spec) {
    return state.orElseThrow(
        () -> new ParameterException(spec.commandLine(), "Missing required option: '--state=DIR'"));
  }

  Path settings(CommandSpec spec) {
    return settings.orElseThrow(
        () ->
            new ParameterException(
                spec.commandLine(), "Missing required option: '--settings=DIR'"));
  }
}
