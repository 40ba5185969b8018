package org.sbs.view.text;

import java.util.Locale;

/** Sizes as people read them. */
public final class Sizes {
  private static final long STEP = 1000;
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Sizes() {}

  /** With a unit of thousands. */
  public static String text(long bytes, Locale locale) {
    double size = bytes;
    int unit = 0;
    while (size >= STEP && unit < UNITS.length - 1) {
      size /= STEP;
      unit++;
    }
    return String.format(locale, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
  }
}
