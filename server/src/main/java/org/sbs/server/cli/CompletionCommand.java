package org.sbs.server.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script for the tab key of bash and zsh.",
      "By it they complete commands and options.",
      "Add to ~/.bashrc or ~/.zshrc:  source <(sbs completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Spec private CommandSpec spec;

  CompletionCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() {
    sbs.say(AutoComplete.bash("sbs", spec.root().commandLine()).stripTrailing());
    return ExitStatus.DONE;
  }
}
