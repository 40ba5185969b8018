package org.sbs.server.link;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SNIHostName;

/**
 * The sign by which the peer's connection is told from a crowd's before the handshake costs
 * anything: the server name in its first TLS message holds a random number and a code over it that
 * needs the pair key. It decides about room alone, never about trust: that is the handshake's.
 *
 * <p>A node without it, of an older version, is served as before. Nothing of the key can be told
 * from it. Immutable.
 */
final class PreauthToken {
  private static final String ALGORITHM = "HmacSHA256";

  /** Nodes of all versions say it so. */
  private static final String LABEL = "sbs pair link, knock, version 1";

  private static final String SUFFIX = ".sbs";
  private static final int BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] key;
  private final SecureRandom random = new SecureRandom();

  private PreauthToken(byte[] key) {
    this.key = key;
  }

  /** The sign of a pair. */
  static PreauthToken of(PairKey pair) {
    return new PreauthToken(code(pair.secret(), LABEL.getBytes(StandardCharsets.US_ASCII)));
  }

  /** A fresh one, which is good for one connection. */
  SNIHostName fresh() {
    byte[] number = new byte[BYTES];
    random.nextBytes(number);
    return new SNIHostName(HEX.formatHex(number) + "." + proof(number) + SUFFIX);
  }

  /**
   * The proof that a server name carries, by which a second use is recognised; empty where the name
   * does not prove this pair's key.
   */
  Optional<String> read(String serverName) {
    String[] parts = serverName.split("\\.", -1);
    if (parts.length != 3 || !SUFFIX.equals("." + parts[2]) || parts[0].length() != 2 * BYTES) {
      return Optional.empty();
    }
    byte[] number;
    try {
      number = HEX.parseHex(parts[0]);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    boolean right =
        MessageDigest.isEqual(
            proof(number).getBytes(StandardCharsets.US_ASCII),
            parts[1].getBytes(StandardCharsets.UTF_8));
    return right ? Optional.of(HEX.formatHex(number)) : Optional.empty();
  }

  private String proof(byte[] number) {
    return HEX.formatHex(Arrays.copyOf(code(key, number), BYTES));
  }

  private static byte[] code(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no HMAC with SHA-256.", e);
    }
  }
}
