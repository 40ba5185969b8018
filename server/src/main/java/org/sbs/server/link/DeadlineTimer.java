package org.sbs.server.link;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Acts when a step takes too long as a whole, which read timeouts cannot tell: they begin anew with
 * every byte. Needs no closing: its thread is a daemon and goes away when it has nothing to watch.
 */
final class DeadlineTimer {
  private static final long IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor timer;

  DeadlineTimer(String threadName) {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, threadName);
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /** Acts after the limit unless cancelled before. The action must be quick and must not throw. */
  Guard after(Duration limit, Runnable action) {
    return after(limit.toNanos(), action);
  }

  Guard after(long limitNanos, Runnable action) {
    Guard guard = new Guard(action);
    guard.scheduled = timer.schedule(guard::fire, limitNanos, TimeUnit.NANOSECONDS);
    return guard;
  }

  /** One step that is being watched. */
  static final class Guard {
    private enum State {
      WATCHING,
      FIRED,
      CANCELLED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
    private final Runnable action;
    private volatile ScheduledFuture<?> scheduled;

    private Guard(Runnable action) {
      this.action = action;
    }

    private void fire() {
      if (state.compareAndSet(State.WATCHING, State.FIRED)) {
        action.run();
      }
    }

    /** Ends the watch; false when time was up before. */
    boolean cancel() {
      boolean inTime = state.compareAndSet(State.WATCHING, State.CANCELLED);
      if (inTime) {
        scheduled.cancel(false);
      }
      return inTime || state.get() == State.CANCELLED;
    }

    /** Whether time was up. */
    boolean fired() {
      return state.get() == State.FIRED;
    }
  }
}
