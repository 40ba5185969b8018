package org.sbs.lpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** All commands of {@code lpm}. */
@Command(
    name = "lpm",
    mixinStandardHelpOptions = true,
    version = "lpm 0.1.0",
    description = "The Label Print Manager: watches capture folders and prints labels.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:answered no, or failed",
      "2:wrong usage",
      "69:no Label Print Manager runs with that state folder",
      "78:the settings folder cannot be used"
    },
    subcommands = {
      RunCommand.class,
      ListCommand.class,
      ActivateCommand.class,
      DeactivateCommand.class,
      StatusCommand.class,
      HoldCommand.class,
      JobsCommand.class,
      CheckCommand.class,
      PictureCommand.class
    })
public final class LpmCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Carries out one command line and returns its exit status. */
  public static int execute(String... arguments) throws IOException, InterruptedException {
    Optional<PlainLine> plain = PlainLine.parse(arguments);
    return plain.isPresent()
        ? plain.get().carryOut()
        : execute(new PrintWriter(System.err, true, Charset.defaultCharset()), arguments);
  }

  /** As the other, by the whole command line model, with usage messages to that writer. */
  static int execute(PrintWriter errors, String... arguments) {
    return new CommandLine(new LpmCommand()).setErr(errors).execute(arguments);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
