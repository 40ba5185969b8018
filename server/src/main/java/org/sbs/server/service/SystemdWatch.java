package org.sbs.server.service;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a unit no longer is what SBS started. Looks often at its main process, which costs
 * next to nothing, and asks systemd when that has changed, and now and then.
 */
final class SystemdWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SystemdWatch.class);

  private final Systemctl systemctl;
  private final String unit;
  private final String invocation;
  private final SystemdLimits limits;
  private final Consumer<Reason> death;
  private final CountDownLatch end = new CountDownLatch(1);
  private long mainPid;
  private Optional<String> birth = Optional.empty();

  private SystemdWatch(
      Systemctl systemctl, UnitState started, SystemdLimits limits, Consumer<Reason> death) {
    this.systemctl = systemctl;
    this.unit = started.id();
    this.invocation = started.get("InvocationID");
    this.limits = limits;
    this.death = death;
    know(started);
  }

  /** Watches a unit that has just been started; tells its death once, on a thread of its own. */
  static SystemdWatch begin(
      Systemctl systemctl, UnitState started, SystemdLimits limits, Consumer<Reason> death) {
    SystemdWatch watch = new SystemdWatch(systemctl, started, limits, death);
    Threads.start("watch", watch::run);
    return watch;
  }

  /** Whatever happens from now on was wanted. */
  void end() {
    end.countDown();
  }

  private void know(UnitState state) {
    String pid = state.get("MainPID");
    mainPid = pid.matches("\\d{1,18}") ? Long.parseLong(pid) : 0;
    birth = mainPid == 0 ? Optional.empty() : ProcessTable.birth(mainPid);
  }

  private void run() {
    try {
      long asked = System.nanoTime();
      while (!end.await(limits.look().toNanos(), TimeUnit.NANOSECONDS)) {
        boolean changed = mainPid != 0 && !ProcessTable.birth(mainPid).equals(birth);
        if (changed || System.nanoTime() - asked >= limits.ask().toNanos()) {
          asked = System.nanoTime();
          Optional<Reason> how = died();
          if (how.isPresent() && end.getCount() > 0) {
            death.accept(how.get());
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How it ended, if it did. What cannot be asked has not ended. */
  private Optional<Reason> died() {
    UnitState state;
    try {
      state = systemctl.show(unit);
    } catch (ServiceException e) {
      LOG.warn("Whether the unit {} still runs is not known: {}", unit, e.getMessage());
      return Optional.empty();
    }
    if (!state.isActive()) {
      Reason why = state.why();
      return Optional.of(
          (why.isEmpty()
                  ? Reason.of(ReasonCode.UNIT_STOPPED_FROM_OUTSIDE)
                  : Reason.of(ReasonCode.UNIT_FAILED).with("why", why))
              .with("unit", unit)
              .with("state", state.words()));
    }
    if (!state.get("InvocationID").equals(invocation)) {
      return Optional.of(Reason.of(ReasonCode.UNIT_STARTED_ANEW).with("unit", unit));
    }
    know(state);
    return Optional.empty();
  }
}
