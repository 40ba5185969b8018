package org.sbs.server.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection whose request is not whole and authorised in time (R10.3). An idle limit
 * alone would let a client that sends one byte now and then hold a connection for hours.
 *
 * <p>Of too many such connections the oldest is closed for the newcomer. To let newcomers wait
 * instead would give the door to whoever opens connections and says nothing: a command sends its
 * request at once, so it is served before its turn to go comes. Safe for any thread.
 */
final class RequestDeadline implements Connection.Listener {
  private final Scheduler scheduler;
  private final long limitMs;
  private final int most;

  // In the order in which they came; guarded by itself.
  private final Map<Connection, Scheduler.Task> waiting = new LinkedHashMap<>();

  /**
   * A deadline for the connections of one door.
   *
   * @param most how many may be open without a request that is served
   */
  RequestDeadline(Scheduler scheduler, long limitMs, int most) {
    this.scheduler = scheduler;
    this.limitMs = limitMs;
    this.most = most;
  }

  @Override
  public void onOpened(Connection connection) {
    Scheduler.Task task =
        scheduler.schedule(() -> connection.getEndPoint().close(), limitMs, TimeUnit.MILLISECONDS);
    Optional<Connection> leaver = Optional.empty();
    synchronized (waiting) {
      waiting.put(connection, task);
      if (waiting.size() > most) {
        leaver = waiting.keySet().stream().findFirst();
      }
    }
    leaver.ifPresent(
        oldest -> {
          cancel(oldest);
          oldest.getEndPoint().close();
        });
  }

  @Override
  public void onClosed(Connection connection) {
    cancel(connection);
  }

  /** The request is here, and may take as long as it takes. */
  void met(Connection connection) {
    cancel(connection);
    connection.getEndPoint().setIdleTimeout(0);
  }

  private void cancel(Connection connection) {
    Scheduler.Task task;
    synchronized (waiting) {
      task = waiting.remove(connection);
    }
    if (task != null) {
      task.cancel();
    }
  }
}
