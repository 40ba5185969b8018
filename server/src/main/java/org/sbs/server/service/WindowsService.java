package org.sbs.server.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.service.ServiceManager.Leash;
import org.sbs.server.service.ServiceManager.View;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A protected service that Windows' service manager runs (R7.1, adapter {@code windows-service}).
 * Its sentinels are listed and activated by programs, as those of {@link CommandService}.
 *
 * <p><b>Manual start (R1.2).</b> {@link #takeControl} sets the start type to manual, takes away the
 * recovery actions by which Windows would start the service again after a failure, and stops it. A
 * disabled service is refused: somebody disabled it on purpose.
 *
 * <p><b>When SBS dies (R2.7)</b>, killed by force included, the service dies with it: its process,
 * and all that this starts, belong to a job object of Windows, which only SBS holds and which kills
 * them when its last holder is gone. Not tied are a service that shares its process with others,
 * and one whose process SBS may not open; the log says so at each start. Those run on until SBS is
 * started again and {@link #takeControl} stops them; SBS as a Windows service is started again by
 * Windows at once when it dies.
 *
 * <p><b>Stop.</b> The service is asked to stop and waited for as long as it shows progress, within
 * {@link WindowsSpec.Limits}. When it says that it has stopped, its process gets a moment to end
 * and is then killed: what has stopped must not print. One that hangs while stopping is not killed
 * by {@link #stop}, which says that it may still run; only {@link #kill} does that.
 */
public final class WindowsService implements ProtectedService {
  private static final Logger LOG = LoggerFactory.getLogger(WindowsService.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration LAST_BREATH = Duration.ofSeconds(2);

  private final WindowsSpec.Limits limits;
  private final ServiceManager manager;
  private final WindowsControl control;
  private final SentinelPrograms sentinels;
  private final AdapterClock pace;
  private final AtomicReference<Consumer<Reason>> listener =
      new AtomicReference<>(how -> LOG.error("{}", ReasonText.english().sentence(how)));
  private volatile Map<String, String> environment = Map.of();

  /** What ties the service's process to SBS; empty while it does not run, or cannot be tied. */
  private volatile Optional<Leash> leash = Optional.empty();

  /** Counted down when the service is stopped; empty while it does not serve. */
  private Optional<CountDownLatch> watched = Optional.empty();

  /** Of that service, by that manager. Nothing is started or asked. */
  public WindowsService(WindowsSpec spec, ServiceManager manager) {
    this(spec, manager, AdapterClock.REAL);
  }

  WindowsService(WindowsSpec spec, ServiceManager manager, AdapterClock pace) {
    this.limits = spec.limits();
    this.manager = manager;
    this.pace = pace;
    control = new WindowsControl(manager, spec.serviceName(), limits, pace);
    sentinels =
        new SentinelPrograms(
            spec.list(),
            spec.activate(),
            spec.deactivate(),
            spec.reload(),
            limits.command(),
            Optional.empty());
  }

  @Override
  public synchronized void takeControl() throws ServiceException {
    control.claim();
    stop();
  }

  @Override
  public synchronized void start(long epoch, String reason) throws ServiceException {
    environment = Map.of("SBS_EPOCH", Long.toString(epoch), "SBS_REASON", reason);
    try {
      if (!WindowsControl.hasStopped(control.look())) {
        LOG.warn(
            "{} runs though SBS did not start it; it is stopped and started by SBS.",
            control.words().service());
        stop();
      }
      control.start(this::tie);
      awaitAnswer();
    } catch (ServiceException e) {
      try {
        stop();
      } catch (ServiceException alsoNotStopped) {
        e.addSuppressed(alsoNotStopped);
      }
      throw e;
    }
    CountDownLatch end = new CountDownLatch(1);
    watched = Optional.of(end);
    Threads.start("poll", () -> watch(end));
  }

  private void tie(View view) {
    if (!view.ownProcess()) {
      LOG.warn(
          "{} shares its process with other services, so it does not die with SBS: if SBS is"
              + " killed it runs until SBS is started again.",
          control.words().service());
      return;
    }
    try {
      leash = Optional.of(manager.leash(view.processId()));
    } catch (ServiceManagerException e) {
      LOG.warn(
          "{} (process {}) could not be tied to SBS: {} (error {}). If SBS is killed it runs until"
              + " SBS is started again.",
          control.words().service(),
          view.processId(),
          e.getMessage(),
          e.code());
    }
  }

  private void awaitAnswer() throws ServiceException {
    long begin = pace.nanos();
    while (true) {
      try {
        list();
        return;
      } catch (ServiceException notYet) {
        if (WindowsControl.hasStopped(control.look())) {
          throw new ServiceException(
              Reason.of(ReasonCode.WINDOWS_ENDED_UNASKED).with("name", control.words().name()),
              notYet);
        }
        if (pace.nanos() - begin >= limits.start().toNanos()) {
          throw new ServiceException(
              Reason.of(ReasonCode.WINDOWS_NOT_ASKED)
                  .with("name", control.words().name())
                  .with("seconds", limits.start().toSeconds())
                  .with("why", notYet.reason()),
              notYet);
        }
        pace.pause(LOOK_AGAIN);
      }
    }
  }

  @Override
  public synchronized void stop() throws ServiceException {
    watched.ifPresent(CountDownLatch::countDown);
    watched = Optional.empty();
    control.stop();
    letGo();
  }

  private void letGo() throws ServiceException {
    if (leash.isPresent()) {
      long begin = pace.nanos();
      while (leash.get().holds() && pace.nanos() - begin < LAST_BREATH.toNanos()) {
        pace.pause(LOOK_AGAIN);
      }
      leash.get().close();
      leash = Optional.empty();
    }
  }

  /** Kills the service's process; one that could not be tied to SBS is not SBS's to kill. */
  @Override
  public void kill() {
    leash.ifPresent(Leash::kill);
  }

  @Override
  public boolean isRunning() {
    try {
      return !WindowsControl.hasStopped(control.look());
    } catch (ServiceException e) {
      LOG.warn("Whether the service runs is not known: {}", e.getMessage());
      return true;
    }
  }

  private void watch(CountDownLatch end) {
    try {
      while (!end.await(limits.poll().toNanos(), TimeUnit.NANOSECONDS)) {
        if (!isRunning()) {
          died(end);
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void died(CountDownLatch end) {
    if (!watched.equals(Optional.of(end))) {
      return;
    }
    watched = Optional.empty();
    leash.ifPresent(Leash::close);
    leash = Optional.empty();
    listener
        .get()
        .accept(
            Reason.of(ReasonCode.WINDOWS_RUNS_NO_MORE)
                .with("name", control.words().name())
                .with("why", how()));
  }

  private Reason how() {
    try {
      return control
          .look()
          .map(control.words()::ended)
          .orElse(Reason.of(ReasonCode.WINDOWS_REMOVED));
    } catch (ServiceException e) {
      return e.reason();
    }
  }

  @Override
  public List<Sentinel> list() throws ServiceException {
    return sentinels.list(environment);
  }

  @Override
  public void activate(List<String> names) throws ServiceException {
    sentinels.activate(environment, names);
  }

  @Override
  public boolean deactivate(List<String> names) throws ServiceException {
    return sentinels.deactivate(environment, names);
  }

  /** {@inheritDoc} Its process, which is another one after each start. */
  @Override
  public Optional<String> runId() throws ServiceException {
    return control
        .look()
        .filter(view -> view.processId() != 0)
        .map(view -> "process " + view.processId());
  }

  @Override
  public boolean reload() throws ServiceException {
    return sentinels.reload(environment);
  }

  /**
   * {@inheritDoc} The listener must return at once: the adapter can neither start nor stop
   * meanwhile.
   */
  @Override
  public void onDeath(Consumer<Reason> whom) {
    listener.set(whom);
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (ServiceException e) {
      LOG.error("The service was not stopped: {}", e.getMessage());
    }
  }
}
