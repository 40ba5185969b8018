package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.server.admin.AdminClient;
import picocli.CommandLine.Command;

/** Swaps the roles. */
@Command(
    name = "switchover",
    description = {
      "Swaps the roles of the two nodes, and waits for it.",
      "Typed on either node. If a step fails, the roles stay as they are."
    })
final class SwitchoverCommand implements Callable<Integer> {
  private final Sbs sbs;

  SwitchoverCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    return sbs.ask(AdminClient::switchover);
  }
}
