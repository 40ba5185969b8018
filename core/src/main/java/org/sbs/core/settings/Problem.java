package org.sbs.core.settings;

import java.util.Objects;
import org.sbs.core.reason.Reason;

/**
 * One thing that is wrong with the settings. Immutable.
 *
 * @param line where, 1 is the first line; 0 where nothing is written that could be wrong
 * @param key which setting, as {@code table.name}; empty where the file itself cannot be read
 * @param wrong what is wrong
 * @param remedy what to do
 */
public record Problem(int line, String key, Reason wrong, Reason remedy) {
  /** Checks that nothing is missing. */
  public Problem {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(wrong, "wrong");
    Objects.requireNonNull(remedy, "remedy");
  }

  /** True if the other says the same, on whatever line. */
  public boolean saysTheSameAs(Problem other) {
    return key.equals(other.key) && wrong.equals(other.wrong);
  }
}
