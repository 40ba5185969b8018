package org.sbs.server.admin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection whose request is not whole and authorised in time (R10.3). An idle limit
 * alone would let a client that sends one byte now and then hold a connection for hours. Safe for
 * any thread.
 */
final class RequestDeadline implements Connection.Listener {
  private final Scheduler scheduler;
  private final long limitMs;
  private final Map<Connection, Scheduler.Task> waiting = new ConcurrentHashMap<>();

  RequestDeadline(Scheduler scheduler, long limitMs) {
    this.scheduler = scheduler;
    this.limitMs = limitMs;
  }

  @Override
  public void onOpened(Connection connection) {
    waiting.put(
        connection,
        scheduler.schedule(() -> connection.getEndPoint().close(), limitMs, TimeUnit.MILLISECONDS));
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
    Scheduler.Task task = waiting.remove(connection);
    if (task != null) {
      task.cancel();
    }
  }
}
