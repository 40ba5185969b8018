package org.sbs.server.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Tries from time to time whether the state folder can be written durably, so that a node knows
 * that it could not be primary before it has to be (R2.10). The try is a small file, larger than
 * what the node itself writes there. A disk that hangs holds one thread, and is not tried again
 * before that one is back. {@link #look} is for one thread and never waits.
 */
public final class StateFolderProbe {
  private static final int BYTES = 16 * 1024;
  private static final String NAME = "probe";

  /** A disk that is well is left in peace for so long. */
  private static final Duration PERIOD = Duration.ofSeconds(10);

  /** On a busy machine a write may take seconds. */
  private static final Duration HANGS_AFTER = Duration.ofSeconds(15);

  /** One that failed once may have been full for a moment only. */
  private static final int FAILURES = 2;

  private final Path folder;
  private final Disk disk;
  private final Executor threads;
  private final LongSupplier clock;
  private volatile Attempt attempt;
  private Optional<Reason> found = Optional.empty();
  private int failures;

  /**
   * One try.
   *
   * @param end empty while it is under way; how it failed, or {@link Reason#NONE}
   */
  private record Attempt(long begunNanos, Optional<Reason> end) {}

  StateFolderProbe(Path folder, Disk disk) {
    this(folder, disk, StateFolderProbe::start, System::nanoTime);
  }

  StateFolderProbe(Path folder, Disk disk, Executor threads, LongSupplier clock) {
    this.folder = folder;
    this.disk = disk;
    this.threads = threads;
    this.clock = clock;
    attempt = new Attempt(clock.getAsLong(), Optional.of(Reason.NONE));
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "sbs-state-probe");
    thread.setDaemon(true);
    thread.start();
  }

  /** Why the folder cannot be written, as far as is known now; empty if it can. */
  public Optional<Reason> look() {
    Attempt last = attempt;
    long age = clock.getAsLong() - last.begunNanos();
    if (last.end().isEmpty()) {
      if (age >= HANGS_AFTER.toNanos()) {
        found =
            Optional.of(Reason.of(ReasonCode.STATE_FOLDER_HANGS).with("folder", folder.toString()));
      }
      return found;
    }
    Reason end = last.end().get();
    boolean due = !end.isEmpty() || found.isPresent() || age >= PERIOD.toNanos();
    if (due) {
      count(end);
      begin();
    }
    return found;
  }

  private void count(Reason end) {
    failures = end.isEmpty() ? 0 : failures + 1;
    if (failures == 0) {
      found = Optional.empty();
    } else if (failures >= FAILURES && found.isEmpty()) {
      // The first words stay: a full disk fails in several ways.
      found = Optional.of(end);
    }
  }

  private void begin() {
    long now = clock.getAsLong();
    attempt = new Attempt(now, Optional.empty());
    threads.execute(() -> attempt = new Attempt(now, Optional.of(write())));
  }

  private Reason write() {
    try {
      disk.replaceDurably(folder.resolve(NAME), new byte[BYTES]);
      return Reason.NONE;
    } catch (IOException e) {
      return Reason.of(ReasonCode.STATE_FOLDER_FAILS)
          .with("folder", folder.toString())
          .with("why", String.valueOf(e.getMessage()));
    }
  }
}
