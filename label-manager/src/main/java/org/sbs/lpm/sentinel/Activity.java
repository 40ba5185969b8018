package org.sbs.lpm.sentinel;

import java.util.function.LongSupplier;

/**
 * What a sentinel's thread does, and since when: so that one that is stuck can be told from one
 * that has nothing to do, and from one that waits for something outside of this program. Set by the
 * sentinel's thread, read by any.
 *
 * <p>Only its own work can be stuck. A printer without paper and a share whose server is gone are
 * waited for, for as long as it takes: another Label Print Manager would wait for them too. What
 * waits is the rule, and own work is marked, so that a wait that nobody thought of is no fault of
 * this program.
 */
final class Activity {
  private enum Doing {
    /** Nothing: there is no work, or the last attempt failed and the next is not due yet. */
    RESTING,
    /** Something with a capture folder or a printer. */
    OUTSIDE,
    /** Reads settings, makes labels, writes the journal. */
    OWN_WORK
  }

  private record Now(Doing doing, long sinceNanos) {}

  private final LongSupplier clock;
  private volatile Now now;

  Activity(LongSupplier clock) {
    this.clock = clock;
    this.now = new Now(Doing.RESTING, clock.getAsLong());
  }

  /** Nothing is to be done for a while. */
  void rests() {
    begin(Doing.RESTING);
  }

  /** From now on it deals with a capture folder or a printer; also: something has moved there. */
  void isOutside() {
    begin(Doing.OUTSIDE);
  }

  /** From now on it does its own work, until {@link #isOutside}. */
  void worksItself() {
    begin(Doing.OWN_WORK);
  }

  private void begin(Doing doing) {
    now = new Now(doing, clock.getAsLong());
  }

  /** For how long nothing has moved though it does not rest; 0 while it does. */
  long silentNanos() {
    Now then = now;
    return then.doing == Doing.RESTING ? 0 : clock.getAsLong() - then.sinceNanos;
  }

  /** For how long it has been at the same piece of its own work; 0 while it is at none. */
  long ownWorkNanos() {
    Now then = now;
    return then.doing == Doing.OWN_WORK ? clock.getAsLong() - then.sinceNanos : 0;
  }

  /** The time since its last change, whatever it does. */
  long unchangedNanos() {
    return clock.getAsLong() - now.sinceNanos;
  }
}
