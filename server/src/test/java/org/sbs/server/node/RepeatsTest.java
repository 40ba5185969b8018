package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.server.node.Repeats.Held;
import org.sbs.server.node.Repeats.Row;

@DisplayName("R2.10 A row that repeats")
class RepeatsTest {
  private static final Row FULL =
      new Row("alert", "primary", 1, Reason.sentence("the disk is full"));
  private static final Row LOST =
      new Row("peer", "primary", 1, Reason.sentence("the secondary is gone"));

  private final Repeats repeats = new Repeats();

  @Test
  @DisplayName("R2.10 is written three times, and then becomes one with a count")
  void counted() {
    int written = 0;
    for (int i = 0; i < 100; i++) {
      written += repeats.admits(FULL, i) ? 1 : 0;
    }
    assertThat(written).isEqualTo(3);
    assertThat(repeats.admits(LOST, 100)).as("another row").isTrue();
    assertThat(repeats.due(59_999)).isEmpty();
    assertThat(repeats.due(60_000)).containsExactly(new Held(FULL, 97));
    assertThat(repeats.admits(FULL, 60_001)).as("a new minute").isTrue();
  }

  @Test
  @DisplayName("R2.10 seldom is written each time")
  void seldom() {
    for (int minute = 0; minute < 10; minute++) {
      long now = minute * 60_000L;
      assertThat(repeats.due(now)).isEmpty();
      assertThat(repeats.admits(FULL, now)).isTrue();
      assertThat(repeats.admits(FULL, now + 1)).isTrue();
    }
  }

  @Test
  @DisplayName("R2.10 is counted to the end when the node ends")
  void rest() {
    for (int i = 0; i < 5; i++) {
      repeats.admits(FULL, i);
    }
    assertThat(repeats.rest()).containsExactly(new Held(FULL, 2));
    assertThat(repeats.rest()).isEmpty();
  }
}
