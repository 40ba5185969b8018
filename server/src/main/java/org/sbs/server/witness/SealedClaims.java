package org.sbs.server.witness;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.bound.Bound;

/**
 * Claims whose names and contents carry the pair's seal. Nobody else can make one, nor the name of
 * the next one: so what the pair's nodes contend for cannot be taken from them, and a claim that is
 * not whole is one of theirs all the same.
 */
final class SealedClaims implements ClaimForm {
  private static final Pattern NAME = Pattern.compile("claim-(\\d{20})-([0-9a-f]{32})");
  private static final Pattern LINE = Pattern.compile("(sbs-claim 2 .+) ([0-9a-f]{32})\n");

  private final String witnessId;
  private final ClaimSeal seal;

  /**
   * Claims of one witness.
   *
   * @param witnessId a seal holds in this folder alone
   */
  SealedClaims(String witnessId, ClaimSeal seal) {
    this.witnessId = witnessId;
    this.seal = seal;
  }

  @Override
  public String name(long epoch) {
    return String.format(Locale.ROOT, "claim-%020d-%s", epoch, seal.seal(nameText(epoch)));
  }

  private String nameText(long epoch) {
    return "claim name " + witnessId + " " + epoch;
  }

  @Override
  public OptionalLong epoch(String name, long knownEpoch) {
    Matcher parts = NAME.matcher(name);
    OptionalLong epoch =
        parts.matches() ? PlainClaims.number(parts.group(1)) : OptionalLong.empty();
    boolean ours =
        epoch.isPresent()
            && Bound.EPOCH.allows(epoch.getAsLong())
            && seal.isSealed(nameText(epoch.getAsLong()), parts.group(2));
    return ours ? epoch : OptionalLong.empty();
  }

  @Override
  public byte[] bytes(Claim claim) {
    String text = "sbs-claim 2 " + claim.text();
    String line = text + " " + seal.seal(contentText(text)) + "\n";
    return line.getBytes(StandardCharsets.US_ASCII);
  }

  private String contentText(String text) {
    return "claim " + witnessId + " " + text;
  }

  @Override
  public Optional<Claim> read(byte[] bytes) {
    Matcher line = LINE.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!line.matches() || !seal.isSealed(contentText(line.group(1)), line.group(2))) {
      return Optional.empty();
    }
    return Claim.ofText(line.group(1).substring("sbs-claim 2 ".length()));
  }

  @Override
  public boolean isSealed() {
    return true;
  }
}
