package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.server.admin.AdminClient;
import picocli.CommandLine.Command;

/** Lets the running node use changed settings. */
@Command(
    name = "reload",
    description =
        "Lets the running node use changed settings, without a change of role, and lists those that"
            + " wait for a restart. A file with errors changes nothing.")
final class ReloadCommand implements Callable<Integer> {
  private final Sbs sbs;

  ReloadCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    return sbs.ask(AdminClient::reload);
  }
}
