package org.sbs.core.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IssuerKeyTest {
  private static final byte[] BYTES = new byte[32];

  static {
    for (int i = 0; i < BYTES.length; i++) {
      BYTES[i] = (byte) (7 * i);
    }
  }

  @Test
  @DisplayName("R7.5 an issuer's key survives being written and read")
  void roundTrip() {
    String text = IssuerKey.of(BYTES).text();
    assertThat(text).startsWith("SBS-ISSUER-").hasSize(59);
    assertThat(IssuerKey.parse(text).bytes()).isEqualTo(BYTES);
  }

  @Test
  @DisplayName("R7.5 an issuer's key with one wrong letter, cut, or of another kind is refused")
  void slips() {
    String text = IssuerKey.of(BYTES).text();
    char wrong = text.charAt(20) == 'A' ? 'B' : 'A';
    refused(text.substring(0, 20) + wrong + text.substring(21), "letters are wrong");
    refused(text.substring(0, 50), "too short or too long");
    refused(text + "AAAA", "too short or too long");
    refused(text.replace('_', '*').substring(0, 58) + "*", "letters that no issuer's key has");
    refused("AAAA", "begins with SBS-ISSUER-");
  }

  private static void refused(String text, String why) {
    assertThatThrownBy(() -> IssuerKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
