package org.sbs.core.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes through many random lives: starts, edits, meetings, broken meetings, crashes. */
class PairOptionsPropertyTest {
  private static final int LIVES = 3_000;
  private static final List<FileOptions> FILES =
      List.of(
          Options.silent(),
          Options.strict(false),
          Options.strict(true),
          Options.folders(),
          Options.folders("/srv/a"),
          Options.folders("/srv/a", "/srv/b"),
          Options.mailTo(""),
          Options.mailTo("anna@plant.example"),
          Options.mailTo("bert@plant.example"));

  private static FileOptions any(Random random) {
    return FILES.get(random.nextInt(FILES.size()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7})
  @DisplayName("R4.4 two nodes that meet have the same options, whatever happened before")
  void converge(long seed) {
    Random random = new Random(seed);
    for (int life = 0; life < LIVES; life++) {
      PairNode a = new PairNode(Options.A);
      PairNode b = new PairNode(Options.B);
      int steps = random.nextInt(30);
      for (int step = 0; step < steps; step++) {
        PairNode one = random.nextBoolean() ? a : b;
        PairNode other = one == a ? b : a;
        switch (random.nextInt(5)) {
          case 0 -> one.start(any(random));
          case 1 -> one.start();
          case 2 -> one.lead(other);
          case 3 -> one.decide(other); // and the link breaks, or the secondary crashes
          default -> {
            // The primary's disk fails, and its secondary hears what it had.
            other.hear(one);
          }
        }
      }
      PairNode primary = random.nextBoolean() ? a : b;
      primary.lead(primary == a ? b : a);
      assertThat(a.inForce).as("seed %s, life %s", seed, life).isEqualTo(b.inForce);
      PairNode next = random.nextBoolean() ? a : b;
      PairOptions before = a.inForce;
      next.lead(next == a ? b : a);
      assertThat(a.inForce).as("a second meeting changes nothing").isEqualTo(before);
      assertThat(b.inForce).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("R4.4 a change that nobody else opposed holds on both after the next meeting")
  void unopposedHolds() {
    Random random = new Random(8);
    for (int life = 0; life < LIVES; life++) {
      PairNode a = new PairNode(Options.A).start();
      PairNode b = new PairNode(Options.B).start();
      for (int change = 0; change < 10; change++) {
        PairNode changed = random.nextBoolean() ? a : b;
        boolean was = changed.file.strict().value();
        changed.start(Options.strict(!was));
        PairNode primary = random.nextBoolean() ? a : b;
        PairNode secondary = primary == a ? b : a;
        if (random.nextBoolean()) {
          primary.decide(secondary); // the first attempt breaks off in the midst
          PairNode swapped = random.nextBoolean() ? primary : secondary;
          swapped.lead(swapped == a ? b : a);
        } else {
          primary.lead(secondary);
        }
        assertThat(a.inForce.strict().value()).isEqualTo(!was);
        assertThat(b.inForce.strict().value()).isEqualTo(!was);
        assertThat(a.inForce.strict().overridden()).isEmpty();
      }
    }
  }
}
