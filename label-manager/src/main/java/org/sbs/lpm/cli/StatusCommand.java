package org.sbs.lpm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the sentinels have done. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows what each sentinel has done, and what an operator should know.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private Folders folders;

  @Option(names = "--json", description = "Prints one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    return Asking.ask(folders.state(), json ? "status-json" : "status", List.of());
  }
}
