package org.sbs.lpm.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Activates sentinels. */
@Command(
    name = "activate",
    mixinStandardHelpOptions = true,
    description = "Activates sentinels; keep trying if they cannot work yet.")
final class ActivateCommand implements Callable<Integer> {
  @Mixin private Folders folders;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Which ones; without any, the names are read from standard input, one a line.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    return Asking.ask(folders.state(), "activate", Asking.names(names));
  }
}
