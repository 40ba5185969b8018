package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no exception, and comes in the midst of a cycle: too little memory, say. */
class ReplicationErrorTest {
  @TempDir private Path temp;

  /** Fails once when it is armed. */
  private static final class FailingClock extends Clock {
    final AtomicBoolean armed = new AtomicBoolean();

    @Override
    public Instant instant() {
      if (armed.getAndSet(false)) {
        throw new OutOfMemoryError("for this test");
      }
      return Instant.ofEpochSecond(1_700_000_000);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  @DisplayName("R4.8 R11.3 an error on the secondary is told, and the next connection works again")
  void told() throws Exception {
    FailingClock clock = new FailingClock();
    try (PairRig rig = new PairRig(temp)) {
      rig.clock = clock;
      rig.mine.file("a", "1");
      assertThat(rig.connect().committed()).isTrue();
      rig.mine.file("a", "2");
      clock.armed.set(true);
      CompletableFuture<CycleResult> unused = rig.primary.requestCycle();
      assertThat(rig.awaitEnd() + rig.awaitEnd()).contains("for this test");
      assertThat(rig.connect().committed()).isTrue();
      assertThat(rig.theirs.path("a")).hasContent("2");
    }
  }
}
