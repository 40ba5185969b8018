package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.sbs.lpm.capture.FileMask;
import org.sbs.lpm.files.FaultText;
import org.sbs.lpm.printer.PrinterException;
import org.sbs.lpm.printer.PrinterState;
import org.sbs.lpm.sentinel.SentinelView.Health;
import org.sbs.lpm.settings.SentinelDefinition;
import org.sbs.lpm.settings.SettingsException;
import org.sbs.lpm.settings.SettingsFolder;
import org.sbs.lpm.state.Log;

/**
 * One sentinel and its thread. Activated, it reads its definition and works until it is
 * deactivated; when something fails it says so, and tries again until the cause is gone. Thread
 * safe.
 */
public final class Sentinel {
  private static final long RETRY_MS = 1500;
  private static final long FIRST_RETRY_MS = 250;
  private static final long LONGEST_RETRY_MS = 5000;
  private static final long SILENCE_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final String name;
  private final SentinelContext context;
  private final JobCounters counters = new JobCounters();
  private final Wakeup wakeup = new Wakeup();
  private final JobQueue queue;
  private final Queue<Pending> orders = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean wanted;
  private volatile int activations;
  private volatile boolean closed;
  private volatile Status status = Status.INACTIVE;
  private volatile String group = "";
  private volatile Optional<Path> captureFolder = Optional.empty();
  private final Activity activity;
  private final JobWatch watch;
  private long refusals;
  private Optional<FileMask> mask = Optional.empty();
  private boolean adopted;

  /** Inactive; its thread is started at once. */
  public Sentinel(String name, SentinelContext context) {
    this(name, context, System::nanoTime);
  }

  /** With a clock of the caller's, by which it is told what is stuck. */
  Sentinel(String name, SentinelContext context, LongSupplier clock) {
    this.name = name;
    this.context = context;
    this.activity = new Activity(clock);
    this.watch = new JobWatch(activity);
    this.queue = new JobQueue(name, context.journal(), context.log(), counters, activity);
    this.thread = new Thread(this::work, "lpm-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** The name, which never changes. */
  public String name() {
    return name;
  }

  /** Whether it is to work, whether or not it can. */
  public boolean isWanted() {
    return wanted;
  }

  /** Lets it work from now on; returns at once. */
  public synchronized void activate() {
    if (!wanted) {
      status = Status.STARTING;
      activations++;
      wanted = true;
      wakeup.urge();
    }
  }

  /** Lets it finish the job in hand and do nothing more; returns at once. */
  public synchronized void deactivate() {
    wanted = false;
    wakeup.urge();
  }

  /** Ends its thread after the job in hand; returns at once. */
  public synchronized void close() {
    wanted = false;
    closed = true;
    wakeup.urge();
  }

  /** Waits until the thread has ended. */
  public boolean awaitClosed(long nanos) throws InterruptedException {
    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    return !thread.isAlive();
  }

  /** Whether it is known whether the last activation or deactivation has worked. */
  public boolean isSettled() {
    Status now = status;
    return wanted ? now.settled && now.health != Health.INACTIVE : now.health == Health.INACTIVE;
  }

  /** As it is now. */
  public SentinelView view() {
    Status now = wanted && status.health == Health.INACTIVE ? Status.STARTING : status;
    long silent = activity.silentNanos();
    Optional<JobWatch.Wait> wait = watch.now();
    if (now.health != Health.INACTIVE && wait.isPresent()) {
      now =
          new Status(
              wait.get().isTooLong(silent) ? Health.FAILED : Health.ACTIVE,
              wait.get().explanation(),
              true,
              wait.get().state().code());
    } else if (now.health != Health.INACTIVE && silent > SILENCE_LIMIT_NANOS) {
      now =
          new Status(
              Health.FAILED,
              "Nothing has moved for "
                  + TimeUnit.NANOSECONDS.toSeconds(silent)
                  + " seconds: its capture folder or its printer does not answer.",
              true,
              "");
    }
    return new SentinelView(
        name,
        group,
        now.health,
        Log.oneLine(now.explanation),
        counters.counts(queue.heldNow().size()),
        counters.lastLabel(),
        queue.heldNow(),
        counters.notes(),
        TimeUnit.NANOSECONDS.toSeconds(stuckNanos()),
        now.printerState);
  }

  /**
   * For how long it has been stuck in its own work, or has had no thread though it is to work; 0
   * while it makes progress, has nothing to do, or waits for its folder or its printer.
   */
  private long stuckNanos() {
    boolean dead = wanted && !thread.isAlive();
    return dead ? activity.unchangedNanos() : activity.ownWorkNanos();
  }

  /**
   * Leaves an operator's order for a held job.
   *
   * @return completes when it is carried out, exceptionally if it could not be
   */
  public CompletableFuture<Void> order(String jobId, boolean release) {
    return order(
        new Session.Order(jobId, release ? Session.What.RELEASE : Session.What.DISCARD, "", 1));
  }

  /**
   * Leaves an operator's order to print an ended job again.
   *
   * @param from the first label that is wanted
   * @return completes when it is in the line, exceptionally if it cannot be
   */
  public CompletableFuture<Void> reprint(String jobId, String file, int from) {
    return order(new Session.Order(jobId, Session.What.REPRINT, file, from));
  }

  private CompletableFuture<Void> order(Session.Order order) {
    Pending pending = new Pending(order, new CompletableFuture<>());
    if (status.health == Health.INACTIVE) {
      pending.done.completeExceptionally(
          new IOException("The sentinel " + name + " is inactive; activate it first."));
    } else {
      orders.add(pending);
      wakeup.urge();
    }
    return pending.done;
  }

  private void work() {
    try {
      while (!closed) {
        if (wanted) {
          workOnce();
        } else {
          giveBack();
          status = Status.INACTIVE;
          activity.rests();
          wakeup.await(0, Long.MAX_VALUE / 2_000_000);
        }
      }
    } catch (InterruptedException e) {
      context.log().warn(name + ": its thread was interrupted and has ended.");
    } finally {
      giveBack();
      status = Status.INACTIVE;
    }
  }

  private void giveBack() {
    try {
      if (mask.isPresent()) {
        queue.giveBack(mask.get());
      }
    } catch (IOException e) {
      context.log().warn(name + ": jobs that were never sent stay claimed: " + e);
    }
  }

  private void workOnce() throws InterruptedException {
    activity.isOutside();
    Status failed;
    try {
      session();
      return;
    } catch (SettingsException e) {
      failed = Status.failed(e.getMessage());
    } catch (PrinterException e) {
      failed = Status.of(e);
    } catch (IOException e) {
      failed = Status.failed(FaultText.of(e));
    } catch (RuntimeException | Error e) {
      // Whatever it is, the sentinel tries again: nobody else would print its files.
      failed = Status.failed("An error in the program: " + e);
      context.log().warn(name + ": " + Traces.of(e));
    }
    fail(failed);
  }

  /** Of the definition that it works with, or did last. */
  Optional<Path> captureFolder() {
    return captureFolder;
  }

  private void session()
      throws SettingsException, IOException, PrinterException, InterruptedException {
    int activation = activations;
    BooleanSupplier over = () -> !wanted || activation != activations;
    activity.worksItself();
    SentinelDefinition first = context.settings().load(name);
    SettingsFolder.Stamp stamp = context.settings().stamp(name, first);
    // What the stamp is of was read after it, so that no edit is missed.
    SentinelDefinition definition = context.settings().load(name);
    activity.isOutside();
    counters.settingsNote("");
    group = definition.group();
    mask = Optional.of(definition.mask());
    captureFolder = Optional.of(definition.captureFolder());
    try (Session session =
        new Session(context, definition, queue, counters, wakeup, over, activity, watch, stamp)) {
      session.open(!adopted);
      adopted = true;
      carryOut(session);
      if (refusals == 0 || queue.claimed() == 0) {
        session.probe();
      }
      // Else the job asks: a print server that rests after each connection would be kept resting.
      if (queue.claimed() == 0) {
        works();
      }
      work(session, over, definition);
    }
  }

  private void work(Session session, BooleanSupplier over, SentinelDefinition used)
      throws IOException, PrinterException, InterruptedException {
    while (!over.getAsBoolean()) {
      if (session.isOutdated() && editedSettingsAreRight(session, used)) {
        return;
      }
      activity.isOutside();
      carryOut(session);
      long restMs = session.pass();
      if (over.getAsBoolean()) {
        return;
      }
      if (session.trouble().isPresent()) {
        show(Status.of(session.trouble().get()));
        rest(RETRY_MS, RETRY_MS);
      } else {
        works();
        if (restMs > 0) {
          rest(session.leastMs(), restMs);
        }
      }
    }
  }

  /** If so, the next session begins with them; if not, this one goes on with those it has. */
  private boolean editedSettingsAreRight(Session session, SentinelDefinition used) {
    SettingsFolder.Stamp stamp = context.settings().stamp(name, used);
    try {
      context.settings().load(name);
      context.log().info(name + " uses its edited settings from now on.");
      return true;
    } catch (SettingsException e) {
      String text = "The edited settings are not used, but those from before: " + e.getMessage();
      counters.settingsNote(text);
      context.log().warn(name + ": " + text);
      session.keepSettings(stamp);
      return false;
    }
  }

  private void carryOut(Session session) {
    for (Pending pending = orders.poll(); pending != null; pending = orders.poll()) {
      try {
        session.order(pending.order);
        pending.done.complete(null);
      } catch (IOException e) {
        pending.done.completeExceptionally(e);
      }
    }
  }

  private void works() {
    refusals = 0;
    if (status.health != Health.ACTIVE || !status.explanation.isEmpty()) {
      status = Status.ACTIVE;
      context.log().info(name + " is active.");
    }
  }

  private void fail(Status failed) throws InterruptedException {
    if (!wanted) {
      return;
    }
    show(failed);
    for (Pending pending = orders.poll(); pending != null; pending = orders.poll()) {
      pending.done.completeExceptionally(new IOException(failed.explanation));
    }
    long restMs = RETRY_MS;
    if (failed.health == Health.ACTIVE) {
      // The printer turned us away: soon again, and then less often.
      restMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS << Math.min(refusals, 8));
      refusals++;
    } else {
      refusals = 0;
    }
    rest(restMs, restMs);
  }

  private void show(Status failed) {
    if (!status.explanation.equals(failed.explanation)) {
      context.log().warn(name + " cannot work: " + failed.explanation);
    }
    status = failed;
  }

  private void rest(long leastMs, long mostMs) throws InterruptedException {
    activity.rests();
    wakeup.await(leastMs, mostMs);
    activity.isOutside();
  }

  /**
   * What is known of it.
   *
   * @param settled whether the last change of mind has taken effect
   */
  private record Status(Health health, String explanation, boolean settled, String printerState) {
    static final Status STARTING = new Status(Health.FAILED, "It is being started.", false, "");
    static final Status INACTIVE = new Status(Health.INACTIVE, "", true, "");
    static final Status ACTIVE = new Status(Health.ACTIVE, "", true, "");

    static Status failed(String problem) {
      return new Status(Health.FAILED, problem, true, "");
    }

    /** A printer that has other work is nothing that somebody must look at. */
    static Status of(PrinterException e) {
      boolean busy = e.state() == PrinterState.BUSY && e.sent() == PrinterException.Sent.NOTHING;
      return new Status(
          busy ? Health.ACTIVE : Health.FAILED,
          e.state().code() + ": " + e.getMessage(),
          true,
          e.state().code());
    }
  }

  private record Pending(Session.Order order, CompletableFuture<Void> done) {}
}
