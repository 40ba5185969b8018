package org.sbs.server.service;

import java.util.Objects;

/**
 * One sentinel of the protected service, as the service lists it. Immutable.
 *
 * @param name unique within the service, without tab or line break
 * @param state whether it watches its input
 * @param explanation why it failed or is held, in words; may be empty
 */
public record Sentinel(String name, State state, String explanation) {
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
}
