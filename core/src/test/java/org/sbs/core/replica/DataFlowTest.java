package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.core.replica.DataFlow.Ends;

/** A way that lets heartbeats through and not data. */
final class DataFlowTest {
  private static DataFlow beats(
      int count, int gapMs, long sent, long got, long step, boolean waits) {
    DataFlow flow = DataFlow.NONE;
    for (int i = 0; i < count; i++) {
      Ends ends = new Ends(sent + i * step, got + i * step, waits);
      flow = flow.after(ends, TimeUnit.MILLISECONDS.toNanos((long) i * gapMs));
    }
    return flow;
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("R4.16 what was sent and does not arrive, while heartbeats do, is lost on the way")
  @CsvSource({
    "large packets are dropped, 160, 100, 65536, 700, 0, true, true",
    "for a moment, 140, 100, 65536, 700, 0, true, false",
    "heartbeats are rare, 17, 1000, 65536, 700, 0, true, true",
    "nothing arrived at all, 160, 100, 1, 0, 0, true, true",
    "nothing was sent, 1000, 100, 700, 700, 0, true, false",
    "a slow way, 1000, 100, 65536, 700, 1, true, false",
    "the receiver is busy, 1000, 100, 65536, 700, 0, false, false",
    "told after the sender counted, 1000, 100, 700, 65536, 0, true, false",
    "heartbeats stop and begin again, 2, 600000, 65536, 700, 0, true, false",
  })
  void lost(
      String what,
      int count,
      int gapMs,
      long sent,
      long got,
      long step,
      boolean waits,
      boolean is) {
    assertThat(beats(count, gapMs, sent, got, step, waits).isLost()).as(what).isEqualTo(is);
  }

  @ParameterizedTest
  @DisplayName("R4.16 one byte that arrives, or a receiver that does something else, ends it")
  @CsvSource({"701, true", "700, false", "65536, true"})
  void ends(long got, boolean waits) {
    DataFlow lost = beats(160, 100, 65536, 700, 0, true);
    assertThat(lost.after(new Ends(65536, got, waits), lost.atNanos() + 1).isLost()).isFalse();
  }

  @Test
  @DisplayName("R4.16 a handshake that begins anew says nothing; one that gets farther ends it")
  void newAttempts() {
    DataFlow flow = beats(160, 100, 1500, 0, 0, true);
    assertThat(flow.isLost()).isTrue();
    for (int attempt = 0; attempt < 3; attempt++) {
      // It connects, it has begun, it has said all: as far as the one before.
      for (Ends ends :
          List.of(new Ends(0, 0, false), new Ends(200, 0, true), new Ends(1500, 0, true))) {
        flow = flow.after(ends, flow.atNanos() + 100);
        assertThat(flow.isLost()).as("attempt %d, %s", attempt, ends).isTrue();
      }
    }
    DataFlow arrives = flow.after(new Ends(1480, 1480, true), flow.atNanos() + 100);
    assertThat(arrives.isLost()).as("signatures differ in length").isFalse();
    DataFlow begins = DataFlow.NONE.after(new Ends(1500, 700, true), 1);
    assertThat(begins.after(new Ends(0, 0, true), 2).isLost()).isFalse();
  }
}
