package org.sbs.server.node;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sbs.core.reason.Reason;

/**
 * Keeps what is said again and again from filling the history: of rows that are equal so many are
 * written within a minute, and the others become one row with their number when the minute is over.
 * Safe for any thread.
 */
final class Repeats {
  static final int WRITTEN = 3;
  static final long WINDOW_MILLIS = 60_000;

  /** More different rows than that within a minute are no repetition. */
  private static final int MOST = 200;

  private final Map<Row, Count> counts = new LinkedHashMap<>();

  /** What makes rows equal. */
  record Row(String kind, String role, long epoch, Reason reason) {}

  /** A row, and how often it was not written. */
  record Held(Row row, int times) {}

  private record Count(long sinceMillis, int times) {}

  /** Whether the row is to be written. */
  synchronized boolean admits(Row row, long nowMillis) {
    Count known = counts.get(row);
    if (known == null) {
      if (counts.size() < MOST) {
        counts.put(row, new Count(nowMillis, 1));
      }
      return true;
    }
    counts.put(row, new Count(known.sinceMillis(), known.times() + 1));
    return known.times() < WRITTEN;
  }

  /** The rows whose minute is over, and that were held back in it. */
  synchronized List<Held> due(long nowMillis) {
    return counts.isEmpty() ? List.of() : take(nowMillis - WINDOW_MILLIS);
  }

  /** All rows that were held back. */
  synchronized List<Held> rest() {
    return take(Long.MAX_VALUE);
  }

  private List<Held> take(long begunBefore) {
    List<Held> held = new ArrayList<>();
    Iterator<Map.Entry<Row, Count>> all = counts.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Row, Count> one = all.next();
      if (one.getValue().sinceMillis() <= begunBefore) {
        all.remove();
        int times = one.getValue().times() - WRITTEN;
        if (times > 0) {
          held.add(new Held(one.getKey(), times));
        }
      }
    }
    return held;
  }
}
