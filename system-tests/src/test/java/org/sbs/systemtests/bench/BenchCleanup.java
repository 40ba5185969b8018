package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the bench made and must take away: at its end, after a failure, and when it is stopped by a
 * signal. The newest goes first, and folders go last, for that takes long: programs end and
 * networks go even if this one is killed meanwhile.
 */
final class BenchCleanup implements AutoCloseable {
  private static final long PATIENCE_MS = 20_000;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Deque<Path> folders = new ArrayDeque<>();
  private final Thread worker = Thread.currentThread();
  private final Thread hook = new Thread(this::stopped, "bench-leftovers");

  /** Takes one thing away; nothing happens if it is gone already. */
  interface Removal {
    void run() throws IOException;
  }

  private record Entry(String what, Removal removal) {}

  BenchCleanup() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized void add(String what, Removal removal) {
    entries.push(new Entry(what, removal));
  }

  synchronized void addFolder(Path folder) {
    folders.push(folder);
  }

  synchronized int size() {
    return entries.size();
  }

  /** Takes away all but that many, which are the oldest. */
  synchronized void clear(int leave) {
    // Removing waits for programs, which an interrupted thread cannot.
    boolean interrupted = Thread.interrupted();
    while (entries.size() > leave) {
      remove(entries.pop());
    }
    while (leave == 0 && !folders.isEmpty()) {
      Path folder = folders.pop();
      remove(new Entry("folder " + folder, () -> Shell.delete(folder)));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Entry entry) {
    try {
      entry.removal().run();
    } catch (IOException | RuntimeException e) {
      System.err.println("bench: " + entry.what() + " could not be removed: " + e);
    }
  }

  /** The bench's thread ends first, or it would go on making things. */
  private void stopped() {
    worker.interrupt();
    try {
      worker.join(PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clear(0);
  }

  @Override
  public void close() {
    clear(0);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // Then the hook runs already, and waits for this thread.
    }
  }
}
