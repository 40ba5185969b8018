package org.sbs.core.bound;

/**
 * How large a number can be that counts something of the pair (R10.10). Two limits hold: no value
 * is above {@link #most}, and no value that another says is more than {@link #jump} above what this
 * node knows. So one wrong number changes nothing, and a counter never comes near the end of its
 * range (decision 020).
 */
public enum Bound {
  /** Epochs: one more with each start, takeover and switchover. */
  EPOCH(1_000_000_000_000L, 1_000_000),
  /** Cycles: some a second at most. */
  CYCLE(1_000_000_000_000_000L, 1_000_000_000),
  /** Pauses of the pair and their ends, each set by a person. */
  PAUSE(1_000_000_000_000L, 1_000_000),
  /** Renewals of a witness's claim: some a second at most. */
  RENEWAL(1_000_000_000_000_000L, 1_000_000_000_000L);

  /** The longest pause: a year. */
  public static final long LONGEST_PAUSE_NANOS = 366L * 24 * 60 * 60 * 1_000_000_000L;

  private final long most;
  private final long jump;

  Bound(long most, long jump) {
    this.most = most;
    this.jump = jump;
  }

  /** The highest value that there can be. */
  public long most() {
    return most;
  }

  /** By how much a value that another says may be above what is known. */
  public long jump() {
    return jump;
  }

  /** Whether there can be such a value. */
  public boolean allows(long value) {
    return value >= 0 && value <= most;
  }

  /** Whether another's value can be believed by one that knows of this one. */
  public boolean isPlausible(long value, long known) {
    return allows(value) && value - Math.min(Math.max(known, 0), most) <= jump;
  }

  /**
   * One more.
   *
   * @throws ArithmeticException if that is more than there can be; it never wraps
   */
  public long next(long value) {
    long raised = Math.addExact(value, 1);
    if (!allows(raised)) {
      throw new ArithmeticException(
          "no " + word() + " comes after " + value + ": it is absurd; run sbs repair");
    }
    return raised;
  }

  /**
   * The value itself.
   *
   * @throws IllegalArgumentException if there can be no such value
   */
  public long require(long value) {
    if (!allows(value)) {
      throw new IllegalArgumentException(
          value + " is no " + word() + ": it must be from 0 to " + most);
    }
    return value;
  }

  private String word() {
    return switch (this) {
      case EPOCH -> "epoch";
      case CYCLE -> "cycle";
      case PAUSE -> "number of a pause";
      case RENEWAL -> "number of a renewal";
    };
  }
}
