package org.sbs.server.check;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.sbs.core.readiness.Probe;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.service.ServiceException;

/**
 * Looks at many things at once, and waits for all of them no longer than a limit. A look that
 * hangs, as on a share whose server is gone, keeps one thread until it ends, and is not begun again
 * before.
 */
final class Patience implements AutoCloseable {
  private final ExecutorService threads;
  private final Map<String, Future<Optional<Reason>>> begun = new ConcurrentHashMap<>();

  Patience() {
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "sbs-look-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What came of the looks, in their order. */
  List<Probe> look(List<CheckTask> looks, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (CheckTask look : looks) {
      begun.computeIfAbsent(look.key(), key -> threads.submit(look.action()::look));
    }
    List<Probe> probes = new ArrayList<>();
    for (CheckTask look : looks) {
      probes.add(look.probe(await(look.key(), end, limit)));
    }
    return probes;
  }

  private Optional<Reason> await(String key, long end, Duration limit) throws InterruptedException {
    Future<Optional<Reason>> future = begun.get(key);
    if (future == null) {
      return Optional.empty(); // The same thing was asked for twice.
    }
    try {
      Optional<Reason> wrong =
          future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      begun.remove(key);
      return wrong;
    } catch (TimeoutException e) {
      return Optional.of(Reason.of(ReasonCode.PROBE_HANGS).with("seconds", limit.toSeconds()));
    } catch (ExecutionException e) {
      begun.remove(key);
      return Optional.of(why(e.getCause()));
    }
  }

  /** What the system says, as it says it. */
  static Reason why(Throwable e) {
    if (e instanceof ServiceException failed) {
      return failed.reason();
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return Reason.sentence(
        e instanceof IOException ? message : e.getClass().getSimpleName() + ": " + message);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
