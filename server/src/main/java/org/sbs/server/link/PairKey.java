package org.sbs.server.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;

/**
 * The secret that makes two nodes a pair: 128 random bits, the same on both (R10.1).
 *
 * <p>Its text form is 28 letters and digits in groups of four, in Crockford's base 32: upper and
 * lower case are the same, {@code O} is read as zero, {@code I} and {@code L} as one; hyphens and
 * spaces do not count. The last twelve bits are a checksum that finds every mistyped character,
 * every swapped pair of neighbours, and all but one of 4096 other errors.
 *
 * <p>Immutable. {@link #toString} does not reveal the key; {@link #text} does.
 */
public final class PairKey {
  private static final int KEY_BYTES = 16;
  private static final int NAME_BYTES = 8;
  private static final int CHECK_BITS = 12;
  private static final int TEXT_LENGTH = (KEY_BYTES * 8 + CHECK_BITS) / 5;
  private static final int GROUP = 4;
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final byte[] secret;

  private PairKey(byte[] secret) {
    this.secret = secret;
  }

  /** A fresh key from the platform's secure random source. */
  public static PairKey generate() {
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    return new PairKey(secret);
  }

  /**
   * Reads a key as a person typed it.
   *
   * @throws ReasonException for a wrong character with its position, a wrong length, or a checksum
   *     that does not fit; the reason does not repeat the key
   */
  public static PairKey parse(String typed) {
    int[] digits = digits(typed);
    byte[] bits = new byte[TEXT_LENGTH * 5];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (byte) ((digits[i / 5] >> (4 - i % 5)) & 1);
    }
    byte[] secret = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES * 8; i++) {
      secret[i / 8] |= (byte) (bits[i] << (7 - i % 8));
    }
    int check = 0;
    for (int i = KEY_BYTES * 8; i < bits.length; i++) {
      check = check << 1 | bits[i];
    }
    if (check != checksum(secret)) {
      throw new ReasonException(Reason.of(ReasonCode.PAIR_KEY_CHECKSUM));
    }
    return new PairKey(secret);
  }

  /**
   * Reads the key that {@link #write} stored.
   *
   * @throws IOException when there is none, when users other than its owner have any right to it
   *     (where the platform knows POSIX rights), or when it holds no valid key; the message names
   *     the file and the remedy
   */
  public static PairKey read(Path file) throws IOException {
    return PairKeyFile.read(file);
  }

  /**
   * Stores the key so that only the owner can read it. When this returns, the file is durable.
   *
   * @param replace whether a file that is there already may be replaced
   * @throws java.nio.file.FileAlreadyExistsException when it is there and may not
   */
  public void write(Path file, boolean replace) throws IOException {
    PairKeyFile.write(this, file, replace);
  }

  /** The key in its readable form: whoever sees it can join the pair. */
  public String text() {
    StringBuilder text = new StringBuilder();
    int check = checksum(secret);
    for (int digit = 0; digit < TEXT_LENGTH; digit++) {
      if (digit > 0 && digit % GROUP == 0) {
        text.append('-');
      }
      int value = 0;
      for (int bit = digit * 5; bit < digit * 5 + 5; bit++) {
        int inCheck = bit - KEY_BYTES * 8;
        int next =
            inCheck < 0 ? secret[bit / 8] >> (7 - bit % 8) : check >> (CHECK_BITS - 1 - inCheck);
        value = value << 1 | (next & 1);
      }
      text.append(DIGITS.charAt(value));
    }
    return text.toString();
  }

  /**
   * A name for the pair, for places that several pairs share: the same on both nodes, another for
   * every key, and nothing of the key can be told from it. 16 hexadecimal digits.
   */
  public String pairName() {
    return HexFormat.of().formatHex(derived("sbs pair name, version 1"), 0, NAME_BYTES);
  }

  /** A key of its own for the pair's claims at a witness: 256 bits, the same on both nodes. */
  public byte[] claimKey() {
    return derived("sbs witness claims, version 1");
  }

  /**
   * A name for this key, by which nodes tell each other which one they mean; nothing of the key can
   * be told from it. 16 hexadecimal digits.
   */
  public String id() {
    return HexFormat.of().formatHex(derived("sbs pair key id, version 1"), 0, NAME_BYTES);
  }

  private byte[] derived(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no HMAC with SHA-256.", e);
    }
  }

  /** A copy of the 128 bits. */
  byte[] secret() {
    return secret.clone();
  }

  private static int[] digits(String typed) {
    int[] digits = new int[TEXT_LENGTH];
    int count = 0;
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (c == '-' || Character.isWhitespace(c)) {
        continue;
      }
      int value = DIGITS.indexOf(forgiven(c));
      if (value < 0) {
        throw new ReasonException(
            Reason.of(ReasonCode.PAIR_KEY_LETTER).with("letter", shown(c)).with("position", i + 1));
      }
      if (count < TEXT_LENGTH) {
        digits[count] = value;
      }
      count++;
    }
    if (count != TEXT_LENGTH) {
      throw new ReasonException(
          Reason.of(count < TEXT_LENGTH ? ReasonCode.PAIR_KEY_SHORT : ReasonCode.PAIR_KEY_LONG)
              .with("all", TEXT_LENGTH)
              .with("some", count)
              .with("count", Math.abs(TEXT_LENGTH - count)));
    }
    return digits;
  }

  private static String shown(char c) {
    return c > ' ' && c < 0x7f ? "'" + c + "'" : String.format(Locale.ROOT, "U+%04X", (int) c);
  }

  private static char forgiven(char c) {
    // Only ASCII is folded: other alphabets have letters whose upper case falls among ours.
    char upper = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    return switch (upper) {
      case 'O' -> '0';
      case 'I', 'L' -> '1';
      default -> upper;
    };
  }

  /** CRC-12 (0x80F): any error within twelve neighbouring bits, two characters, is found. */
  private static int checksum(byte[] secret) {
    int crc = 0xFFF;
    for (byte b : secret) {
      for (int bit = 7; bit >= 0; bit--) {
        int feedback = (crc >> (CHECK_BITS - 1) ^ b >> bit) & 1;
        crc = (crc << 1 & 0xFFF) ^ (feedback == 1 ? 0x80F : 0);
      }
    }
    return crc;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairKey key && MessageDigest.isEqual(secret, key.secret);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(secret);
  }

  /** Says only that this is a pair key. */
  @Override
  public String toString() {
    return "PairKey[secret]";
  }
}
