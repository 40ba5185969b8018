package org.sbs.server.service;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One sentinel of the protected service, as the service lists it. Immutable.
 *
 * @param name unique within the service, without tab or line break
 * @param state whether it watches its input
 * @param explanation why it failed or is held, or what its printer waits for, in words; may be
 *     empty
 */
public record Sentinel(String name, State state, String explanation) {
  /** Why a printer does not print: the codes with which an explanation may begin. */
  private static final Set<String> PRINTER_STATES =
      Set.of("paper-out", "ribbon-out", "head-open", "paused", "too-hot", "offline", "busy");

  /** Whether a sentinel works. */
  public enum State {
    /** Watches its input and prints. */
    ACTIVE,
    /** Does nothing until it is activated. */
    INACTIVE,
    /** Was activated and cannot work. */
    FAILED
  }

  /** Checks that nothing is missing. */
  public Sentinel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(explanation, "explanation");
  }

  /** The code of why its printer does not print just now, where the service tells. */
  public Optional<String> printerState() {
    int colon = explanation.indexOf(':');
    return colon < 0 || state == State.INACTIVE
        ? Optional.empty()
        : Optional.of(explanation.substring(0, colon)).filter(PRINTER_STATES::contains);
  }
}
