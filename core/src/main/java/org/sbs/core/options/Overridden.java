package org.sbs.core.options;

import java.util.Objects;
import java.util.Optional;

/**
 * What an option was set to on the other node while the nodes were apart, and is not, because the
 * primary's value holds. Immutable.
 *
 * @param value as people are shown it; without passwords
 * @param setOn where
 */
public record Overridden(String value, Optional<Origin> setOn) {
  /** Checks that nothing is missing. */
  public Overridden {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(setOn, "setOn");
  }
}
