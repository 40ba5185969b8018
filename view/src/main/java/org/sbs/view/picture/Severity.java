package org.sbs.view.picture;

import java.util.Locale;

/** How soon somebody should look, apart from which role a node has (R9.7). From calm to urgent. */
public enum Severity {
  /** All is as it should be. */
  OK,
  /** Worth knowing; nothing is lost by waiting. */
  NOTICE,
  /** Labels are printed, but would not be if this node died; or some of them are not. */
  WARNING,
  /** Nothing is printed. */
  CRITICAL;

  /** As JSON, metrics and pages write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The more urgent of the two. */
  public Severity or(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
