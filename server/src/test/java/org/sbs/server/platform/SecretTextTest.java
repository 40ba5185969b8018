package org.sbs.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Secrets in files. */
final class SecretTextTest {
  private static final String SECRET = "Straße 東 \"quoted\" \\ end";

  @Test
  @DisplayName("R8.3 a secret that was kept is the secret that comes back")
  void backAndForth() throws Exception {
    assertThat(SecretText.open(SecretText.seal(SECRET))).isEqualTo(SECRET);
  }

  @Test
  @DisplayName("R8.3 a secret that was written by hand is taken as it is")
  void byHand() throws Exception {
    assertThat(SecretText.open("hand-written")).isEqualTo("hand-written");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("R8.3 what Windows has encrypted is not taken for the secret elsewhere")
  void fromWindows() {
    assertThatThrownBy(() -> SecretText.open("dpapi:AAAA"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can be read only there");
  }
}
