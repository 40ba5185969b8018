package org.sbs.server.sync.scan;

/**
 * When a cycle for changes is due: soon after the last of a group of changes, so that what changes
 * together comes together, and not so often that a busy program owns the link. Guarded by its
 * owner's lock.
 */
public final class ChangeTimes {
  /** A file that is being written is looked at again after so long. */
  private static final long RESTLESS_NANOS = 300_000_000L;

  /** Between cycles for changes lies at least this. */
  private static final long BREATH_NANOS = 100_000_000L;

  /** A cycle begins when nothing changed for so long. A file is not read before either. */
  private static final long SETTLE_NANOS = QuietFiles.SHORT_NANOS;

  /** Where something changes all the time, so long after the first change at the latest. */
  private static final long UNSETTLED_NANOS = 100_000_000L;

  private boolean seen;
  private long firstNanos;
  private long lastNanos;

  /** Something changed; true if it is the first of a group. */
  public boolean saw(long now) {
    boolean first = !seen;
    seen = true;
    lastNanos = now;
    firstNanos = first ? now : firstNanos;
    return first;
  }

  public void forget() {
    seen = false;
  }

  /**
   * How long until a cycle for changes is due.
   *
   * @param began when the last cycle ended
   * @param restless whether files are being written
   */
  public long waitNanos(long began, boolean restless, long now) {
    long wait = restless ? began + RESTLESS_NANOS - now : Long.MAX_VALUE;
    if (!seen) {
      return wait;
    }
    long settled = lastNanos + SETTLE_NANOS - now;
    long latest = firstNanos + UNSETTLED_NANOS - now;
    return Math.min(wait, Math.max(began + BREATH_NANOS - now, Math.min(settled, latest)));
  }
}
