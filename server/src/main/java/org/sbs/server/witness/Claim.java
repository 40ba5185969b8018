package org.sbs.server.witness;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.sbs.core.bound.Bound;

/**
 * What stands in the file of a claim: one line, always of the same length, so that a renewal
 * replaces exactly what stood there, and with a checksum or a seal, so that half a renewal is not
 * taken for a whole one. Immutable.
 *
 * @param epoch that is claimed
 * @param node who claims it: 32 hexadecimal digits
 * @param counter of renewals; only rises
 * @param released whether the claim was given up
 */
record Claim(long epoch, String node, long counter, boolean released) {
  /** More than this is not read from any file of the witness. */
  static final int LONGEST_BYTES = 1024;

  private static final Pattern TEXT =
      Pattern.compile("(\\d{20}) ([0-9a-f]{32}) (\\d{20}) (held|free)");
  private static final Pattern LINE = Pattern.compile("(sbs-claim 1 (.+)) ([0-9a-f]{8})\n");

  /** Checks the numbers. */
  Claim {
    Bound.EPOCH.require(epoch);
    Bound.RENEWAL.require(counter);
  }

  /** What it says, without what vouches for it. */
  String text() {
    return String.format(
        Locale.ROOT, "%020d %s %020d %s", epoch, node, counter, released ? "free" : "held");
  }

  /** The claim that says that; empty if nothing can say it. */
  static Optional<Claim> ofText(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    OptionalLong epoch = PlainClaims.number(parts.group(1));
    OptionalLong counter = PlainClaims.number(parts.group(3));
    boolean sound =
        epoch.isPresent()
            && counter.isPresent()
            && Bound.EPOCH.allows(epoch.getAsLong())
            && Bound.RENEWAL.allows(counter.getAsLong());
    return sound
        ? Optional.of(
            new Claim(
                epoch.getAsLong(),
                parts.group(2),
                counter.getAsLong(),
                parts.group(4).equals("free")))
        : Optional.empty();
  }

  /** In the form of SBS 0.1.0, with a checksum. */
  byte[] bytes() {
    String text = "sbs-claim 1 " + text();
    return (text + " " + checksum(text) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads what stands in a file of that form; empty if it is not a whole claim. */
  static Optional<Claim> parse(byte[] bytes) {
    Matcher line = LINE.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    return line.matches() && checksum(line.group(1)).equals(line.group(3))
        ? ofText(line.group(2))
        : Optional.empty();
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
