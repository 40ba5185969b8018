package org.sbs.core.options;

import java.util.Objects;

/**
 * What a settings file says of one option. Immutable.
 *
 * @param value the value; the default where the file says nothing
 * @param given whether the file names it
 */
public record FileOption<T>(T value, boolean given) {
  /** Checks that nothing is missing. */
  public FileOption {
    Objects.requireNonNull(value, "value");
  }

  /** Whether a file that says this was changed, if it said that before. */
  boolean differsFrom(FileOption<T> before) {
    return !value.equals(before.value) || (given && !before.given);
  }
}
