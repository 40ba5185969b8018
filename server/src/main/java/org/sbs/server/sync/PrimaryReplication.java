package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.consent.FolderNotCopied;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.DiffRequests;
import org.sbs.server.sync.message.FileDifference;
import org.sbs.server.sync.message.ReturnedFiles;
import org.sbs.server.sync.scan.ChangeTimes;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.FolderWatcher;
import org.sbs.server.sync.scan.FolderWatchers;
import org.sbs.server.sync.send.GuardedDeletes;
import org.sbs.server.sync.send.Waits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The primary's side of replication with one connected secondary: a cycle at once, then one every
 * period and whenever one is asked for (R4.1), and one for what has changed as soon as the file
 * system tells so (R4.7). Has one thread of its own; the methods may be called from any and do not
 * block.
 */
public final class PrimaryReplication implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PrimaryReplication.class);

  private final BulkChannel channel;
  private final ReplicationSetup setup;
  private final SyncListener listener;
  private final Clock clock;
  private final PrimaryCycles cycles;

  /** For an updating script, the listing of sentinels and what is to be sent. */
  private final Waits waits = new Waits();

  private final FolderWatchers watcher;
  private final GuardedDeletes guard;
  private final ProgressMeter progress;
  private final AtomicReference<SyncStatus> status;
  private final Thread thread;
  private long fullAtNanos;

  /** Why the last cycle was refused, if it was; of replication's thread. */
  private Optional<Reason> refused = Optional.empty();

  /** What was told last. */
  private Optional<List<FolderNotCopied>> notCopied = Optional.empty();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<CompletableFuture<CycleResult>> requests = new ArrayList<>();
  private final DiffRequests diffs = new DiffRequests();
  private boolean allowDeletes;
  private boolean readWhole;
  private boolean closed;
  private final ChangeTimes changes = new ChangeTimes();

  /**
   * Replication that {@link #start} begins.
   *
   * @param activeSentinels asked once a full cycle, on a thread of replication's; may throw, then
   *     the last known list is used and that is reported
   * @param clock for the time of the last commit in {@link #status}
   * @param guard what it holds outlives this connection
   * @param store recovered; remembers what both nodes have
   */
  public PrimaryReplication(
      BulkChannel channel,
      FolderScanner scanner,
      ReplicationSetup setup,
      Callable<Optional<List<String>>> activeSentinels,
      SyncListener listener,
      Clock clock,
      GuardedDeletes guard,
      ReplicaStore store) {
    this(
        channel,
        new Sight(scanner, ContentSource.DISK, FolderWatcher::new),
        setup,
        activeSentinels,
        listener,
        clock,
        guard,
        store);
  }

  /**
   * How the folder set is seen.
   *
   * @param source opens what is to be sent
   * @param watching makes a watcher that calls back when something has changed
   */
  record Sight(
      FolderScanner scanner, ContentSource source, Function<Runnable, FolderWatcher> watching) {}

  PrimaryReplication(
      BulkChannel channel,
      Sight sight,
      ReplicationSetup setup,
      Callable<Optional<List<String>>> activeSentinels,
      SyncListener listener,
      Clock clock,
      GuardedDeletes guard,
      ReplicaStore store) {
    this.channel = channel;
    this.setup = setup;
    this.listener = listener;
    this.clock = clock;
    this.guard = guard;
    this.progress = new ProgressMeter(clock);
    this.status =
        new AtomicReference<>(new SyncStatus(setup.lastCycle(), 0, 0, Optional.empty(), List.of()));
    this.watcher = new FolderWatchers(sight.watching(), this::changeSeen);
    this.cycles =
        new PrimaryCycles(
            channel, sight, setup, activeSentinels, watcher::watch, guard, progress, store, waits);
    this.thread = new Thread(this::run, "sbs-primary-replication");
    this.thread.setDaemon(true);
  }

  /** Begins with the first cycle. */
  public void start() {
    thread.start();
  }

  /** How replication stands. */
  public SyncStatus status() {
    return status.get().withProgress(progress.read());
  }

  /**
   * Asks for a cycle that begins after this call, and so has everything that is on the disk now.
   *
   * @return completes on replication's thread, never exceptionally: a cycle that did not come about
   *     is one that was not committed, with the reason
   */
  public CompletableFuture<CycleResult> requestCycle() {
    return requestCycle(false, false);
  }

  /**
   * The same.
   *
   * @param allowHeldDeletes whether that cycle, and no other, deletes what the guard holds now
   * @param whole whether both sides read all files again, whatever they read before
   */
  public CompletableFuture<CycleResult> requestCycle(boolean allowHeldDeletes, boolean whole) {
    CompletableFuture<CycleResult> request = new CompletableFuture<>();
    lock.lock();
    try {
      if (!closed) {
        requests.add(request);
        allowDeletes |= allowHeldDeletes;
        readWhole |= whole;
        changed.signalAll();
        return request;
      }
    } finally {
      lock.unlock();
    }
    request.complete(
        CycleResult.failed(status().cycle(), Reason.of(ReasonCode.DATA_CONNECTION_JUST_ENDED)));
    return request;
  }

  /**
   * What differs from what the secondary has; completes between two cycles, exceptionally when that
   * cannot be said.
   *
   * @param whole whether both sides read all files again, whatever they read before
   */
  public CompletableFuture<List<FileDifference>> requestDifferences(boolean whole) {
    CompletableFuture<List<FileDifference>> request = diffs.add(whole);
    lock.lock();
    try {
      if (closed) {
        diffs.refuse();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return request;
  }

  /** Ends, in the middle of a cycle if need be; the secondary then throws that cycle away. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    channel.close();
    waits.end();
  }

  private void run() {
    Reason reason = Reason.of(ReasonCode.REPLICATION_STOPPED);
    List<CompletableFuture<CycleResult>> served = List.of();
    try {
      NextAction turn = NextAction.FULL;
      while (turn != NextAction.END) {
        if (turn == NextAction.FULL) {
          served = takeRequests();
          release();
          CycleResult result = fullCycle(takeReadWhole());
          served.forEach(request -> request.complete(result));
          served = List.of();
        } else if (turn == NextAction.CHANGES) {
          cycleForChanges();
        } else if (!cycles.mustCompare()) {
          diffs.answer(cycles.differences(diffs.takeWhole()));
        } else {
          fullCycle();
          if (cycles.mustCompare()) {
            diffs.refuse();
          }
        }
        turn = awaitTurn();
      }
    } catch (BadMessageException e) {
      reason = Reason.of(ReasonCode.PEER_SENT_NONSENSE).with("what", e.reason());
    } catch (IOException e) {
      reason = isClosed() ? reason : Causes.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // Also too little memory: the service goes on, and the next connection tries again.
      LOG.error("Replication ends by an error in SBS", e);
      reason = Reason.of(ReasonCode.REPLICATION_FAULT).with("words", e.toString());
    } finally {
      end(served, reason);
    }
  }

  private CycleResult fullCycle() throws IOException, BadMessageException, InterruptedException {
    return fullCycle(false);
  }

  private boolean takeReadWhole() {
    lock.lock();
    try {
      boolean taken = readWhole;
      readWhole = false;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private CycleResult fullCycle(boolean whole)
      throws IOException, BadMessageException, InterruptedException {
    // What changes from here on may be missed by the scan.
    forgetChanges();
    watcher.take();
    CycleResult result;
    try {
      result = cycles.run(whole);
    } finally {
      tellAdopted();
      tellNotCopied();
    }
    fullAtNanos = System.nanoTime();
    publish(result);
    return result;
  }

  /** Whatever became of the cycle, what was taken over is in place. */
  private void tellAdopted() {
    int adopted = cycles.takeAdopted();
    if (adopted > 0) {
      listener.filesAdopted(adopted);
    }
    ReturnedFiles returned = cycles.takeReturned();
    if (!returned.isEmpty()) {
      listener.filesReturned(returned);
    }
  }

  private void tellNotCopied() {
    Optional<List<FolderNotCopied>> now = Optional.of(cycles.notCopied());
    if (!cycles.mustCompare() && !now.equals(notCopied)) {
      notCopied = now;
      listener.foldersNotCopied(now.get());
    }
  }

  /** Only what was changed is looked at; where that is not certain, everything. */
  private void cycleForChanges() throws IOException, BadMessageException, InterruptedException {
    FolderWatcher.Changes found = watcher.take();
    Set<Path> paths = new TreeSet<>(found.paths());
    paths.addAll(cycles.restless());
    if (!found.any() && paths.isEmpty()) {
      return;
    }
    if (found.all() || cycles.mustCompare() || cycles.hasRoot(paths)) {
      fullCycle();
    } else {
      cycles.run(paths, this::isFullWanted).ifPresent(this::publish);
    }
  }

  private void changeSeen() {
    lock.lock();
    try {
      if (changes.saw(System.nanoTime())) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void forgetChanges() {
    lock.lock();
    try {
      changes.forget();
    } finally {
      lock.unlock();
    }
  }

  /** Somebody waits for a cycle that looks at everything, what has just changed included. */
  private boolean isFullWanted() {
    lock.lock();
    try {
      return !requests.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the guard release what it holds, if that was asked for. */
  private void release() throws IOException, BadMessageException, InterruptedException {
    lock.lock();
    try {
      if (!allowDeletes) {
        return;
      }
      allowDeletes = false;
    } finally {
      lock.unlock();
    }
    if (!guard.hasCompared()) {
      // Nobody could see yet what would be released.
      fullCycle();
    }
    guard.releaseHeld();
  }

  private void publish(CycleResult result) {
    progress.idle();
    List<Reason> problems = new ArrayList<>(result.problems());
    watcher.off().ifPresent(problems::add);
    status.updateAndGet(
        s -> {
          SyncStatus next =
              s.withFiles(cycles.filesInSet()).withProblems(problems).withHeld(result.held());
          return result.committed() ? next.committed(result.cycle(), clock.instant()) : next;
        });
    refused = result.committed() ? Optional.empty() : Optional.of(result.reason());
    if (result.committed()) {
      listener.cycleCommitted(result);
    } else {
      listener.cycleFailed(result);
    }
  }

  private void end(List<CompletableFuture<CycleResult>> served, Reason reason) {
    channel.close();
    watcher.close();
    List<CompletableFuture<CycleResult>> open = new ArrayList<>(served);
    lock.lock();
    try {
      closed = true;
      open.addAll(requests);
      requests.clear();
    } finally {
      lock.unlock();
    }
    progress.idle();
    CycleResult failed =
        CycleResult.failed(
            cycles.lastNumber(),
            // The other node says why, and then closes the connection.
            Reason.of(ReasonCode.CYCLE_ENDED_EARLY).with("why", refused.orElse(reason)));
    open.forEach(request -> request.complete(failed));
    diffs.refuse();
    listener.ended(reason);
  }

  private List<CompletableFuture<CycleResult>> takeRequests() {
    lock.lock();
    try {
      List<CompletableFuture<CycleResult>> taken = List.copyOf(requests);
      requests.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next period, a request or a change. */
  private NextAction awaitTurn() throws InterruptedException {
    lock.lock();
    try {
      long began = System.nanoTime();
      boolean restless = !cycles.restless().isEmpty();
      while (!closed && requests.isEmpty()) {
        long now = System.nanoTime();
        long full = fullAtNanos + setup.period().toNanos() - now;
        long wait = changes.waitNanos(began, restless, now);
        if (full <= 0) {
          return NextAction.FULL;
        }
        if (diffs.isAsked()) {
          return NextAction.DIFFERENCES;
        }
        if (wait <= 0) {
          changes.forget();
          return NextAction.CHANGES;
        }
        long unused = changed.awaitNanos(Math.min(full, wait));
      }
      return closed ? NextAction.END : NextAction.FULL;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
