package org.sbs.desktop.model;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sbs.core.reason.Reason;
import org.sbs.view.page.Snapshot;

/**
 * Looks at the node every second and carries out what the user wants of it, on threads of its own;
 * tells listeners on the user interface's. Safe for any thread.
 */
public final class NodeWatch implements AutoCloseable {
  private static final long PERIOD_MS = 1_000;

  private final NodeDoor door;
  private final Executor interfaceThread;
  private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService eyes =
      Executors.newSingleThreadScheduledExecutor(daemon("sbs-dialog-watch"));
  private final ExecutorService hands =
      Executors.newSingleThreadExecutor(daemon("sbs-dialog-action"));
  private volatile Snapshot latest = Snapshot.UNKNOWN;
  private volatile ScheduledFuture<?> looking;

  /**
   * A watch that does not look yet.
   *
   * @param interfaceThread on which listeners are told
   */
  public NodeWatch(NodeDoor door, Executor interfaceThread) {
    this.door = door;
    this.interfaceThread = interfaceThread;
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Begins to look. */
  public void start() {
    looking = eyes.scheduleWithFixedDelay(this::look, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /** Is told of every look, also when nothing has changed. */
  public void listen(Consumer<Snapshot> listener) {
    listeners.add(listener);
  }

  /** What was seen last. */
  public Snapshot latest() {
    return latest;
  }

  private void look() {
    Snapshot seen = lookSafely();
    latest = seen;
    interfaceThread.execute(() -> listeners.forEach(listener -> listener.accept(seen)));
  }

  /** A look that goes wrong is told, and does not end the looking. */
  private Snapshot lookSafely() {
    try {
      return door.look();
    } catch (RuntimeException e) {
      return new Snapshot(
          Snapshot.Power.SILENT,
          Optional.empty(),
          List.of(),
          Optional.of(Reason.sentence(String.valueOf(e.getMessage()))));
    }
  }

  /** Does something with the node, after what is being done; then looks, and tells how it ended. */
  public void ask(Function<NodeDoor, NodeDoor.Told> action, Consumer<NodeDoor.Told> then) {
    hands.execute(
        () -> {
          NodeDoor.Told told = action.apply(door);
          look();
          interfaceThread.execute(() -> then.accept(told));
        });
  }

  /** Asks something about the node that may take a while, and tells the answer. */
  public <T> void find(Function<NodeDoor, T> question, Consumer<T> then) {
    hands.execute(
        () -> {
          T found = question.apply(door);
          interfaceThread.execute(() -> then.accept(found));
        });
  }

  @Override
  public void close() {
    if (looking != null) {
      looking.cancel(false);
    }
    eyes.shutdownNow();
    hands.shutdownNow();
  }
}
