package org.sbs.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RetryTest {
  @Test
  @DisplayName("R8.3 what fails is tried again after 15 s, then ever later, a quarter hour at most")
  void retries() {
    assertThat(Retry.waitNanos(1)).isEqualTo(Duration.ofSeconds(15).toNanos());
    assertThat(Retry.waitNanos(2)).isEqualTo(Duration.ofSeconds(30).toNanos());
    assertThat(Retry.waitNanos(7)).isEqualTo(Duration.ofMinutes(15).toNanos());
    assertThat(Retry.waitNanos(1_000_000)).isEqualTo(Duration.ofMinutes(15).toNanos());
  }
}
