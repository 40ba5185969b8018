package org.sbs.core.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;

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
    refused(text.substring(0, 20) + wrong + text.substring(21), ReasonCode.ISSUER_KEY_CHECKSUM);
    refused(text.substring(0, 50), ReasonCode.ISSUER_KEY_LENGTH);
    refused(text + "AAAA", ReasonCode.ISSUER_KEY_LENGTH);
    refused(text.replace('_', '*').substring(0, 58) + "*", ReasonCode.ISSUER_KEY_LETTERS);
    refused("AAAA", ReasonCode.ISSUER_KEY_PREFIX);
  }

  private static void refused(String text, ReasonCode why) {
    assertThatThrownBy(() -> IssuerKey.parse(text))
        .isInstanceOfSatisfying(
            ReasonException.class, e -> assertThat(e.reason().code()).isEqualTo(why));
  }
}
