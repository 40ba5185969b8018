package org.sbs.server.service;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;

/**
 * One sentinel of the protected service, as the service lists it. Immutable.
 *
 * @param name unique within the service, without tab or line break
 * @param state whether it watches its input
 * @param why it failed or is held, or what its printer waits for; may be empty
 * @param printerState the code of why its printer does not print just now, where the service tells
 */
public record Sentinel(String name, State state, Reason why, Optional<String> printerState) {
  /** Why a printer does not print: the codes with which the words of a service may begin. */
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
    Objects.requireNonNull(why, "why");
  }

  /** One of whose printer nothing is told. */
  public Sentinel(String name, State state, Reason why) {
    this(name, state, why, Optional.empty());
  }

  /** One of which the service tells in its own words. */
  public static Sentinel told(String name, State state, String words) {
    int colon = words.indexOf(':');
    Optional<String> printer =
        colon < 0 || state == State.INACTIVE
            ? Optional.empty()
            : Optional.of(words.substring(0, colon)).filter(PRINTER_STATES::contains);
    Reason why = words.isBlank() ? Reason.NONE : Reason.sentence(words.strip());
    return new Sentinel(name, state, why, printer);
  }
}
