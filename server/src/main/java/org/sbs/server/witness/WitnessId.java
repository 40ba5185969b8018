package org.sbs.server.witness;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.bound.Bound;

/**
 * What stands in the file {@code id} of a witness folder. Immutable.
 *
 * @param id tells this witness from others: 32 hexadecimal digits
 * @param sealedSince the newest epoch that was claimed before claims were sealed, 0 for none; empty
 *     while a node of SBS 0.1.0 may take part, whose claims are not sealed
 */
record WitnessId(String id, OptionalLong sealedSince) {
  private static final Pattern PLAIN = Pattern.compile("sbs-witness 1 ([0-9a-f]{32})\n");
  private static final Pattern SEALED =
      Pattern.compile("(sbs-witness 2 ([0-9a-f]{32}) (\\d{20})) ([0-9a-f]{32})\n");

  /**
   * A line that SBS 0.1.0 does not know: it says that the folder is damaged, and claims nothing.
   */
  byte[] bytes(ClaimSeal seal) {
    if (sealedSince.isEmpty()) {
      return ("sbs-witness 1 " + id + "\n").getBytes(StandardCharsets.US_ASCII);
    }
    String text = String.format(Locale.ROOT, "sbs-witness 2 %s %020d", id, sealedSince.getAsLong());
    return (text + " " + seal.seal(text) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** How claims are written in that folder. */
  ClaimForm form(ClaimSeal seal) {
    return sealedSince.isPresent() ? new SealedClaims(id, seal) : new PlainClaims();
  }

  /** Whether a file of that name is a claim there, or was one before claims were sealed. */
  boolean isClaim(String name, ClaimSeal seal, long knownEpoch) {
    return form(seal).epoch(name, knownEpoch).isPresent() || isFormer(name);
  }

  /** Whether it is a claim from before claims were sealed. */
  boolean isFormer(String name) {
    return sealedSince.isPresent()
        && new PlainClaims()
            .epoch(name, sealedSince.getAsLong()).stream()
                .anyMatch(epoch -> epoch <= sealedSince.getAsLong());
  }

  /** Whether that is, sealed by whatever key, the file of a witness. */
  static boolean isSealed(byte[] bytes) {
    return SEALED.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).matches();
  }

  /** Whether that is, sealed by whatever key, the file of the witness with that id. */
  static boolean isOf(byte[] bytes, String id) {
    Matcher sealed = SEALED.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    return sealed.matches() && sealed.group(2).equals(id);
  }

  /** Reads it; empty if no node of the pair can have written it so. */
  static Optional<WitnessId> parse(byte[] bytes, ClaimSeal seal) {
    String line = new String(bytes, StandardCharsets.ISO_8859_1);
    Matcher plain = PLAIN.matcher(line);
    if (plain.matches()) {
      return Optional.of(new WitnessId(plain.group(1), OptionalLong.empty()));
    }
    Matcher sealed = SEALED.matcher(line);
    if (!sealed.matches() || !seal.isSealed(sealed.group(1), sealed.group(4))) {
      return Optional.empty();
    }
    OptionalLong since = PlainClaims.number(sealed.group(3));
    return since.isPresent() && Bound.EPOCH.allows(since.getAsLong())
        ? Optional.of(new WitnessId(sealed.group(2), since))
        : Optional.empty();
  }
}
