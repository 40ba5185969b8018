package org.sbs.core.licence;

import org.sbs.core.licence.LicenceFinding.State;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Whether the sentinels of a service that was started may work (R7.5). Immutable.
 *
 * @param why they may not; empty where they may
 * @param release what would release them; empty where they may
 */
public record StartPermission(boolean allowed, Reason why, Reason release) {
  private static final StartPermission YES = new StartPermission(true, Reason.NONE, Reason.NONE);

  /**
   * The rule. Whatever the licence, an epoch that was allowed goes on: a night that runs is never
   * stopped.
   */
  public static StartPermission of(LicenceFinding licence, ServiceStart start) {
    return allows(licence.state(), start)
        ? YES
        : new StartPermission(
            false,
            why(licence, start),
            Reason.of(
                licence.state() == State.NONE
                    ? ReasonCode.LICENCE_RELEASES_OR_BACKUP
                    : ReasonCode.LICENCE_RELEASES_OR_SBS));
  }

  private static boolean allows(State licence, ServiceStart start) {
    return switch (licence) {
      case OFF, MAIN -> true;
      case BACKUP, EXPIRED ->
          start == ServiceStart.AFTER_PRIMARY || start == ServiceStart.CONTINUED;
      case NONE -> start == ServiceStart.CONTINUED;
    };
  }

  private static Reason why(LicenceFinding licence, ServiceStart start) {
    Reason how =
        Reason.of(
            switch (start) {
              case DIRECT -> ReasonCode.STARTED_DIRECTLY;
              case AFTER_PRIMARY -> ReasonCode.STARTED_AFTER_PRIMARY;
              case BY_HAND -> ReasonCode.STARTED_BY_HAND;
              case CONTINUED -> ReasonCode.STARTED_ONCE_MORE;
            });
    return licence.state() == State.BACKUP
        ? Reason.of(ReasonCode.LICENCE_IS_BACKUP).and(how)
        : how.and(licence.what());
  }
}
