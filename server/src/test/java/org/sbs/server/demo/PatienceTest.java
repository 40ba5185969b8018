package org.sbs.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long the demonstration waits, with a clock that the tests set. */
class PatienceTest {
  private static final Duration LONG = Patience.STILL.plusSeconds(1);

  private final AtomicLong clock = new AtomicLong(-5);
  private final Patience patience = new Patience(clock::get);

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private void lookOften(Object howFar) {
    for (int i = 0; i < Patience.LOOKS; i++) {
      assertThat(patience.ended(howFar)).isEmpty();
    }
  }

  @Test
  @DisplayName("R7.2 a step may be as slow as the machine is, while something goes on")
  void slow() {
    for (int step = 1; step <= 10; step++) {
      lookOften(step);
      pass(LONG);
    }
    assertThat(patience.ended(11)).isEmpty();
  }

  @Test
  @DisplayName("R7.2 it is given up when nothing at all goes on")
  void still() {
    lookOften("the same");
    assertThat(patience.ended("the same")).isEmpty();
    pass(LONG);
    assertThat(patience.ended("the same")).get().asString().contains("nothing has changed for 60");
  }

  @Test
  @DisplayName("R7.2 time in which the demonstration itself was held up does not count")
  void heldUp() {
    assertThat(patience.ended("the same")).isEmpty();
    pass(LONG);
    assertThat(patience.ended("the same")).as("it looked once in that time").isEmpty();
    assertThat(patience.ended("another")).isEmpty();
  }

  @Test
  @DisplayName("R7.2 what goes on without an end is given up too")
  void endless() {
    for (long step = 0; step < Patience.WHOLE.toSeconds(); step++) {
      assertThat(patience.ended(step)).isEmpty();
      pass(Duration.ofSeconds(1));
    }
    pass(Duration.ofSeconds(1));
    assertThat(patience.ended(-1)).get().asString().contains("more than 15 minutes");
  }
}
