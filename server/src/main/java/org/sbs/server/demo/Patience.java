package org.sbs.server.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long the demonstration waits for one thing: as long as something goes on. A busy machine is
 * slow, and not broken. One thread.
 */
final class Patience {
  /** For so long nothing may change. */
  static final Duration STILL = Duration.ofSeconds(60);

  /** So often it must have been looked at meanwhile: who is held up itself sees no change. */
  static final int LOOKS = 100;

  /** So long one thing may take, whatever changes meanwhile. */
  static final Duration WHOLE = Duration.ofMinutes(15);

  private static final long POLL_MS = 20;

  private final LongSupplier nanoTime;
  private final long began;
  private Object last = Optional.empty();
  private long changed;
  private int looks;

  Patience(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.changed = began;
  }

  /**
   * Tells how far it is now: any value that is equal to the one before if nothing went on.
   *
   * @return why it is given up, if it is
   */
  Optional<String> ended(Object howFar) {
    long now = nanoTime.getAsLong();
    if (howFar.equals(last)) {
      looks++;
    } else {
      last = howFar;
      changed = now;
      looks = 0;
    }
    if (looks >= LOOKS && now - changed > STILL.toNanos()) {
      return Optional.of("nothing has changed for " + STILL.toSeconds() + " seconds");
    }
    return now - began > WHOLE.toNanos()
        ? Optional.of("it has taken more than " + WHOLE.toMinutes() + " minutes")
        : Optional.empty();
  }

  /** Waits a moment before the next look. */
  static void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(POLL_MS);
  }
}
