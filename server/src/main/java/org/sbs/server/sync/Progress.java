package org.sbs.server.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How far a running cycle is (R4.13). Rate and time left follow from it. Immutable.
 *
 * @param cycle its number
 * @param files done, of {@code allFiles}
 * @param bytes done, of {@code allBytes}
 * @param since when the phase began, by the wall clock
 * @param elapsed since then, by a clock that does not jump
 */
public record Progress(
    long cycle,
    Phase phase,
    long files,
    long allFiles,
    long bytes,
    long allBytes,
    Instant since,
    Duration elapsed) {
  /** What a cycle does at one time. */
  public enum Phase {
    /** Both sides look at what they have. */
    COMPARING,
    /** The primary sends what differs. */
    SENDING,
    /** The secondary receives it. */
    RECEIVING,
    /** The secondary makes it durable and puts it in place. */
    COMMITTING
  }

  /** Checks that nothing is missing. */
  public Progress {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(elapsed, "elapsed");
  }
}
