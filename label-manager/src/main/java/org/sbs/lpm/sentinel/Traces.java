package org.sbs.lpm.sentinel;

/** An error of the program, in one line for the log. */
final class Traces {
  private static final int MOST_PLACES = 30;

  private Traces() {}

  static String of(Throwable e) {
    StringBuilder text = new StringBuilder(e.toString());
    StackTraceElement[] places = e.getStackTrace();
    for (int i = 0; i < Math.min(MOST_PLACES, places.length); i++) {
      text.append(" at ").append(places[i]);
    }
    return text.toString();
  }
}
