package org.sbs.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands round the files of the folder set. */
@Command(
    name = "files",
    description = "Old versions, differences, conflicts; accepts folders.",
    synopsisSubcommandLabel = "COMMAND")
final class FilesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private FilesCommand() {}

  static CommandLine line(Sbs sbs) {
    return new CommandLine(new FilesCommand())
        .addSubcommand(new FilesVersionsCommand(sbs))
        .addSubcommand("restore", new FilesRestoreCommand(sbs))
        .addSubcommand("diff", new FilesDiffCommand(sbs))
        .addSubcommand("conflicts", new FilesConflictsCommand(sbs))
        .addSubcommand("accept", new FilesAcceptCommand(sbs))
        .addSubcommand("refuse", new FilesRefuseCommand(sbs));
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Say versions, restore, diff, conflicts, accept or refuse.");
  }
}
