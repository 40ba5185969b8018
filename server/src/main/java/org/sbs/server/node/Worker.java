package org.sbs.server.node;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * A thread that does one thing after another, in the order asked, so that the node's loop need not
 * wait for it.
 */
final class Worker implements AutoCloseable {
  private final ExecutorService executor;
  private final Consumer<Throwable> fault;

  /**
   * A worker with a daemon thread.
   *
   * @param fault what to do with an error that a task did not handle itself
   */
  Worker(String name, Consumer<Throwable> fault) {
    this.fault = fault;
    executor = Executors.newSingleThreadExecutor(task -> thread(task, name));
  }

  /** A daemon thread of that name, not yet started. */
  static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Does it after all that was asked before; a closed worker does nothing more. */
  void later(Runnable task) {
    try {
      executor.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException | Error e) {
              fault.accept(e);
            }
          });
    } catch (RejectedExecutionException e) {
      // SBS ends: what was not begun is not done.
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
