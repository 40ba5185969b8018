package org.sbs.server.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Where a cycle tells how far it is: two counters that cost next to nothing, put together only when
 * somebody reads them. Written by one thread, read by any.
 */
final class ProgressMeter {
  private final Clock clock;
  private final AtomicLong pendingFiles = new AtomicLong();
  private volatile Optional<Stage> stage = Optional.empty();

  ProgressMeter(Clock clock) {
    this.clock = clock;
  }

  private record Stage(
      long cycle,
      Progress.Phase phase,
      long allFiles,
      long allBytes,
      LongSupplier bytes,
      Instant since,
      long startedNanos) {
    Stage committing(Instant now) {
      return new Stage(
          cycle,
          Progress.Phase.COMMITTING,
          allFiles,
          allBytes,
          () -> allBytes,
          now,
          System.nanoTime());
    }
  }

  void comparing(long cycle) {
    begin(cycle, Progress.Phase.COMPARING, 0, 0, () -> 0);
  }

  /**
   * Files are sent or received from now on.
   *
   * @param bytes how many have gone; asked by any thread
   */
  void moving(long cycle, Progress.Phase phase, long files, long allBytes, LongSupplier bytes) {
    begin(cycle, phase, files, allBytes, bytes);
  }

  private void begin(
      long cycle, Progress.Phase phase, long files, long allBytes, LongSupplier bytes) {
    pendingFiles.set(files);
    Instant since = clock.instant();
    stage = Optional.of(new Stage(cycle, phase, files, allBytes, bytes, since, System.nanoTime()));
  }

  /** How many files have not begun. */
  void pending(long files) {
    pendingFiles.lazySet(files);
  }

  void committing() {
    pendingFiles.set(0);
    stage = stage.map(now -> now.committing(clock.instant()));
  }

  void idle() {
    pendingFiles.set(0);
    stage = Optional.empty();
  }

  /** How far it is; empty between two cycles. */
  Optional<Progress> read() {
    return stage.map(
        now ->
            new Progress(
                now.cycle,
                now.phase,
                Math.max(0, now.allFiles - pendingFiles.get()),
                now.allFiles,
                Math.min(now.allBytes, now.bytes.getAsLong()),
                now.allBytes,
                now.since,
                Duration.ofNanos(System.nanoTime() - now.startedNanos)));
  }
}
