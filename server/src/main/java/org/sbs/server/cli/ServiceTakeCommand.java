package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.platform.OwnServiceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Does once, as root, what SBS needs to protect a unit. */
@Command(
    name = "take",
    description =
        "Lets SBS alone start and stop a unit: disables it, ties it to SBS, and allows the account"
            + " of SBS to start it. Says what it changes. Once, as root.")
final class ServiceTakeCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Parameters(paramLabel = "UNIT", description = "The unit, for example labels.service.")
  private String unit;

  ServiceTakeCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    try {
      ServiceCommand.manager(sbs)
          .take(unit, Checks.settings(home).service().adapter())
          .forEach(sbs::say);
    } catch (OwnServiceException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
    return ExitStatus.DONE;
  }
}
