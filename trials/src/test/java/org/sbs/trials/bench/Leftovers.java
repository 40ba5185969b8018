package org.sbs.trials.bench;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the bench made and must take away: at its end, after a failure, and when it is stopped by a
 * signal. The newest goes first.
 */
final class Leftovers implements AutoCloseable {
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Thread hook = new Thread(this::clear, "bench-leftovers");

  /** Takes one thing away; nothing happens if it is gone already. */
  interface Removal {
    void run() throws IOException;
  }

  private record Entry(String what, Removal removal) {}

  Leftovers() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized void add(String what, Removal removal) {
    entries.push(new Entry(what, removal));
  }

  private synchronized void clear() {
    while (!entries.isEmpty()) {
      Entry entry = entries.pop();
      try {
        entry.removal().run();
      } catch (IOException | RuntimeException e) {
        System.err.println("bench: " + entry.what() + " could not be removed: " + e);
      }
    }
  }

  @Override
  public void close() {
    clear();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
