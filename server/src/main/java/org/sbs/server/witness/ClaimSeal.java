package org.sbs.server.witness;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What only a node with the pair key can write, and any node of the pair can verify: HMAC with
 * SHA-256, of which 128 bits are kept. Immutable.
 */
public final class ClaimSeal {
  /** How many hexadecimal digits a seal has. */
  static final int DIGITS = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> keys;

  private ClaimSeal(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * Seals by a key, and believes seals of any of some keys.
   *
   * @param key by which this node seals
   * @param former keys whose seals still hold, where the pair key was changed
   */
  public static ClaimSeal of(byte[] key, List<byte[]> former) {
    List<SecretKeySpec> all = new ArrayList<>(List.of(new SecretKeySpec(key, ALGORITHM)));
    former.forEach(old -> all.add(new SecretKeySpec(old, ALGORITHM)));
    return new ClaimSeal(List.copyOf(all));
  }

  /** The seal of a text. */
  String seal(String text) {
    return seal(keys.get(0), text);
  }

  private static String seal(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(whole, 0, DIGITS / 2);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no HMAC with SHA-256.", e);
    }
  }

  /** Whether that is a seal of the text by a key that holds. */
  boolean isSealed(String text, String seal) {
    byte[] given = seal.getBytes(StandardCharsets.US_ASCII);
    return keys.stream()
        .anyMatch(
            key ->
                MessageDigest.isEqual(seal(key, text).getBytes(StandardCharsets.US_ASCII), given));
  }
}
