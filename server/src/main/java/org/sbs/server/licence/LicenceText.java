package org.sbs.server.licence;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.licence.IssuerKey;
import org.sbs.core.licence.Licence;
import org.sbs.core.licence.LicenceKind;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * A licence as text that survives mail: {@value #PREFIX}, what is signed, a dot, and the signature,
 * both in Base64. What is signed are lines {@code name=value}: {@code node}, {@code kind}, {@code
 * holder} and, where it ends, {@code expires}. Blanks and line breaks within the text do not count.
 */
public final class LicenceText {
  /** Longer texts are no licences, in characters. */
  public static final int MOST_CHARACTERS = 4096;

  private static final String PREFIX = "SBS-LICENCE-1.";
  private static final int MOST_HOLDER = 200;

  /** The 64 bytes of an Ed25519 signature in Base64. */
  private static final int SIGNATURE_CHARACTERS = 86;

  private static final Reason AGAIN = Reason.of(ReasonCode.LICENCE_COPY_AGAIN);

  /** What an X.509 Ed25519 key has before its 32 bytes. */
  private static final byte[] X509 = {0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0};

  private LicenceText() {}

  /**
   * Signs a licence.
   *
   * @throws LicenceException when it holds something that cannot be written
   */
  public static String write(Licence licence, IssuerPair issuer) throws LicenceException {
    String holder = licence.holder().strip();
    if (holder.isEmpty()
        || holder.length() > MOST_HOLDER
        || holder.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028)) {
      throw new LicenceException(
          Reason.of(ReasonCode.LICENCE_HOLDER_WRONG).with("most", MOST_HOLDER),
          Reason.of(ReasonCode.LICENCE_NAME_HOLDER));
    }
    if (!licence.nodeId().matches("[0-9a-f]{32}")) {
      throw new LicenceException(
          Reason.of(ReasonCode.LICENCE_NODE_WRONG), Reason.of(ReasonCode.LICENCE_COPY_NODE));
    }
    StringBuilder lines = new StringBuilder();
    lines.append("node=").append(licence.nodeId()).append('\n');
    lines.append("kind=").append(licence.kind().word()).append('\n');
    lines.append("holder=").append(holder).append('\n');
    licence.expires().ifPresent(day -> lines.append("expires=").append(day).append('\n'));
    byte[] content = lines.toString().getBytes(StandardCharsets.UTF_8);
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return PREFIX
        + base64.encodeToString(content)
        + "."
        + base64.encodeToString(issuer.sign(signed(content)));
  }

  /** Whether a text may be meant as a licence. */
  public static boolean looksLikeOne(String text) {
    return text.strip().startsWith(PREFIX);
  }

  /**
   * Checks the signature and reads the licence.
   *
   * @throws LicenceException with what is wrong and the remedy
   */
  public static Licence read(String text, IssuerKey issuer) throws LicenceException {
    if (text.length() > MOST_CHARACTERS) {
      throw new LicenceException(Reason.of(ReasonCode.LICENCE_TOO_LONG), AGAIN);
    }
    String packed = text.replaceAll("\\s", "");
    if (packed.isEmpty()) {
      throw new LicenceException(Reason.of(ReasonCode.LICENCE_EMPTY), AGAIN);
    }
    if (!packed.startsWith(PREFIX)) {
      throw new LicenceException(
          Reason.of(ReasonCode.LICENCE_NOT_ONE).with("prefix", PREFIX), AGAIN);
    }
    List<String> parts = List.of(packed.substring(PREFIX.length()).split("\\.", -1));
    if (parts.size() != 2 || parts.get(1).length() < SIGNATURE_CHARACTERS) {
      throw new LicenceException(Reason.of(ReasonCode.LICENCE_CUT), AGAIN);
    }
    byte[] content;
    byte[] signature;
    try {
      content = decoded(parts.get(0));
      signature = decoded(parts.get(1));
    } catch (IllegalArgumentException e) {
      throw new LicenceException(Reason.of(ReasonCode.LICENCE_GARBLED), AGAIN, e);
    }
    if (!isSigned(content, signature, issuer)) {
      throw new LicenceException(
          Reason.of(ReasonCode.LICENCE_OTHER_ISSUER), Reason.of(ReasonCode.LICENCE_COMPARE_ISSUER));
    }
    return parse(content);
  }

  /** A last letter has bits that mean nothing: with others than the issuer's it was changed. */
  private static byte[] decoded(String part) {
    byte[] bytes = Base64.getUrlDecoder().decode(part);
    if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
      throw new IllegalArgumentException("not as it is written");
    }
    return bytes;
  }

  private static boolean isSigned(byte[] content, byte[] signature, IssuerKey issuer) {
    try {
      byte[] x509 = ByteBuffer.allocate(X509.length + 32).put(X509).put(issuer.bytes()).array();
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(signed(content));
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      // A signature of another length, or a key that is no point of the curve: signed by nobody.
      return false;
    }
  }

  /** So that the issuer's key never signs anything that could be taken for something else. */
  private static byte[] signed(byte[] content) {
    byte[] prefix = PREFIX.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(prefix.length + content.length).put(prefix).put(content).array();
  }

  private static Licence parse(byte[] content) throws LicenceException {
    try {
      Map<String, String> values = new LinkedHashMap<>();
      String lines =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      for (String line : lines.lines().toList()) {
        int cut = line.indexOf('=');
        if (cut < 1 || values.put(line.substring(0, cut), line.substring(cut + 1)) != null) {
          throw newer();
        }
      }
      Optional<LocalDate> expires =
          Optional.ofNullable(values.remove("expires")).map(LocalDate::parse);
      String node = values.remove("node");
      String holder = values.remove("holder");
      String kind = values.remove("kind");
      // A condition that this version does not know must not be passed over.
      if (node == null || holder == null || kind == null || !values.isEmpty()) {
        throw newer();
      }
      LicenceKind known = LicenceKind.find(kind).orElseThrow(LicenceText::newer);
      return new Licence(known, node, holder, expires);
    } catch (CharacterCodingException | DateTimeException e) {
      throw newer();
    }
  }

  private static LicenceException newer() {
    return new LicenceException(
        Reason.of(ReasonCode.LICENCE_NEWER), Reason.of(ReasonCode.LICENCE_UPGRADE));
  }
}
