package org.sbs.lpm.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what the sentinels have done. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows what each sentinel has done, and what an operator should know.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private Folders folders;

  @Option(names = "--json", description = "Prints one line of JSON.")
  private boolean json;

  @Option(
      names = "--stuck-after",
      paramLabel = "SECONDS",
      description = {
        "Prints name TAB seconds of each sentinel that has been stuck in its own work for longer,",
        "and exits with 1 if there is one. No work, and waiting for a folder or a printer, is fine."
      })
  private Optional<Integer> stuckAfter = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (stuckAfter.isPresent()) {
      if (stuckAfter.get() < 1) {
        throw new ParameterException(spec.commandLine(), "--stuck-after: at least 1 second");
      }
      return Asking.ask(folders.state(), "stuck", List.of(stuckAfter.get().toString()));
    }
    return Asking.ask(folders.state(), json ? "status-json" : "status", List.of());
  }
}
