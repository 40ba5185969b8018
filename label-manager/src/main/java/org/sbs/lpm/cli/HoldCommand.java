package org.sbs.lpm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Jobs that wait for an operator. */
@Command(
    name = "hold",
    mixinStandardHelpOptions = true,
    description = "Jobs that may have been printed and wait for an operator.",
    subcommands = {HoldCommand.Held.class, HoldCommand.Release.class, HoldCommand.Discard.class})
final class HoldCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  /** Lists them. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Prints a line per job: id TAB sentinel TAB file TAB reason.")
  static final class Held implements Callable<Integer> {
    @Mixin private Folders folders;

    @Override
    public Integer call() {
      return Asking.ask(folders.state(), "hold-list", List.of());
    }
  }

  /** Prints some. */
  @Command(name = "release", mixinStandardHelpOptions = true, description = "Prints held jobs.")
  static final class Release implements Callable<Integer> {
    @Mixin private Folders folders;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Which ones, as listed.")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() {
      return Asking.ask(folders.state(), "hold-release", ids);
    }
  }

  /** Throws some away. */
  @Command(
      name = "discard",
      mixinStandardHelpOptions = true,
      description = "Moves held jobs to failed without printing them.")
  static final class Discard implements Callable<Integer> {
    @Mixin private Folders folders;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Which ones, as listed.")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() {
      return Asking.ask(folders.state(), "hold-discard", ids);
    }
  }
}
