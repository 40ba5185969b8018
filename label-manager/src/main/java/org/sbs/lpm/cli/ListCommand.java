package org.sbs.lpm.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the sentinels. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Prints a line per sentinel: name TAB active|inactive|failed TAB explanation.")
final class ListCommand implements Callable<Integer> {
  @Mixin private Folders folders;

  @Override
  public Integer call() {
    return Asking.ask(folders.state(), "list", List.of());
  }
}
