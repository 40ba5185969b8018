package org.sbs.server.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A service manager with one service, in a time of its own that passes only when somebody waits. A
 * change of state takes as long as the test says, with as much progress as it says.
 */
final class FakeServiceManager implements ServiceManager, AdapterClock {
  /** How a service gets to a state that it was asked for. */
  record Way(Duration takes, Duration stepEvery, long waitHintMs, State end) {
    /** At the first look. */
    static Way atOnce(State end) {
      return new Way(Duration.ZERO, Duration.ZERO, 0, end);
    }

    /** Never, without any sign of life. */
    static Way never() {
      return new Way(Duration.ofDays(1), Duration.ofDays(1), 0, State.STOPPED);
    }
  }

  static final String NAME = "LabelPrintManager";

  final List<String> orders = new ArrayList<>();
  State state = State.STOPPED;
  StartType startType = StartType.AUTOMATIC;
  boolean startTypeSticks = true;
  boolean exists = true;
  boolean ownProcess = true;
  boolean restarts;
  boolean leashRefused;
  boolean outlivesItsStop;
  long exitCode;
  long ownExitCode;
  Way start = Way.atOnce(State.RUNNING);
  Way stop = Way.atOnce(State.STOPPED);
  Optional<ServiceManagerException> refusal = Optional.empty();
  List<String> dependents = List.of();
  boolean leashed;
  boolean killed;

  private long now;
  private long since;
  private Optional<Way> way = Optional.empty();

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized void pause(Duration time) {
    now += time.toNanos();
  }

  /** The time that has passed, in seconds. */
  synchronized long seconds() {
    return Duration.ofNanos(now).toSeconds();
  }

  private void demand() throws ServiceManagerException {
    if (!exists) {
      throw new ServiceManagerException(ServiceManagerException.MISSING, "does not exist");
    }
  }

  @Override
  public synchronized View look(String name) throws ServiceManagerException {
    demand();
    Way going = way.orElse(Way.atOnce(state));
    long passed = now - since;
    if (way.isPresent() && passed >= going.takes().toNanos()) {
      state = going.end();
      way = Optional.empty();
    }
    long step = way.isPresent() ? passed / going.stepEvery().toNanos() : 0;
    return new View(
        state,
        state == State.STOPPED ? 0 : 4711,
        ownProcess,
        step,
        going.waitHintMs(),
        exitCode,
        ownExitCode);
  }

  @Override
  public synchronized StartType startType(String name) throws ServiceManagerException {
    demand();
    return startType;
  }

  @Override
  public synchronized void setManualStart(String name) throws ServiceManagerException {
    refuse();
    orders.add("manual");
    startType = startTypeSticks ? StartType.MANUAL : startType;
  }

  @Override
  public synchronized boolean forbidRestarts(String name) {
    boolean before = restarts;
    restarts = false;
    return before;
  }

  private void refuse() throws ServiceManagerException {
    demand();
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  @Override
  public synchronized void start(String name) throws ServiceManagerException {
    refuse();
    orders.add("start");
    state = State.START_PENDING;
    go(start);
  }

  @Override
  public synchronized void askToStop(String name) throws ServiceManagerException {
    refuse();
    if (!dependents.isEmpty()) {
      throw new ServiceManagerException(ServiceManagerException.DEPENDENTS_RUN, "dependents");
    }
    if (way.isPresent()) {
      throw new ServiceManagerException(ServiceManagerException.TAKES_NO_REQUESTS, "pending");
    }
    orders.add("stop");
    state = State.STOP_PENDING;
    go(stop);
  }

  private void go(Way where) {
    since = now;
    way = Optional.of(where);
  }

  /** The service ends, and nobody asked it to. */
  synchronized void die(long code) {
    exitCode = code;
    way = Optional.empty();
    state = State.STOPPED;
  }

  @Override
  public List<String> runningDependents(String name) {
    return dependents;
  }

  @Override
  public synchronized Leash leash(long processId) throws ServiceManagerException {
    if (leashRefused) {
      throw new ServiceManagerException(ServiceManagerException.ACCESS_DENIED, "denied");
    }
    leashed = true;
    return new Leash() {
      @Override
      public boolean holds() {
        return outlivesItsStop && !killed;
      }

      @Override
      public void kill() {
        killed = true;
        die(1067);
      }

      @Override
      public void close() {
        killed |= outlivesItsStop;
        leashed = false;
      }
    };
  }
}
