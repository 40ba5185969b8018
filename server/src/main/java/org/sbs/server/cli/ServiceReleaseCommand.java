package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.server.platform.OwnServiceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Undoes what take did. */
@Command(
    name = "release",
    description =
        "Gives a unit back as it was before SBS took it, enabled and running or not. Stops SBS"
            + " first, with hand-over. As root.")
final class ServiceReleaseCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Parameters(paramLabel = "UNIT", description = "The unit, for example labels.service.")
  private String unit;

  ServiceReleaseCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    try {
      ServiceCommand.manager(sbs).release(unit).forEach(sbs::say);
    } catch (OwnServiceException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
    return ExitStatus.DONE;
  }
}
