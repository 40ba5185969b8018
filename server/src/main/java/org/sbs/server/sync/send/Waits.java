package org.sbs.server.sync.send;

/**
 * The waits of one thread, which another may cut short. Only in a wait is the thread interrupted:
 * an interrupt in the middle of a file operation closes the file for everybody, as that of the
 * index of contents.
 */
public final class Waits {
  /** Something that waits, and touches no file that stays open. */
  @FunctionalInterface
  public interface Wait<T, E extends Exception> {
    T get() throws InterruptedException, E;
  }

  private Thread waiting;
  private boolean over;

  /**
   * Waits.
   *
   * @throws InterruptedException if waiting is over
   */
  public <T, E extends Exception> T during(Wait<T, E> wait) throws InterruptedException, E {
    synchronized (this) {
      if (over) {
        throw new InterruptedException("nobody waits any more");
      }
      waiting = Thread.currentThread();
    }
    try {
      return wait.get();
    } finally {
      synchronized (this) {
        waiting = null;
        // One that came too late must not reach what follows.
        boolean unused = Thread.interrupted();
      }
    }
  }

  /** Ends the wait that is under way, and each that comes. Any thread. */
  public synchronized void end() {
    over = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }
}
