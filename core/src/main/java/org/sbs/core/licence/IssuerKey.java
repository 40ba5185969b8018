package org.sbs.core.licence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;

/**
 * The public key of who issues licences, as the settings name it: the letters {@value #PREFIX} and
 * 48 letters for the 32 bytes of an Ed25519 key and four by which a slip of the pen is noticed.
 * Immutable.
 */
public final class IssuerKey {
  private static final String PREFIX = "SBS-ISSUER-";
  private static final int KEY_BYTES = 32;
  private static final int CHECK_BYTES = 4;

  private final byte[] key;

  private IssuerKey(byte[] key) {
    this.key = key;
  }

  /** With the 32 bytes of an Ed25519 public key, as RFC 8032 writes them. */
  public static IssuerKey of(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + key.length);
    }
    return new IssuerKey(key.clone());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws ReasonException if it is something else
   */
  public static IssuerKey parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new ReasonException(Reason.of(ReasonCode.ISSUER_KEY_PREFIX).with("prefix", PREFIX));
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new ReasonException(Reason.of(ReasonCode.ISSUER_KEY_LETTERS));
    }
    if (bytes.length != KEY_BYTES + CHECK_BYTES) {
      throw new ReasonException(Reason.of(ReasonCode.ISSUER_KEY_LENGTH));
    }
    byte[] key = Arrays.copyOf(bytes, KEY_BYTES);
    if (!Arrays.equals(check(key), Arrays.copyOfRange(bytes, KEY_BYTES, bytes.length))) {
      throw new ReasonException(Reason.of(ReasonCode.ISSUER_KEY_CHECKSUM));
    }
    return new IssuerKey(key);
  }

  /** For the settings. */
  public String text() {
    byte[] bytes = Arrays.copyOf(key, KEY_BYTES + CHECK_BYTES);
    System.arraycopy(check(key), 0, bytes, KEY_BYTES, CHECK_BYTES);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return key.clone();
  }

  private static byte[] check(byte[] key) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key), CHECK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
