package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.server.platform.OwnServiceException;
import picocli.CommandLine.Command;

/** Undoes what install did. */
@Command(
    name = "uninstall",
    description = "Stops SBS, with hand-over, and removes it as a service; settings and data stay.")
final class ServiceUninstallCommand implements Callable<Integer> {
  private final Sbs sbs;

  ServiceUninstallCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    try {
      ServiceCommand.manager(sbs).uninstall().forEach(sbs::say);
    } catch (OwnServiceException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
    return ExitStatus.DONE;
  }
}
