package org.sbs.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ExamplesTest {
  @Test
  @DisplayName("a failure names its example, and that one alone can be tried again")
  void again() {
    List<Long> tried = new ArrayList<>();
    Examples.each(10, Optional.empty(), random -> tried.add(random.nextLong()));
    assertThat(tried).hasSize(10).doesNotHaveDuplicates();
    long bad = tried.get(7);
    assertThatThrownBy(
            () ->
                Examples.each(
                    10,
                    Optional.empty(),
                    random -> assertThat(random.nextLong()).isNotEqualTo(bad)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("example 7 (again by -Dexample=7): ");
    List<Long> again = new ArrayList<>();
    Examples.each(10, Optional.of(7), random -> again.add(random.nextLong()));
    assertThat(again).containsExactly(bad);
  }
}
