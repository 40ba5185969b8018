package org.sbs.server.witness;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What only a node with the pair key can write, and any node of the pair can verify: HMAC with
 * SHA-256, of which 128 bits are kept. Safe for any thread.
 */
public final class ClaimSeal {
  /** How many hexadecimal digits a seal has. */
  static final int DIGITS = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final Supplier<Keys> keys;

  private ClaimSeal(Supplier<Keys> keys) {
    this.keys = keys;
  }

  /**
   * The keys at one time.
   *
   * @param sealing by which this node seals
   * @param former keys whose seals still hold, where the pair key was changed
   * @param settled whether the pair's other node believes seals of the first one for certain
   */
  public record Keys(SecretKeySpec sealing, List<SecretKeySpec> former, boolean settled) {
    /** Copies the list. */
    public Keys {
      former = List.copyOf(former);
    }

    /** Of the bytes of the keys. */
    public static Keys of(byte[] sealing, List<byte[]> former, boolean settled) {
      return new Keys(key(sealing), former.stream().map(ClaimSeal::key).toList(), settled);
    }
  }

  /**
   * Seals by a key, and believes seals of any of some keys.
   *
   * @param key by which this node seals
   * @param former keys whose seals still hold, where the pair key was changed
   */
  public static ClaimSeal of(byte[] key, List<byte[]> former) {
    Keys fixed = Keys.of(key, former, true);
    return new ClaimSeal(() -> fixed);
  }

  /** The same with keys that change while the node runs. */
  public static ClaimSeal of(Supplier<Keys> keys) {
    return new ClaimSeal(keys);
  }

  /** The seal of a text. */
  String seal(String text) {
    return seal(keys.get().sealing(), text);
  }

  /** Whether what was sealed by a former key may be sealed by the present one now. */
  boolean isSettled() {
    return keys.get().settled();
  }

  private static SecretKeySpec key(byte[] key) {
    return new SecretKeySpec(key, ALGORITHM);
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
    Keys now = keys.get();
    return Stream.concat(Stream.of(now.sealing()), now.former().stream())
        .anyMatch(
            key ->
                MessageDigest.isEqual(seal(key, text).getBytes(StandardCharsets.US_ASCII), given));
  }
}
