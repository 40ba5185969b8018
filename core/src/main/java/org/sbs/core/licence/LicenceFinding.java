package org.sbs.core.licence;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What was found where a node keeps its licence. Immutable.
 *
 * @param licence what is installed, if it is genuine and for this node
 * @param sentence what was found, whole, for users
 * @param remedy what to do about it, a sentence; empty where nothing is to be done
 */
public record LicenceFinding(
    State state, Optional<Licence> licence, String sentence, String remedy) {
  /** How long before its last day a licence is warned of. */
  public static final int WARNING_DAYS = 30;

  /** What a finding is worth. */
  public enum State {
    /** No issuer is configured: there is nothing to check. */
    OFF,
    /** A main licence that counts. */
    MAIN,
    /** A backup licence that counts. */
    BACKUP,
    /** A genuine licence of this node, of either kind, whose last day is over. */
    EXPIRED,
    /** No licence, or none that can be believed. */
    NONE
  }

  /** Licensing is off. */
  public static LicenceFinding off() {
    return new LicenceFinding(
        State.OFF, Optional.empty(), "Licensing is off: no issuer is configured.", "");
  }

  /** Nothing that can be believed, and why. */
  public static LicenceFinding none(String sentence, String remedy) {
    return new LicenceFinding(State.NONE, Optional.empty(), sentence, remedy);
  }

  /** A genuine licence of this node's. */
  public static LicenceFinding of(Licence licence, LocalDate today) {
    String whose = "The " + licence.kind().word() + " licence of " + licence.holder();
    String last = licence.expires().map(LocalDate::toString).orElse("");
    if (licence.isExpired(today)) {
      return new LicenceFinding(
          State.EXPIRED,
          Optional.of(licence),
          whose + " expired: its last day was " + last + ".",
          "Ask the issuer for a new one, and type sbs licence install.");
    }
    long left = licence.daysLeft(today).orElse(Long.MAX_VALUE);
    State state = licence.kind() == LicenceKind.MAIN ? State.MAIN : State.BACKUP;
    String until = last.isEmpty() ? " is valid without end" : " is valid until " + last;
    return new LicenceFinding(
        state,
        Optional.of(licence),
        whose + until + (left <= WARNING_DAYS ? ", which is " + days(left) : "") + ".",
        left <= WARNING_DAYS ? "Ask the issuer for a new one in time." : "");
  }

  private static String days(long left) {
    return left == 0 ? "today" : left == 1 ? "tomorrow" : "in " + left + " days";
  }

  /** Whether it counts now and soon will not. */
  public boolean endsSoon() {
    return (state == State.MAIN || state == State.BACKUP) && !remedy.isEmpty();
  }
}
