package org.sbs.core.alert;

import java.util.List;

/**
 * How soon alerts of one kind follow one another: what comes too soon is counted and waits. After a
 * day without any, the first one goes at once again. Immutable.
 *
 * @param sent how many were sent recently
 * @param lastNanos when the last one was
 * @param happened how many happened since
 */
record AlertBackoff(int sent, long lastNanos, long happened) {
  private static final long MINUTE = 60_000_000_000L;
  private static final long DAY = 24 * 60 * MINUTE;

  /** Between the first mail about something and the second, and so on. */
  private static final List<Long> GAPS =
      List.of(5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 240 * MINUTE);

  static final AlertBackoff FRESH = new AlertBackoff(0, 0, 0);

  AlertBackoff happenedAgain() {
    return new AlertBackoff(sent, lastNanos, happened + 1);
  }

  boolean allows(long now) {
    return sent == 0 || now - lastNanos >= GAPS.get(Math.min(sent, GAPS.size()) - 1);
  }

  AlertBackoff sent(long now) {
    boolean calm = sent > 0 && now - lastNanos > DAY;
    return new AlertBackoff(calm ? 1 : sent + 1, now, 0);
  }
}
