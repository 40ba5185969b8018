package org.sbs.server.service;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.service.ServiceManager.StartType;
import org.sbs.server.service.ServiceManager.State;
import org.sbs.server.service.ServiceManager.View;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders to one service of Windows, waited for until they are carried out. A service shows that it
 * gets on by its check point and may ask for time by its wait hint: one that does is given time, up
 * to a limit. One thread at a time.
 */
public final class WindowsControl {
  private static final Logger LOG = LoggerFactory.getLogger(WindowsControl.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final ServiceManager manager;
  private final String name;
  private final WindowsSpec.Limits limits;
  private final AdapterClock pace;
  private final WindowsWords words;

  /** Of that service. */
  public WindowsControl(ServiceManager manager, String name, WindowsSpec.Limits limits) {
    this(manager, name, limits, AdapterClock.REAL);
  }

  WindowsControl(
      ServiceManager manager, String name, WindowsSpec.Limits limits, AdapterClock pace) {
    this.manager = manager;
    this.name = name;
    this.limits = limits;
    this.pace = pace;
    this.words = new WindowsWords(name);
  }

  WindowsWords words() {
    return words;
  }

  /** The service now; nothing if this machine has no such service any more. */
  public Optional<View> look() throws ServiceException {
    try {
      return Optional.of(manager.look(name));
    } catch (ServiceManagerException e) {
      if (e.is(ServiceManagerException.MISSING)) {
        return Optional.empty();
      }
      throw words.refused(ReasonCode.WINDOWS_NOT_SEEN, e);
    }
  }

  /**
   * From now on only SBS starts it (R1.2).
   *
   * @throws ServiceException if somebody else may, or nobody can
   */
  void claim() throws ServiceException {
    try {
      StartType before = manager.startType(name);
      if (before == StartType.DISABLED) {
        throw new ServiceException(
            Reason.of(ReasonCode.WINDOWS_NOT_PROTECTED)
                .with("name", words.name())
                .with("why", words.disabled()));
      }
      if (before == StartType.AUTOMATIC) {
        manager.setManualStart(name);
        if (manager.startType(name) != StartType.MANUAL) {
          throw new ServiceException(
              Reason.of(ReasonCode.WINDOWS_SET_BACK).with("name", words.name()));
        }
        LOG.info("{} was started by Windows; from now on only SBS starts it.", words.service());
      }
      if (manager.forbidRestarts(name)) {
        LOG.info(
            "{} was started again by Windows when it failed; from now on only SBS does that.",
            words.service());
      }
    } catch (ServiceManagerException e) {
      throw words.refused(ReasonCode.WINDOWS_NOT_MANUAL, e);
    }
  }

  /**
   * Starts it, and waits until it runs.
   *
   * @param started told of the service's process as soon as there is one
   */
  public void start(Consumer<View> started) throws ServiceException {
    try {
      manager.start(name);
    } catch (ServiceManagerException e) {
      throw words.refused(ReasonCode.WINDOWS_NOT_STARTED, e);
    }
    Progress progress = new Progress(limits.start());
    boolean told = false;
    while (true) {
      View view = look().orElseThrow(() -> notStarted(Reason.of(ReasonCode.WINDOWS_REMOVED)));
      if (view.processId() != 0 && !told) {
        started.accept(view);
        told = true;
      }
      if (view.state() == State.RUNNING) {
        return;
      }
      if (view.state() == State.STOPPED) {
        throw notStarted(words.ended(view));
      }
      if (!progress.isFine(view)) {
        throw notStarted(
            Reason.of(ReasonCode.WINDOWS_STARTS_TOO_LONG)
                .with("seconds", progress.seconds())
                .with("state", view.state().toString()));
      }
      pace.pause(LOOK_AGAIN);
    }
  }

  private ServiceException notStarted(Reason why) {
    return new ServiceException(
        Reason.of(ReasonCode.WINDOWS_DID_NOT_START).with("name", words.name()).with("why", why));
  }

  /** Stops it, and waits until it does not run. One that is not there does not run. */
  public void stop() throws ServiceException {
    Optional<View> view = look();
    if (hasStopped(view)) {
      return;
    }
    boolean asked = askToStop();
    Progress progress = new Progress(limits.stop());
    for (view = look(); !hasStopped(view); view = look()) {
      if (!progress.isFine(view.get())) {
        throw words.hangs(view.get(), progress.seconds());
      }
      if (!asked && view.get().state() != State.STOP_PENDING) {
        asked = askToStop();
      }
      pace.pause(LOOK_AGAIN);
    }
  }

  /** True of a service that does not run, or is not there. */
  static boolean hasStopped(Optional<View> view) {
    return view.filter(now -> now.state() != State.STOPPED).isEmpty();
  }

  /** False if it takes no requests just now, as one that is starting; it must be asked again. */
  private boolean askToStop() throws ServiceException {
    try {
      manager.askToStop(name);
      return true;
    } catch (ServiceManagerException e) {
      switch (e.code()) {
        case ServiceManagerException.DOES_NOT_RUN, ServiceManagerException.MISSING -> {
          return true;
        }
        case ServiceManagerException.TAKES_NO_REQUESTS -> {
          return false;
        }
        case ServiceManagerException.DEPENDENTS_RUN -> throw dependents();
        default -> throw words.refused(ReasonCode.WINDOWS_NOT_STOPPED, e);
      }
    }
  }

  private ServiceException dependents() {
    try {
      return words.dependents(manager.runningDependents(name));
    } catch (ServiceManagerException e) {
      return words.refused(ReasonCode.WINDOWS_DEPENDENTS_UNKNOWN, e);
    }
  }

  /** Whether a service that changes its state gets on with it. */
  private final class Progress {
    private final long begin = pace.nanos();
    private final Duration patience;
    private long since = begin;
    private long checkPoint = -1;
    private State state = State.RUNNING;

    Progress(Duration patience) {
      this.patience = patience;
    }

    boolean isFine(View view) {
      long now = pace.nanos();
      if (view.checkPoint() != checkPoint || view.state() != state) {
        checkPoint = view.checkPoint();
        state = view.state();
        since = now;
      }
      long asksFor = Duration.ofMillis(view.waitHintMs()).toNanos();
      return now - since < Math.max(patience.toNanos(), asksFor)
          && now - begin < limits.most().toNanos();
    }

    long seconds() {
      return Duration.ofNanos(pace.nanos() - begin).toSeconds();
    }
  }
}
