package org.sbs.server.witness;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.bound.Bound;

/**
 * Claims as SBS 0.1.0 names and writes them: anyone who may write to the folder can make them. They
 * are written as long as a node of that version may take part (decision 020).
 */
final class PlainClaims implements ClaimForm {
  private static final Pattern NAME = Pattern.compile("claim-(\\d{20})");

  @Override
  public String name(long epoch) {
    return String.format(Locale.ROOT, "claim-%020d", epoch);
  }

  @Override
  public OptionalLong epoch(String name, long knownEpoch) {
    Matcher digits = NAME.matcher(name);
    OptionalLong epoch = digits.matches() ? number(digits.group(1)) : OptionalLong.empty();
    return epoch.isPresent() && Bound.EPOCH.isPlausible(epoch.getAsLong(), knownEpoch)
        ? epoch
        : OptionalLong.empty();
  }

  /** The number that digits mean; empty if it is larger than any here. */
  static OptionalLong number(String digits) {
    try {
      return OptionalLong.of(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public byte[] bytes(Claim claim) {
    return claim.bytes();
  }

  @Override
  public Optional<Claim> read(byte[] bytes) {
    return Claim.parse(bytes);
  }

  @Override
  public boolean isSealed() {
    return false;
  }
}
