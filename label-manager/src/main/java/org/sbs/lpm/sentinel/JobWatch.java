package org.sbs.lpm.sentinel;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sbs.lpm.printer.PrinterState;
import org.sbs.lpm.printer.PrinterWatch;

/** What the job in hand waits for at its printer. Written by the sentinel's thread, read by any. */
final class JobWatch implements PrinterWatch {
  private final Activity activity;
  private volatile Optional<Wait> now = Optional.empty();
  private volatile Standing standing = () -> true;

  /** Whether the job is still this node's own. */
  interface Standing {
    boolean stands();
  }

  /**
   * A wait.
   *
   * @param patienceMs how long this is nothing that somebody must look at
   */
  record Wait(PrinterState state, String text, long patienceMs) {
    String explanation() {
      return state.code() + ": " + text;
    }

    /** Whether somebody must look, when nothing has moved for that long. */
    boolean isTooLong(long silentNanos) {
      return state.needsSomebody() || TimeUnit.NANOSECONDS.toMillis(silentNanos) > patienceMs;
    }
  }

  JobWatch(Activity activity) {
    this.activity = activity;
  }

  /** From now on it is about a job that must be dropped when it is another node's. */
  void begin(Standing job) {
    standing = job;
  }

  /** Nothing is waited for at the printer any more. */
  void end() {
    now = Optional.empty();
    standing = () -> true;
  }

  @Override
  public void moves() {
    activity.isOutside();
    now = Optional.empty();
  }

  @Override
  public void waits(PrinterState state, String text, long patienceMs) {
    now = Optional.of(new Wait(state, text, patienceMs));
  }

  @Override
  public boolean goesOn() {
    return standing.stands();
  }

  Optional<Wait> now() {
    return now;
  }
}
