package org.sbs.server.cli;

import java.util.Optional;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.OwnServiceException;

/** Tells whether a home is that of the machine's service. */
final class OwnHome {
  private OwnHome() {}

  /** The service manager, if SBS is installed as a service for this very home. */
  static Optional<OwnService> service(Sbs sbs, HomeFolder home) throws Failure {
    Optional<OwnService> manager = sbs.surroundings().ownService();
    try {
      boolean ours =
          manager.isPresent()
              && manager
                  .get()
                  .query()
                  .filter(installed -> installed.home().equals(home.settings()))
                  .isPresent();
      return ours ? manager : Optional.empty();
    } catch (OwnServiceException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
  }
}
