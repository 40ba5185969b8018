package org.sbs.server.node;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.versions.FileVersion;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the versions of files while the node runs, in either role: prunes it at the start and
 * every hour, and that of events with it, and restores from it. Neither keeps a cycle or a takeover
 * waiting.
 */
final class VersionMaintenance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VersionMaintenance.class);

  private final ReplicaStore store;
  private final Runnable pruneEvents;
  private final ScheduledExecutorService threads;

  VersionMaintenance(ReplicaStore store, Runnable pruneEvents) {
    this.store = store;
    this.pruneEvents = pruneEvents;
    this.threads =
        Executors.newScheduledThreadPool(
            2,
            work -> {
              Thread thread = new Thread(work, "sbs-file-versions");
              thread.setDaemon(true);
              return thread;
            });
    Future<?> unused = threads.scheduleWithFixedDelay(this::prune, 0, 1, TimeUnit.HOURS);
  }

  private void prune() {
    try {
      pruneEvents.run();
      store.pruneVersions().stream().map(ReasonText.english()::sentence).forEach(LOG::warn);
    } catch (RuntimeException e) {
      LOG.error("The versions could not be pruned", e);
    }
  }

  /** Brings a file back to where it lay, on a node that is primary. */
  CompletableFuture<Answer> restore(String id) {
    return CompletableFuture.supplyAsync(() -> restoreNow(id), threads);
  }

  /** Does something that may take long. */
  <T> CompletableFuture<T> supply(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, threads);
  }

  private Answer restoreNow(String id) {
    try {
      Optional<FileVersion> file = store.versions().find(id);
      if (file.isEmpty()) {
        return answer(false, Reason.of(ReasonCode.VERSION_NOT_THERE).with("id", id));
      }
      store.restore(file.get());
      return answer(
          true,
          Reason.of(ReasonCode.VERSION_RESTORED)
              .with("file", file.get().path())
              .with("cycle", file.get().cycle()));
    } catch (IOException e) {
      return answer(false, Reason.of(ReasonCode.VERSION_NOT_RESTORED).with("why", Causes.of(e)));
    }
  }

  private static Answer answer(boolean done, Reason reason) {
    return new Answer(done, reason);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
