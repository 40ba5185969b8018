package org.sbs.server.service;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;

/**
 * The service that SBS protects: exactly one node runs it. Calls block up to the adapter's own time
 * limits, and come one at a time, from one thread; {@link #isRunning} may be called from any.
 */
public interface ProtectedService extends AutoCloseable {
  /**
   * Makes sure that nothing but SBS starts the service, and that it does not run (R1.2).
   *
   * @throws ServiceException if the service may still run, or may be started by somebody else
   */
  void takeControl() throws ServiceException;

  /**
   * Starts the service with no sentinel active. When this returns, the service can list and
   * activate.
   *
   * @param epoch the epoch in which it serves, handed to the service as {@code SBS_EPOCH}
   * @param reason why it is started, handed to the service as {@code SBS_REASON}: {@code start},
   *     {@code takeover}, {@code handover} or {@code restart}
   * @throws ServiceException if it does not run, or cannot be asked; then it has been stopped again
   */
  void start(long epoch, String reason) throws ServiceException;

  /**
   * Stops the service. When this returns, it does not run: it cannot print another label. Stopping
   * a service that does not run is no error.
   *
   * @throws ServiceException if it may still run
   */
  void stop() throws ServiceException;

  /**
   * Kills what runs of the service, even while another call is starting or stopping it; any thread.
   * Does not wait; {@link #stop} is still to be called. Where the adapter does not own the service
   * this does nothing.
   */
  void kill();

  /**
   * True while the service runs. Does not throw; a service that cannot be asked counts as running.
   */
  boolean isRunning();

  /** All sentinels, in the service's order. */
  List<Sentinel> list() throws ServiceException;

  /**
   * The sentinels that are to work at the very first start, where nobody has listed any yet (R2.3):
   * those that the service itself has active. Called after {@link #start}.
   */
  default List<String> own() throws ServiceException {
    return list().stream()
        .filter(sentinel -> sentinel.state() != Sentinel.State.INACTIVE)
        .map(Sentinel::name)
        .toList();
  }

  /**
   * Activates those sentinels; names that the service does not know are an error of the service.
   */
  void activate(List<String> names) throws ServiceException;

  /**
   * Deactivates those sentinels; they stay so until they are activated again.
   *
   * @return false if the service has no command for that; it must be restarted then
   */
  default boolean deactivate(List<String> names) throws ServiceException {
    return false;
  }

  /**
   * What tells this run of the service from others, if the service can be started past SBS and that
   * can be told: another word means that somebody else has started it anew.
   */
  default Optional<String> runId() throws ServiceException {
    return Optional.empty();
  }

  /**
   * Makes the running service read its settings again.
   *
   * @return false if the service has no command for that; it must be restarted then
   */
  boolean reload() throws ServiceException;

  /**
   * Whom to tell, once, when the service ends without having been stopped by {@link #stop}; the
   * reason says how it ended. Called from a thread of the adapter. Set once, before the first
   * start.
   */
  void onDeath(Consumer<Reason> listener);

  /** Stops the service if it runs, as well as it can. */
  @Override
  void close();
}
