package org.sbs.server.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Cause;
import org.sbs.core.role.Event;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.service.ProtectedService;
import org.sbs.server.service.Sentinel;
import org.sbs.server.service.ServiceException;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the protected service on a thread of its own, and remembers what it listed last,
 * so that status and cycles need not wait for it. Safe for any thread.
 */
final class ServiceController implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceController.class);
  private static final long FRESH_NANOS = 2_000_000_000L;
  private static final long LICENCE_LOOK_MS = 2_000;

  /** So often they are listed when nobody asks for them. */
  private static final long LOOK_NANOS = 30_000_000_000L;

  private final ProtectedService service;
  private final Consumer<Event> events;
  private final LongSupplier clock;
  private final LicenceGuard licence;
  private final FirstStart first;
  private final Consumer<Reason> news;
  private final Worker worker;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(task -> Worker.thread(task, "sbs-licence"));
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private final SentinelBoard board = new SentinelBoard();
  private volatile long listedNanos;
  private volatile boolean runs;

  /** Odd while the service is being restarted beside what the role machine knows of. */
  private final AtomicLong disturbances = new AtomicLong();

  /** The epoch in which the service was started last; the worker's alone. */
  private long servedEpoch;

  /**
   * A controller for a service that is not under control yet.
   *
   * @param news is told when a sentinel newly fails, or works again
   */
  ServiceController(
      ProtectedService service,
      Consumer<Event> events,
      LongSupplier clock,
      LicenceGuard licence,
      Consumer<Reason> news,
      Consumer<Throwable> fault) {
    this.service = service;
    this.first = new FirstStart(service);
    this.licence = licence;
    this.events = events;
    this.clock = clock;
    this.news = news;
    this.worker = new Worker("sbs-service", fault);
    service.onDeath(why -> worker.later(() -> died(why)));
    Future<?> unused =
        looks.scheduleWithFixedDelay(
            () -> worker.later(this::lookAtLicence), 0, LICENCE_LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private void lookAtLicence() {
    licence.read();
    if (runs) {
      licence.watch(
          wanted().orElse(List.of()),
          () -> {
            disturbances.incrementAndGet();
            try {
              service.stop();
              service.start(servedEpoch, Cause.RESTART.word());
            } finally {
              disturbances.incrementAndGet();
            }
          });
    }
  }

  /** How often a reload or a restart has begun or ended; odd while one is under way. */
  long disturbances() {
    return disturbances.get();
  }

  private void died(Reason why) {
    runs = false;
    board.ended();
    events.accept(new Event.ServiceDied(why));
  }

  /** From now on only SBS starts it; whether it was ever listed tells what it may still tell. */
  void takeControl(boolean everListed) {
    worker.later(
        () -> {
          try {
            if (!everListed) {
              first.look();
            }
            service.takeControl();
            events.accept(new Event.Prepared());
          } catch (ServiceException e) {
            events.accept(new Event.PrepareFailed(e.reason()));
          }
        });
  }

  /** Starts it and activates those sentinels; where none are known, see {@link FirstStart}. */
  void start(long epoch, Cause cause, Optional<List<String>> sentinels) {
    // What was seen last in this epoch is newer than what the last cycle told.
    Optional<List<String>> names = cause == Cause.RESTART ? wanted() : sentinels;
    board.starts(names);
    worker.later(
        () -> {
          boolean ranBefore = licence.runsPastSbs();
          try {
            service.start(epoch, cause.word());
            servedEpoch = epoch;
            licence.started(cause, ranBefore);
            runs = true;
            events.accept(new Event.ServiceStarted(activate(names), wanted()));
          } catch (ServiceException e) {
            licence.startFailed();
            events.accept(new Event.ServiceStartFailed(e.reason()));
          }
        });
  }

  /**
   * Makes the running service read its settings again (R5.3): by its own command, or by a restart
   * with the sentinels that are to work now.
   */
  void reload(Reason why) {
    worker.later(
        () -> {
          if (!runs) {
            return;
          }
          disturbances.incrementAndGet();
          try {
            reloadNow(why);
          } finally {
            disturbances.incrementAndGet();
          }
        });
  }

  private void reloadNow(Reason why) {
    try {
      if (service.reload()) {
        events.accept(new Event.ServiceStarted(Reason.of(ReasonCode.SERVICE_READ_SETTINGS)));
        refresh();
        return;
      }
    } catch (ServiceException e) {
      LOG.warn("The service did not read its settings again and is restarted.", e);
    }
    restart(why);
  }

  private void restart(Reason why) {
    try {
      Optional<List<String>> wanted = wantedNow();
      LOG.info("The service is restarted, because {}", ReasonText.english().say(why));
      runs = false;
      service.stop();
      board.starts(wanted);
      service.start(servedEpoch, Cause.RESTART.word());
      licence.started(Cause.RESTART, false);
      runs = true;
      Reason what =
          Reason.of(ReasonCode.SERVICE_RESTARTED_FOR_SETTINGS).with("what", activate(wanted));
      events.accept(new Event.ServiceStarted(what));
    } catch (ServiceException e) {
      runs = service.isRunning();
      events.accept(new Event.ServiceStartFailed(e.reason()));
    }
  }

  /** What came of it, sentinel by sentinel (R2.4). The service runs, whatever its sentinels do. */
  private Reason activate(Optional<List<String>> sentinels) {
    Reason unknown = Reason.NONE;
    try {
      FirstStart.Choice choice = first.choice(sentinels);
      Optional<Reason> held = licence.hold(choice.toWork());
      if (held.isEmpty()) {
        unknown = activateAsManyAsWork(choice.toActivate());
      } else {
        lookAtLicence(); // What the service activated by itself must not work until the next look.
      }
      List<Sentinel> now = service.list();
      listedNanos = clock.getAsLong();
      SentinelReport report = board.begins(now, listedNanos);
      return held.orElseGet(report::reason).and(unknown);
    } catch (ServiceException e) {
      board.beginsUnlisted();
      return Reason.of(ReasonCode.SENTINELS_NOT_LISTED).with("why", e.reason()).and(unknown);
    }
  }

  /**
   * Activates them, each by itself if need be.
   *
   * @return which of them the service does not know; empty if it knows them all
   */
  private Reason activateAsManyAsWork(List<String> wanted) throws ServiceException {
    if (wanted.isEmpty()) {
      return Reason.NONE;
    }
    try {
      service.activate(wanted);
      return Reason.NONE;
    } catch (ServiceException e) {
      return activateOneByOne(wanted, e);
    }
  }

  /** One that cannot be activated must not keep the others from it. */
  private Reason activateOneByOne(List<String> wanted, ServiceException why)
      throws ServiceException {
    LOG.warn("Not all sentinels were activated, so each is tried by itself: {}", why.getMessage());
    Map<String, Sentinel.State> known =
        service.list().stream().collect(Collectors.toMap(Sentinel::name, Sentinel::state));
    List<String> unknown = new ArrayList<>();
    for (String name : wanted) {
      if (!known.containsKey(name)) {
        unknown.add(name);
      } else if (known.get(name) == Sentinel.State.INACTIVE) {
        try {
          service.activate(List.of(name));
        } catch (ServiceException e) {
          board.refused(name, e.reason());
        }
      }
    }
    return unknown.isEmpty()
        ? Reason.NONE
        : Reason.of(ReasonCode.SENTINELS_UNKNOWN).with("names", String.join(", ", unknown));
  }

  private void list() throws ServiceException {
    List<Sentinel> now = service.list();
    if (!runs) {
      return; // It began to stop meanwhile.
    }
    listedNanos = clock.getAsLong();
    board.listed(now, listedNanos).ifPresent(news);
  }

  /** Lists the active sentinels, then stops the service (R3.1). */
  void stop() {
    stop(false);
  }

  /**
   * Stops the service.
   *
   * @param hangs whether it is of no use to ask it for its sentinels first: the list before counts
   */
  void stop(boolean hangs) {
    worker.later(
        () -> {
          Optional<List<String>> active = Optional.empty();
          if (runs) {
            active = hangs ? wanted() : activeBeforeStop();
          }
          boolean ran = runs;
          // From now on nobody lists it: a list of a service that is going down tells nothing of
          // what is to work, and a cycle may ask at any time.
          runs = false;
          try {
            service.stop();
            licence.stopped();
            board.ended();
            events.accept(new Event.ServiceStopped(active));
          } catch (ServiceException e) {
            runs = ran;
            events.accept(new Event.ServiceStopFailed(e.reason()));
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
            board.ended();
            events.accept(new Event.ServiceStopped(Optional.empty()));
          } catch (ServiceException e) {
            events.accept(new Event.ServiceStopFailed(e.reason()));
          }
        });
  }

  private Optional<List<String>> activeBeforeStop() {
    try {
      list();
    } catch (ServiceException e) {
      LOG.warn(
          "The service did not list its sentinels before it was stopped: {} The list before"
              + " counts.",
          e.getMessage());
    }
    return wanted();
  }

  /**
   * The names of the sentinels that are to work: active ones, those that failed, held ones. Empty
   * while nothing is known of them, for the service never ran here.
   */
  Optional<List<String>> wanted() {
    return licence.held().or(board::wanted);
  }

  /** Lists them now, for a cycle; blocks up to the service's time limit. */
  Optional<List<String>> wantedNow() throws ServiceException {
    if (runs) {
      list();
    }
    return wanted();
  }

  boolean runs() {
    return runs;
  }

  LicenceGuard licence() {
    return licence;
  }

  /** What was listed last; an old list is renewed in the background. */
  List<Sentinel> sentinels() {
    return sentinels(FRESH_NANOS);
  }

  /** The same, where a list that is not older than that will do. */
  List<Sentinel> sentinels(long oldestNanos) {
    look(oldestNanos);
    return board.shown();
  }

  /** Whether it was listed since the start which sentinels there are. */
  boolean listsSentinels() {
    return board.isListed();
  }

  /** Time passes: sentinels that failed are activated again, and what they all do is looked at. */
  void beat() {
    look(LOOK_NANOS);
  }

  private void look(long fresh) {
    long now = clock.getAsLong();
    boolean old = now - listedNanos > fresh;
    if (runs && (old || board.isDue(now)) && refreshing.compareAndSet(false, true)) {
      worker.later(this::refresh);
    }
  }

  private void refresh() {
    try {
      if (!runs) {
        return;
      }
      List<String> due = board.due(clock.getAsLong());
      if (!due.isEmpty() && licence.held().isEmpty()) {
        activateAgain(due);
      }
      list();
    } catch (ServiceException e) {
      listedNanos = clock.getAsLong();
      LOG.warn("The service does not list its sentinels: {}", e.getMessage());
    } finally {
      refreshing.set(false);
    }
  }

  /** Activates or deactivates them for a user; completes on the service's thread. */
  CompletableFuture<Answer> sentinels(List<String> names, boolean active) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    worker.later(
        () -> {
          try {
            answer.complete(switched(names, active));
          } catch (ServiceException e) {
            answer.complete(no(ReasonCode.SENTINELS_NOT_SWITCHED, "why", e.reason()));
          }
        });
    return answer;
  }

  private Answer switched(List<String> names, boolean active) throws ServiceException {
    if (!runs) {
      return new Answer(false, Reason.of(ReasonCode.SENTINELS_ELSEWHERE));
    }
    if (active && licence.held().isPresent()) {
      return new Answer(false, Reason.of(ReasonCode.LICENCE_HOLDS));
    }
    List<String> known = service.list().stream().map(Sentinel::name).toList();
    List<String> unknown = names.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      return no(ReasonCode.SENTINELS_UNKNOWN, "names", String.join(", ", unknown));
    }
    if (active) {
      service.activate(names);
    } else if (!service.deactivate(names)) {
      return new Answer(false, Reason.of(ReasonCode.SENTINELS_CANNOT_BE_OFF));
    }
    list();
    ReasonCode done = active ? ReasonCode.SENTINELS_ON : ReasonCode.SENTINELS_OFF;
    return new Answer(true, Reason.of(done).with("names", String.join(", ", names)));
  }

  private static Answer no(ReasonCode code, String name, Object value) {
    return new Answer(false, Reason.of(code).with(name, value));
  }

  private void activateAgain(List<String> names) {
    for (String name : names) {
      try {
        service.activate(List.of(name));
      } catch (ServiceException e) {
        LOG.warn("The sentinel {} was not activated again: {}", name, e.getMessage());
        board.refused(name, e.reason());
      }
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
