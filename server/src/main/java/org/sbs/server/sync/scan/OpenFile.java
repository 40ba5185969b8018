package org.sbs.server.sync.scan;

/**
 * When a file was read that somebody has open for writing, or may have. What a program writes into
 * a file by way of memory moves its time stamps once and then no more until the system has written
 * the page to the disk, so attributes do not tell whether such a file has changed: it is read again
 * at each look until it is closed, but for no more than a small share of the time. Immutable.
 *
 * @param readAtNanos when it was read last, by the monotonic clock
 * @param tookNanos how long that took
 */
public record OpenFile(long readAtNanos, long tookNanos) {
  /** What has not been read yet. */
  public static final OpenFile UNREAD = new OpenFile(Long.MIN_VALUE, 0);

  /** At most one part in so many of the time goes into reading it again. */
  private static final long SHARE = 20;

  /** Whether it is to be read again. */
  public boolean isDue(long nowNanos) {
    return readAtNanos == Long.MIN_VALUE || nowNanos - readAtNanos >= tookNanos * SHARE;
  }
}
