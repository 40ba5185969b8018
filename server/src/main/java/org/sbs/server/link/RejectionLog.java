package org.sbs.server.link;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Writes about connections that are not the peer's: once for each address and fault, and again an
 * hour later. What it remembers is bounded; of too many the oldest is forgotten. Safe for any
 * thread.
 */
final class RejectionLog {
  private record About(InetAddress from, RejectedConnection kind) {}

  private final Consumer<String> log;
  private final LongSupplier nanoClock;
  private final Map<About, Long> writtenNanos = new LinkedHashMap<>(16, 0.75f, true);

  /** Writes to a log, by a monotonic clock in nanoseconds. */
  RejectionLog(Consumer<String> log, LongSupplier nanoClock) {
    this.log = log;
    this.nanoClock = nanoClock;
  }

  /** Writes the sentence, unless the like was written within the hour. */
  void write(InetAddress from, RejectedConnection kind, String sentence) {
    if (isDue(new About(from, kind))) {
      log.accept(sentence + " (Not repeated for this address within the hour.)");
    }
  }

  private synchronized boolean isDue(About about) {
    long now = nanoClock.getAsLong();
    Long last = writtenNanos.get(about);
    if (last != null && now - last < Protocol.COMPLAINT_INTERVAL.toNanos()) {
      return false;
    }
    writtenNanos.put(about, now);
    if (writtenNanos.size() > Protocol.MAX_COMPLAINTS) {
      var eldest = writtenNanos.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    return true;
  }
}
