package org.sbs.systemtests.bench;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks again and again at the processes of both ends, for some end before one could ask them. Of
 * each end the largest process counts, for those of one program share their pages.
 */
final class MemoryWatch implements AutoCloseable {
  private static final long EVERY_MS = 10;

  private final List<Long> here;
  private final List<Long> there;
  private final AtomicLong peakHere = new AtomicLong();
  private final AtomicLong peakThere = new AtomicLong();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> watching;

  MemoryWatch(Ends ends) {
    here = new CopyOnWriteArrayList<>(ends.here());
    there = List.copyOf(ends.there());
    watching = timer.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** One more process at this end. */
  void client(long pid) {
    here.add(pid);
  }

  private void look() {
    peakHere.accumulateAndGet(largest(here), Math::max);
    peakThere.accumulateAndGet(largest(there), Math::max);
  }

  private static long largest(List<Long> roots) {
    return roots.stream()
        .flatMap(root -> Proc.family(root).stream())
        .mapToLong(Proc::peakBytes)
        .max()
        .orElse(0);
  }

  long peakHere() {
    return peakHere.get();
  }

  long peakThere() {
    return peakThere.get();
  }

  @Override
  public void close() {
    watching.cancel(false);
    timer.shutdownNow();
    look();
  }
}
