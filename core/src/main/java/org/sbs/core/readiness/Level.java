package org.sbs.core.readiness;

import java.util.Locale;

/** How much a finding matters. */
public enum Level {
  /** As it should be. */
  OK,
  /** A takeover would work, but somebody should know. */
  WARNING,
  /** A takeover would fail, or not do what its users expect. */
  NOT_READY;

  /** As JSON and settings write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The level of that word. */
  public static Level of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
