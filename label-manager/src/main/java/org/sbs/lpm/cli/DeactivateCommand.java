package org.sbs.lpm.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deactivates sentinels. */
@Command(
    name = "deactivate",
    mixinStandardHelpOptions = true,
    description = "Deactivates sentinels; each finishes the job in hand.")
final class DeactivateCommand implements Callable<Integer> {
  @Mixin private Folders folders;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Which ones; without any, the names are read from standard input, one a line.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    return Asking.ask(folders.state(), "deactivate", Asking.names(names));
  }
}
