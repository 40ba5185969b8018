package org.sbs.lpm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The last jobs, of both nodes, and one of them again. */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the last jobs of all nodes, newest last:",
      "time TAB node TAB sentinel TAB end TAB labels TAB id TAB file TAB detail."
    },
    subcommands = JobsCommand.Reprint.class)
final class JobsCommand implements Callable<Integer> {
  @Mixin private OptionalFolders folders;

  @Option(names = "--last", paramLabel = "N", description = "How many; 50 by default.")
  private int last = 50;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (last < 1 || last > 100_000) {
      throw new ParameterException(spec.commandLine(), "--last: from 1 to 100000");
    }
    return Asking.ask(folders.state(spec), "jobs", List.of(Integer.toString(last)));
  }

  /** One of them again. */
  @Command(
      name = "reprint",
      mixinStandardHelpOptions = true,
      description = "Prints a job again whose file lies in done or failed; it is marked as that.")
  static final class Reprint implements Callable<Integer> {
    @Mixin private Folders folders;

    @Parameters(paramLabel = "ID", description = "Which one, as listed.")
    private String id = "";

    @Option(names = "--from", paramLabel = "LABEL", description = "The first label; 1 by default.")
    private int from = 1;

    @Override
    public Integer call() {
      return Asking.ask(folders.state(), "jobs-reprint", List.of(id, Integer.toString(from)));
    }
  }
}
