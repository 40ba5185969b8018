package org.sbs.server.sync.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.server.sync.Faults;

/** Files that are written while others arrive. */
final class StageWritersTest {
  private final StageWriters writers = StageWriters.inAnyOrder();
  private final AtomicInteger done = new AtomicInteger();

  @Test
  @DisplayName("R4.8 all is written when the cycle is to be committed")
  void allWritten() throws Exception {
    for (int i = 0; i < 1000; i++) {
      writers.run(done::incrementAndGet);
    }
    writers.finish();
    assertThat(done).hasValue(1000);
  }

  @Test
  @DisplayName("R4.8 parts of one file are written in their order, also when they have to wait")
  void inOrder() throws Exception {
    StageWriters parts = StageWriters.inOrder();
    List<Integer> written = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      parts.run(() -> written.add(number));
    }
    parts.finish();
    assertThat(written).isEqualTo(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  @DisplayName("R4.8 R11.3 of two failures the first counts, whichever happened first")
  void firstFailure() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    for (int i = 0; i < StageWriters.FEW; i++) {
      writers.run(done::incrementAndGet);
    }
    writers.run(
        () -> {
          awaitOpen(second);
          throw new IOException("first");
        });
    writers.run(
        () -> {
          second.countDown();
          throw new IOException("second");
        });
    assertThatThrownBy(writers::finish).isInstanceOf(IOException.class).hasMessage("first");
    assertThatThrownBy(() -> writers.run(done::incrementAndGet)).hasMessage("first");
    assertThat(done).hasValue(StageWriters.FEW);
  }

  @Test
  @DisplayName("R4.8 a crash while files are written is one of the whole commit")
  void crash() throws Exception {
    for (int i = 0; i < StageWriters.FEW; i++) {
      writers.run(done::incrementAndGet);
    }
    writers.run(
        () -> {
          throw new Faults.Crash("here");
        });
    assertThatThrownBy(writers::finish).isInstanceOf(Faults.Crash.class);
  }

  private static void awaitOpen(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
