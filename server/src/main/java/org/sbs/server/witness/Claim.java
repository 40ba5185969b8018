package org.sbs.server.witness;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What stands in the file of a claim: one line, always of the same length, so that a renewal
 * replaces exactly what stood there, and with a checksum, so that half a renewal is not taken for a
 * whole one. Immutable.
 *
 * @param epoch that is claimed
 * @param node who claims it: 32 hexadecimal digits
 * @param counter of renewals; only rises
 * @param released whether the claim was given up
 */
record Claim(long epoch, String node, long counter, boolean released) {
  /** More than this is not read from any file of the witness. */
  static final int LONGEST_BYTES = 1024;

  private static final Pattern LINE =
      Pattern.compile(
          "(sbs-claim 1 (\\d{20}) ([0-9a-f]{32}) (\\d{20}) (held|free)) ([0-9a-f]{8})\n");

  byte[] bytes() {
    String text =
        String.format(
            Locale.ROOT,
            "sbs-claim 1 %020d %s %020d %s",
            epoch,
            node,
            counter,
            released ? "free" : "held");
    return (text + " " + checksum(text) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads what stands in a file; empty if it is not a whole claim. */
  static Optional<Claim> parse(byte[] bytes) {
    Matcher line = LINE.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!line.matches() || !checksum(line.group(1)).equals(line.group(6))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Claim(
              Long.parseLong(line.group(2)),
              line.group(3),
              Long.parseLong(line.group(4)),
              line.group(5).equals("free")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
