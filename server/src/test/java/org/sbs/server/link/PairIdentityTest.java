package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PairIdentityTest {
  private static X509Certificate certificate(PairKey key) {
    PairKeyManager keys = (PairKeyManager) PairIdentity.of(key).keys();
    return keys.getCertificateChain("")[0];
  }

  @Test
  @DisplayName("R10.1 one key gives one certificate key, in every version of the program")
  void pinned() throws Exception {
    // Both were computed apart from this program, from the definitions of CRC, HKDF and P-256.
    PairKey key = PairKey.parse("0123-4567-89AB-CDEF-GHJK-MNPQ-RPSC");
    byte[] publicKey = certificate(key).getPublicKey().getEncoded();
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(publicKey)))
        .isEqualTo("74b2725d9c91a270d918a13c46b89091d492b629e73a5af0b2576d711b034aeb");
    assertThat(certificate(PairKey.generate()).getPublicKey().getEncoded()).isNotEqualTo(publicKey);
  }

  @Test
  @DisplayName("R10.1 the certificate is valid whatever a machine takes for the date")
  void dates() throws Exception {
    X509Certificate certificate = certificate(PairKey.generate());
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getNotBefore()).isBefore("1950-01-02");
    assertThat(certificate.getNotAfter()).isAfter("9999-12-30");
  }
}
