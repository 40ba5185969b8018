package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.sbs.lpm.claims.ClaimStore;

/**
 * Notices jobs that other nodes have claimed and do not move on: a node that died after this one
 * had taken over leaves such. They are not taken, for their owner may live, but they are mentioned.
 * Used by one thread.
 */
final class StrangeClaims {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ClaimStore store;
  private Set<String> last = Set.of();
  private List<String> notes = List.of();
  private long nextNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);

  StrangeClaims(ClaimStore store) {
    this.store = store;
  }

  /** What is to be mentioned; looks only now and then. */
  List<String> notes(long nowNanos) throws IOException {
    if (nowNanos - nextNanos >= 0) {
      nextNanos = nowNanos + INTERVAL_NANOS;
      Set<String> now = store.foreign();
      Set<String> unmoved = new TreeSet<>(now);
      unmoved.retainAll(last);
      last = now;
      notes =
          unmoved.isEmpty()
              ? List.of()
              : List.of(
                  unmoved.size()
                      + " jobs are claimed by other nodes and do not move on ("
                      + unmoved.iterator().next()
                      + "); if those nodes are dead, start this one with --adopt to print them.");
    }
    return notes;
  }
}
