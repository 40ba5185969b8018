package org.sbs.core.licence;

import java.time.LocalDate;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * What was found where a node keeps its licence. Immutable.
 *
 * @param licence what is installed, if it is genuine and for this node
 * @param what was found
 * @param remedy what to do about it; empty where nothing is to be done
 */
public record LicenceFinding(State state, Optional<Licence> licence, Reason what, Reason remedy) {
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
        State.OFF, Optional.empty(), Reason.of(ReasonCode.LICENCE_OFF), Reason.NONE);
  }

  /** Nothing that can be believed, and why. */
  public static LicenceFinding none(Reason what, Reason remedy) {
    return new LicenceFinding(State.NONE, Optional.empty(), what, remedy);
  }

  /** A genuine licence of this node's. */
  public static LicenceFinding of(Licence licence, LocalDate today) {
    if (licence.isExpired(today)) {
      return new LicenceFinding(
          State.EXPIRED,
          Optional.of(licence),
          told(licence, ReasonCode.LICENCE_EXPIRED),
          Reason.of(ReasonCode.LICENCE_RENEW));
    }
    long left = licence.daysLeft(today).orElse(Long.MAX_VALUE);
    return new LicenceFinding(
        licence.kind() == LicenceKind.MAIN ? State.MAIN : State.BACKUP,
        Optional.of(licence),
        valid(licence, left),
        left <= WARNING_DAYS ? Reason.of(ReasonCode.LICENCE_RENEW_IN_TIME) : Reason.NONE);
  }

  private static Reason valid(Licence licence, long left) {
    if (licence.expires().isEmpty()) {
      return told(licence, ReasonCode.LICENCE_ENDLESS);
    }
    if (left > WARNING_DAYS) {
      return told(licence, ReasonCode.LICENCE_UNTIL);
    }
    if (left > 1) {
      return told(licence, ReasonCode.LICENCE_UNTIL_SOON).with("days", left);
    }
    return told(
        licence, left == 1 ? ReasonCode.LICENCE_UNTIL_TOMORROW : ReasonCode.LICENCE_UNTIL_TODAY);
  }

  private static Reason told(Licence licence, ReasonCode code) {
    Reason whose =
        Reason.of(code).with("kind", licence.kind().word()).with("holder", licence.holder());
    return licence.expires().map(day -> whose.with("day", day.toString())).orElse(whose);
  }

  /** Whether it counts now and soon will not. */
  public boolean endsSoon() {
    return (state == State.MAIN || state == State.BACKUP) && !remedy.isEmpty();
  }
}
