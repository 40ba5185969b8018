package org.sbs.core.alert;

/** When something that failed is tried again: soon, then ever more rarely, and never not at all. */
public final class Retry {
  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST = 15 * SECOND;
  private static final long MOST = 15 * 60 * SECOND;

  private Retry() {}

  /**
   * How long to wait, in nanoseconds: 15 s, then twice as long each time, up to a quarter of an
   * hour.
   *
   * @param failures in a row; at least 1
   */
  public static long waitNanos(int failures) {
    return Math.min(MOST, FIRST << Math.min(10, failures - 1));
  }
}
