package org.sbs.server.node;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.server.service.ProtectedService;
import org.sbs.server.service.Sentinel;
import org.sbs.server.service.ServiceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which sentinels are to work where neither node has ever listed any: at the very first start, and
 * after a takeover from a primary that could not list them (R2.3). Then the service's own choice
 * stays as it is. To be called on the service's thread.
 */
final class FirstStart {
  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

  private final ProtectedService service;
  private List<String> before = List.of();

  FirstStart(ProtectedService service) {
    this.service = service;
  }

  /** Remembers what works at this moment, before SBS stops a service that it found running. */
  void look() {
    try {
      if (service.isRunning()) {
        before = working();
      }
    } catch (ServiceException e) {
      LOG.warn(
          "The service runs and does not list its sentinels, so those that it activates by itself"
              + " will work: {}",
          e.getMessage());
    }
  }

  /**
   * What a service that was just started is to do.
   *
   * @param toWork the names of the sentinels that are to work
   * @param toActivate those of them that are to be activated for that
   */
  record Choice(List<String> toWork, List<String> toActivate) {}

  /** The choice for a service that runs; the known names, if any are known. */
  Choice choice(Optional<List<String>> known) throws ServiceException {
    if (known.isPresent()) {
      return new Choice(known.get(), known.get());
    }
    Set<String> toWork = new LinkedHashSet<>(service.own());
    toWork.addAll(before);
    Set<String> toActivate = new LinkedHashSet<>(toWork);
    toActivate.removeAll(working());
    return new Choice(List.copyOf(toWork), List.copyOf(toActivate));
  }

  private List<String> working() throws ServiceException {
    return service.list().stream()
        .filter(sentinel -> sentinel.state() != Sentinel.State.INACTIVE)
        .map(Sentinel::name)
        .toList();
  }
}
