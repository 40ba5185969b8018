package org.sbs.core.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName("R10.10 a number is raised exactly, and never wraps")
  void raised(Bound bound) {
    assertThat(bound.next(0)).isEqualTo(1);
    assertThat(bound.next(bound.most() - 1)).isEqualTo(bound.most());
    for (long end : new long[] {bound.most(), Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> bound.next(end)).isInstanceOf(ArithmeticException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("R10.10 what is believed lies within the limits, whatever is said and known")
  void plausible(Bound bound) {
    long[] edges = {
      Long.MIN_VALUE, -1, 0, 1, bound.jump(), bound.jump() + 1, bound.most(), Long.MAX_VALUE
    };
    Random random = new Random(10_10);
    for (int round = 0; round < 10_000; round++) {
      long value = pick(edges, random);
      long known = pick(edges, random);
      boolean believed = bound.isPlausible(value, known);
      assertThat(believed && !bound.allows(value)).isFalse();
      if (bound.allows(value) && bound.allows(known)) {
        assertThat(believed).isEqualTo(value - known <= bound.jump());
      }
    }
    assertThat(bound.isPlausible(bound.most(), Long.MAX_VALUE)).isTrue();
    assertThat(bound.isPlausible(bound.jump() + 1, Long.MIN_VALUE)).isFalse();
  }

  private static long pick(long[] edges, Random random) {
    return random.nextBoolean()
        ? edges[random.nextInt(edges.length)]
        : random.nextLong() >> random.nextInt(Long.SIZE);
  }
}
