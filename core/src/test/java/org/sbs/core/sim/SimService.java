package org.sbs.core.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.Event;

/**
 * The protected service of a node: started and stopped one job after another, as slowly as the
 * schedule says. Who stops it in a hurry kills it when the time is over, whatever is being done
 * with it.
 */
final class SimService {
  private static final long LATEST = 8 * World.SECOND;

  private static final class Job {
    final boolean starts;
    final long nanos;
    final Runnable end;

    Job(boolean starts, long nanos, Runnable end) {
      this.starts = starts;
      this.nanos = nanos;
      this.end = end;
    }
  }

  private final SimNode node;
  private final World world;
  private final Deque<Job> waiting = new ArrayDeque<>();
  private Optional<Job> current = Optional.empty();

  /** Whether there is a process that may print. */
  private boolean runs;

  /** Whether it does not do its work. */
  private boolean hung;

  private long healedAt = Long.MIN_VALUE;

  private long lastRun;

  /** Whether what is being started came to its end meanwhile. */
  private boolean broken;

  SimService(SimNode node) {
    this.node = node;
    this.world = node.world;
  }

  boolean runs() {
    return runs;
  }

  boolean hung() {
    return runs && hung;
  }

  /** It goes on running and does not work any more, or works again. */
  void hangs(boolean now) {
    healedAt = hung && !now ? world.now() : healedAt;
    hung = now;
  }

  /** Whether a check of this run may have found that it hangs, however late that is heard. */
  boolean hungLately() {
    boolean healed = healedAt != Long.MIN_VALUE && world.now() - healedAt <= LATEST;
    return !runs || hung || healed;
  }

  /** All of it dies with SBS. */
  void gone() {
    runs = false;
    waiting.clear();
    current = Optional.empty();
  }

  /** It ends by itself. */
  void dies() {
    if (!runs) {
      return;
    }
    runs = false;
    if (current.filter(job -> job.starts).isPresent()) {
      broken = true;
    } else {
      node.deliver(new Event.ServiceDied(Reason.sentence("exit status 1")));
    }
  }

  void takeControl() {
    add(new Job(false, brief(), () -> node.deliver(new Event.Prepared())));
  }

  void start() {
    add(new Job(true, world.millis(20, node.speed.startMillis()), this::started));
  }

  private void started() {
    if (node.serviceFails || broken) {
      runs = false;
      node.deliver(new Event.ServiceStartFailed(Reason.sentence("no such program")));
    } else {
      runs = true;
      hung = false;
      healedAt = Long.MIN_VALUE;
      long run = ++lastRun;
      if (node.serviceHangs) {
        node.later(world.millis(1, 2500), () -> hung |= run == lastRun);
      }
      if (node.serviceSick) {
        node.later(
            world.millis(1, 2500),
            () -> {
              if (run == lastRun) {
                dies();
              }
            });
      }
      node.deliver(new Event.ServiceStarted(Reason.sentence("all sentinels active")));
    }
  }

  void stop(List<String> active) {
    add(
        new Job(
            false,
            world.millis(20, node.speed.stopMillis()),
            () -> {
              if (node.serviceFails && world.chance(50)) {
                node.deliver(new Event.ServiceStopFailed(Reason.sentence("it hangs")));
                return;
              }
              Optional<List<String>> listed = runs ? Optional.of(active) : Optional.empty();
              runs = false;
              node.deliver(new Event.ServiceStopped(listed));
            }));
  }

  void stopInAHurry(long withinNanos) {
    boolean[] done = new boolean[1];
    Job stop =
        new Job(
            false,
            runs ? world.millis(20, node.speed.stopMillis()) : brief(),
            () -> {
              done[0] = true;
              runs = false;
              node.deliver(new Event.ServiceStopped(Optional.empty()));
            });
    node.later(
        node.worldly(withinNanos),
        () -> {
          while (!done[0]) {
            runs = false;
            broken = true;
            finish(current.orElseThrow());
          }
        });
    add(stop);
  }

  void afterAll(Runnable what) {
    add(new Job(false, 0, what));
  }

  private long brief() {
    return world.millis(20, 300);
  }

  private void add(Job job) {
    waiting.add(job);
    if (current.isEmpty()) {
      next();
    }
  }

  private void next() {
    current = Optional.ofNullable(waiting.poll());
    if (current.isEmpty()) {
      return;
    }
    Job mine = current.get();
    broken = false;
    if (mine.starts && !node.serviceFails) {
      // It may print long before it is reported to run.
      node.later(
          mine.nanos * world.random.nextInt(100) / 100, () -> runs |= isCurrent(mine) && !broken);
    }
    Runnable finish = () -> finish(mine);
    node.later(mine.nanos, mine.starts ? () -> node.programs.pass(finish) : finish);
  }

  private boolean isCurrent(Job job) {
    return current.filter(now -> now == job).isPresent();
  }

  private void finish(Job job) {
    if (isCurrent(job)) {
      job.end.run();
      // What the end led to may have ended the process.
      if (isCurrent(job)) {
        next();
      }
    }
  }
}
