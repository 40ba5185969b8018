package org.sbs.core.role;

import org.sbs.core.reason.Reason;

/**
 * How the protected service of a primary does, and how often it failed (R7.3). Immutable.
 *
 * @param service what it does now
 * @param sinceNanos since when
 * @param failures how often it has failed, without having run well for the window in between
 * @param trouble what was last said of its failures, so that it is said once; empty if nothing
 */
public record ServiceHealth(State service, long sinceNanos, int failures, Reason trouble) {
  /** So many retry times the longest pause before the next start lasts. */
  private static final int LONGEST_PAUSE = 30;

  private static final int DOUBLINGS = 5;

  /** What the service does. */
  public enum State {
    /** Being started. */
    STARTING,
    /** Started, its sentinels activated. */
    RUNNING,
    /** Runs and does not work, and is left so: it was ended often, and the role cannot pass. */
    HANGING,
    /** Runs and does not work, and is being ended. */
    ENDING,
    /** Runs and does not work; it did not end, and is told again. */
    NOT_ENDED,
    /** Failed, and waits for its next start. */
    DOWN
  }

  /** Of a primary that starts its service for the first time now. */
  static ServiceHealth begun(long now) {
    return new ServiceHealth(State.STARTING, now, 0, Reason.NONE);
  }

  ServiceHealth startedAgain(long now) {
    return new ServiceHealth(State.STARTING, now, failures, trouble);
  }

  ServiceHealth running(long now) {
    return new ServiceHealth(State.RUNNING, now, failures, trouble);
  }

  /** After a run that was long enough, what was before it is forgiven. */
  ServiceHealth forgiven(long now, long goodRunNanos) {
    boolean ranWell = service == State.RUNNING && now - sinceNanos >= goodRunNanos;
    return ranWell && failures > 0 ? new ServiceHealth(service, sinceNanos, 0, Reason.NONE) : this;
  }

  ServiceHealth failed(long now) {
    return new ServiceHealth(State.DOWN, now, withHang(), trouble);
  }

  /** It runs and does not work; it is being ended. */
  ServiceHealth hung(long now) {
    return new ServiceHealth(State.ENDING, now, withHang(), trouble);
  }

  ServiceHealth notEnded(long now) {
    return new ServiceHealth(State.NOT_ENDED, now, failures, trouble);
  }

  ServiceHealth endedAgain(long now) {
    return new ServiceHealth(State.ENDING, now, failures, trouble);
  }

  /** It has ended, and its failure has been counted before. */
  ServiceHealth down(long now) {
    return new ServiceHealth(State.DOWN, now, failures, trouble);
  }

  /** Whether it is being ended because it does not work. */
  boolean isEnding() {
    return service == State.ENDING || service == State.NOT_ENDED;
  }

  /** It runs and does not work, has failed too often, and is not ended for that. */
  ServiceHealth hanging(Reason reason) {
    return new ServiceHealth(State.HANGING, sinceNanos, withHang(), reason);
  }

  /** Each run of it that hangs counts once. */
  private int withHang() {
    return service == State.HANGING ? failures : failures + 1;
  }

  /** Whether it runs, and since then. */
  boolean isRun(long runNanos) {
    return (service == State.RUNNING || service == State.HANGING) && sinceNanos == runNanos;
  }

  /** Whether it is known not to do its work now. */
  public boolean fails() {
    return service != State.STARTING && service != State.RUNNING;
  }

  /** Whether it has a process that may be told something. */
  boolean isUp() {
    return service == State.STARTING || service == State.RUNNING || service == State.HANGING;
  }

  ServiceHealth said(Reason reason) {
    return new ServiceHealth(service, sinceNanos, failures, reason);
  }

  /** Whether it has failed more often than it is started again before the role passes. */
  public boolean isWornOut(Limits limits) {
    return failures > limits.restarts();
  }

  /** Whether this failure is told: of those that come again and again, fewer and fewer are. */
  boolean isWorthTelling(Limits limits) {
    return failures <= limits.restarts() + 1 || Integer.bitCount(failures) == 1;
  }

  /** When one that is down is started again: the pauses double from one failure to the next. */
  long againNanos(Timing timing) {
    int times = Math.min(LONGEST_PAUSE, 1 << Math.min(DOUBLINGS, Math.max(0, failures - 1)));
    return sinceNanos + times * timing.retry();
  }
}
