package org.sbs.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands round mail. */
@Command(
    name = "mail",
    description = "Sends a test mail, and stores the password of the mail account.",
    synopsisSubcommandLabel = "COMMAND")
final class MailCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private MailCommand() {}

  static CommandLine line(Sbs sbs) {
    return new CommandLine(new MailCommand())
        .addSubcommand("test", new MailTestCommand(sbs))
        .addSubcommand("password", PairCommand.unechoed(new MailPasswordCommand(sbs)));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say test or password.");
  }
}
