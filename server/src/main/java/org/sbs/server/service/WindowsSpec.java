package org.sbs.server.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A service of Windows that SBS protects. Immutable.
 *
 * @param serviceName its name for the service manager, not the one that is displayed
 * @param list prints its sentinels, as for {@link CommandSpec}; empty for a service without any
 * @param activate reads the names of those to activate; empty for a service without any
 * @param deactivate reads the names of those to deactivate, if the service can do that
 * @param reload makes the running service read its settings again, if it can
 */
public record WindowsSpec(
    String serviceName,
    List<String> list,
    List<String> activate,
    Optional<List<String>> deactivate,
    Optional<List<String>> reload,
    Limits limits) {

  /**
   * Time limits.
   *
   * @param start how long a starting service may show no progress, unless it asks for more
   * @param stop the same of a stopping one
   * @param most how long either may take at all, whatever progress it shows
   * @param command for each run of a program
   * @param poll between two looks at a service that works
   */
  public record Limits(
      Duration start, Duration stop, Duration most, Duration command, Duration poll) {
    /** What holds where nothing is configured. */
    public static final Limits DEFAULT =
        new Limits(
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofMinutes(3),
            Duration.ofSeconds(10),
            Duration.ofMillis(500));
  }

  /** Copies the lists. */
  public WindowsSpec {
    list = List.copyOf(list);
    activate = List.copyOf(activate);
    deactivate = deactivate.map(List::copyOf);
    reload = reload.map(List::copyOf);
  }
}
