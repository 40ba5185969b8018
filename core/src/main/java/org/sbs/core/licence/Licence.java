package org.sbs.core.licence;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What an issuer has signed. Immutable.
 *
 * @param nodeId the node that it is for: 32 lower-case hexadecimal digits
 * @param holder whose it is, one line of text
 * @param expires the last day on which it counts, in UTC; empty for ever
 */
public record Licence(LicenceKind kind, String nodeId, String holder, Optional<LocalDate> expires) {

  /** Whether its last day is over. */
  public boolean isExpired(LocalDate today) {
    return expires.filter(today::isAfter).isPresent();
  }

  /** Days from today to its last one; negative when that is over, empty where there is none. */
  public Optional<Long> daysLeft(LocalDate today) {
    return expires.map(last -> ChronoUnit.DAYS.between(today, last));
  }
}
