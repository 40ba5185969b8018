package org.sbs.server.node;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.sbs.core.role.Cause;
import org.sbs.core.role.Event;
import org.sbs.server.service.ProtectedService;
import org.sbs.server.service.Sentinel;
import org.sbs.server.service.ServiceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the protected service on a thread of its own, and remembers what it listed last,
 * so that status and cycles need not wait for it. Safe for any thread.
 */
final class ServiceDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceDesk.class);
  private static final long FRESH_NANOS = 2_000_000_000L;
  private static final long LICENCE_LOOK_MS = 2_000;

  /**
   * What was listed last.
   *
   * @param atNanos when
   */
  private record Listed(List<Sentinel> sentinels, long atNanos) {}

  private final ProtectedService service;
  private final Consumer<Event> events;
  private final LongSupplier clock;
  private final LicenceDesk licence;
  private final Worker worker;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(task -> Worker.thread(task, "sbs-licence"));
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private volatile Listed listed = new Listed(List.of(), 0);
  private volatile boolean runs;

  /** The reign in which the service was started last; the worker's alone. */
  private long reign;

  ServiceDesk(
      ProtectedService service,
      Consumer<Event> events,
      LongSupplier clock,
      LicenceDesk licence,
      Consumer<Throwable> fault) {
    this.service = service;
    this.licence = licence;
    this.events = events;
    this.clock = clock;
    this.worker = new Worker("sbs-service", fault);
    service.onDeath(why -> worker.later(() -> died(why)));
    looks.scheduleWithFixedDelay(
        () -> worker.later(this::look), 0, LICENCE_LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    licence.read();
    if (runs) {
      licence.watch(
          wanted(),
          () -> {
            service.stop();
            service.start(reign, Cause.RESTART.word());
          });
    }
  }

  private void died(String why) {
    runs = false;
    listed = new Listed(List.of(), clock.getAsLong());
    events.accept(new Event.ServiceDied(why));
  }

  void takeControl() {
    worker.later(
        () -> {
          try {
            service.takeControl();
            events.accept(new Event.Prepared());
          } catch (ServiceException e) {
            events.accept(new Event.PrepareFailed(e.getMessage()));
          }
        });
  }

  /** Starts it and activates those sentinels; all that it lists where none are named. */
  void start(long epoch, Cause cause, Optional<List<String>> sentinels) {
    worker.later(
        () -> {
          boolean ranBefore = licence.runsPastSbs();
          try {
            service.start(epoch, cause.word());
            reign = epoch;
            licence.started(cause, ranBefore);
            runs = true;
            events.accept(new Event.ServiceStarted(activate(sentinels)));
            refresh();
          } catch (ServiceException e) {
            licence.startFailed();
            events.accept(new Event.ServiceStartFailed(e.getMessage()));
          }
        });
  }

  /**
   * Makes the running service read its settings again (R5.3): by its own command, or by a restart
   * with the sentinels that are to work now.
   */
  void reload(String why) {
    worker.later(
        () -> {
          if (!runs) {
            return;
          }
          try {
            if (service.reload()) {
              events.accept(new Event.ServiceStarted("it has read its settings again"));
              refresh();
              return;
            }
          } catch (ServiceException e) {
            LOG.warn("The service did not read its settings again and is restarted.", e);
          }
          restart(why);
        });
  }

  private void restart(String why) {
    try {
      List<String> wanted = wantedNow();
      LOG.info("The service is restarted, for {}", why);
      service.stop();
      runs = false;
      service.start(reign, Cause.RESTART.word());
      licence.started(Cause.RESTART, false);
      runs = true;
      String activated = activate(Optional.of(wanted));
      events.accept(new Event.ServiceStarted("restarted to read its settings again, " + activated));
      refresh();
    } catch (ServiceException e) {
      runs = service.isRunning();
      events.accept(new Event.ServiceStartFailed(e.getMessage()));
    }
  }

  private String activate(Optional<List<String>> sentinels) {
    try {
      List<String> wanted =
          sentinels.isPresent()
              ? sentinels.get()
              : service.list().stream().map(Sentinel::name).toList();
      Optional<String> held = licence.hold(wanted);
      if (held.isPresent()) {
        return held.get();
      }
      if (!wanted.isEmpty()) {
        service.activate(wanted);
      }
      return wanted.size() + " sentinels activated";
    } catch (ServiceException e) {
      // The service runs all the same: what it can do, it does.
      LOG.warn("The service runs, but its sentinels were not all activated: {}", e.getMessage());
      return "not all sentinels were activated: " + e.getMessage();
    }
  }

  private List<Sentinel> list() throws ServiceException {
    List<Sentinel> now = service.list();
    listed = new Listed(now, clock.getAsLong());
    return now;
  }

  /** Lists the active sentinels, then stops the service (R3.1). */
  void stop() {
    worker.later(
        () -> {
          Optional<List<String>> active = Optional.empty();
          if (runs) {
            active = Optional.of(activeBeforeStop());
          }
          try {
            service.stop();
            runs = false;
            licence.stopped();
            events.accept(new Event.ServiceStopped(active));
          } catch (ServiceException e) {
            events.accept(new Event.ServiceStopFailed(e.getMessage()));
          }
        });
  }

  /**
   * Stops it without listing anything; what still runs after that time is killed, whatever else is
   * being done with it.
   */
  void stopInAHurry(long withinNanos) {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    CompletableFuture<Void> unused =
        CompletableFuture.runAsync(
            () -> {
              if (!stopped.isDone()) {
                service.kill();
              }
            },
            CompletableFuture.delayedExecutor(withinNanos, TimeUnit.NANOSECONDS));
    worker.later(
        () -> {
          try {
            service.stop();
            // One that could not be stopped is still to be killed.
            stopped.complete(null);
            runs = false;
            licence.stopped();
            events.accept(new Event.ServiceStopped(Optional.empty()));
          } catch (ServiceException e) {
            events.accept(new Event.ServiceStopFailed(e.getMessage()));
          }
        });
  }

  private List<String> activeBeforeStop() {
    try {
      list();
    } catch (ServiceException e) {
      LOG.warn(
          "The service did not list its sentinels before it was stopped: {} The list before counts.",
          e.getMessage());
    }
    return wanted();
  }

  /** The names of the sentinels that are to work: active ones, those that failed, held ones. */
  List<String> wanted() {
    return licence.held().orElseGet(this::working);
  }

  private List<String> working() {
    return listed.sentinels().stream()
        .filter(sentinel -> sentinel.state() != Sentinel.State.INACTIVE)
        .map(Sentinel::name)
        .toList();
  }

  /** Lists them now, for a cycle; blocks up to the service's time limit. */
  List<String> wantedNow() throws ServiceException {
    if (runs) {
      list();
    }
    return wanted();
  }

  boolean runs() {
    return runs;
  }

  LicenceDesk licence() {
    return licence;
  }

  /** What was listed last; an old list is renewed in the background. */
  List<Sentinel> sentinels() {
    return sentinels(FRESH_NANOS);
  }

  /** The same, where a list that is not older than that will do. */
  List<Sentinel> sentinels(long oldestNanos) {
    Listed last = listed;
    if (runs
        && clock.getAsLong() - last.atNanos() > oldestNanos
        && refreshing.compareAndSet(false, true)) {
      worker.later(this::refresh);
    }
    return last.sentinels();
  }

  private void refresh() {
    try {
      if (runs) {
        list();
      }
    } catch (ServiceException e) {
      LOG.warn("The service does not list its sentinels: {}", e.getMessage());
    } finally {
      refreshing.set(false);
    }
  }

  /** Does something after all that was asked of the service is done. */
  void afterAll(Runnable what) {
    worker.later(what);
  }

  /** Stops the service and the thread. */
  @Override
  public void close() {
    looks.shutdownNow();
    worker.close();
    service.close();
  }
}
