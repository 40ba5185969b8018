package org.sbs.server.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.server.service.ProtectedService;
import org.sbs.server.service.Sentinel;
import org.sbs.server.service.ServiceException;

/** A service in memory. Several may share a count of how many of them run. */
final class FakeService implements ProtectedService {
  private final AtomicInteger running;
  private final List<String> active = new ArrayList<>();
  private boolean runs;
  private volatile Consumer<Reason> onDeath = why -> {};
  volatile boolean refusesToStop;
  volatile boolean broken;
  private final Map<String, String> refused = new HashMap<>();
  private final Map<String, String> failing = new HashMap<>();
  volatile int mostAtOnce;
  volatile Runnable halfStopped = () -> {};
  volatile boolean canReload;
  volatile boolean canDeactivate = true;
  volatile Optional<String> run = Optional.empty();
  private int reloads;
  private Optional<List<String>> own = Optional.empty();
  private final List<String> everActivated = new ArrayList<>();
  volatile boolean mute;

  FakeService(AtomicInteger running) {
    this.running = running;
  }

  @Override
  public void takeControl() throws ServiceException {
    stop();
  }

  /** It starts with none active, as our LPM does, unless it is said that it has some of its own. */
  @Override
  public synchronized List<String> own() throws ServiceException {
    return own.isEmpty()
        ? list().stream().map(Sentinel::name).toList()
        : ProtectedService.super.own();
  }

  /** From now on it activates those by itself when it starts, as a service of others may. */
  synchronized void has(String... names) {
    own = Optional.of(List.of(names));
  }

  /** It runs, with those active, though SBS did not start it. */
  synchronized void runsWith(String... names) {
    runs = true;
    running.incrementAndGet();
    active.addAll(List.of(names));
  }

  @Override
  public synchronized void start(long epoch, String reason) throws ServiceException {
    if (broken) {
      throw new ServiceException(Reason.sentence("The service does not start."));
    }
    runs = true;
    active.clear();
    own.ifPresent(active::addAll);
    mostAtOnce = Math.max(mostAtOnce, running.incrementAndGet());
  }

  @Override
  public synchronized void stop() throws ServiceException {
    if (refusesToStop) {
      throw new ServiceException(Reason.sentence("The service hangs."));
    }
    if (runs) {
      active.clear();
      halfStopped.run();
      runs = false;
      running.decrementAndGet();
    }
  }

  @Override
  public synchronized void kill() {
    if (runs) {
      runs = false;
      running.decrementAndGet();
    }
  }

  /** Ends by itself. */
  void die() {
    synchronized (this) {
      runs = false;
      running.decrementAndGet();
    }
    onDeath.accept(Reason.sentence("it ended with exit status 3"));
  }

  @Override
  public synchronized boolean isRunning() {
    return runs;
  }

  @Override
  public synchronized boolean reload() {
    reloads++;
    return canReload;
  }

  @Override
  public synchronized List<Sentinel> list() throws ServiceException {
    if (mute) {
      throw new ServiceException(Reason.sentence("The service does not list."));
    }
    return List.of(sentinel("Dock 1"), sentinel("Dock 2"));
  }

  private Sentinel sentinel(String name) {
    if (active.contains(name) && failing.containsKey(name)) {
      return new Sentinel(name, Sentinel.State.FAILED, Reason.sentence(failing.get(name)));
    }
    Sentinel.State state = active.contains(name) ? Sentinel.State.ACTIVE : Sentinel.State.INACTIVE;
    return new Sentinel(name, state, Reason.NONE);
  }

  @Override
  public synchronized void activate(List<String> names) throws ServiceException {
    for (String name : names) {
      if (refused.containsKey(name)) {
        throw new ServiceException(Reason.sentence(refused.get(name)));
      }
    }
    everActivated.addAll(names);
    names.stream().filter(name -> !active.contains(name)).forEach(active::add);
  }

  /** Each name that it was ever told to activate, in that order. */
  synchronized List<String> everActivated() {
    return List.copyOf(everActivated);
  }

  /** From now on it cannot be activated; "" ends that. */
  synchronized void refuse(String name, String why) {
    change(refused, name, why);
  }

  /** From now on it fails, if it is active; "" ends that. */
  synchronized void fail(String name, String why) {
    change(failing, name, why);
  }

  private static void change(Map<String, String> faults, String name, String why) {
    if (why.isEmpty()) {
      faults.remove(name);
    } else {
      faults.put(name, why);
    }
  }

  @Override
  public synchronized boolean deactivate(List<String> names) {
    if (canDeactivate) {
      active.removeAll(names);
    }
    return canDeactivate;
  }

  @Override
  public Optional<String> runId() {
    return run;
  }

  synchronized void deactivate(String name) {
    active.remove(name);
  }

  synchronized int reloads() {
    return reloads;
  }

  synchronized List<String> active() {
    return List.copyOf(active);
  }

  @Override
  public void onDeath(Consumer<Reason> listener) {
    onDeath = listener;
  }

  @Override
  public synchronized void close() {
    if (runs) {
      runs = false;
      running.decrementAndGet();
    }
  }
}
