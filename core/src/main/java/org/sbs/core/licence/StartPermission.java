package org.sbs.core.licence;

import org.sbs.core.licence.LicenceFinding.State;

/**
 * Whether the sentinels of a service that was started may work (R7.5). Immutable.
 *
 * @param why a clause for users; empty where they may
 * @param release what would release them, a sentence; empty where they may
 */
public record StartPermission(boolean allowed, String why, String release) {
  private static final StartPermission YES = new StartPermission(true, "", "");

  /**
   * The rule. Whatever the licence, an epoch that was allowed goes on: a night that runs is never
   * stopped.
   */
  public static StartPermission of(LicenceFinding licence, ServiceStart start) {
    return allows(licence.state(), start)
        ? YES
        : new StartPermission(false, why(licence, start), release(licence.state()));
  }

  private static boolean allows(State licence, ServiceStart start) {
    return switch (licence) {
      case OFF, MAIN -> true;
      case BACKUP, EXPIRED ->
          start == ServiceStart.AFTER_PRIMARY || start == ServiceStart.CONTINUED;
      case NONE -> start == ServiceStart.CONTINUED;
    };
  }

  private static String why(LicenceFinding licence, ServiceStart start) {
    String how =
        switch (start) {
          case DIRECT -> "this node became primary by a direct start, not in place of a primary";
          case AFTER_PRIMARY -> "this node serves in place of its primary";
          case BY_HAND -> "the service was started by hand, not by SBS";
          case CONTINUED -> "the service was started again";
        };
    return licence.state() == State.BACKUP
        ? "this node has a backup licence, and " + how
        : how + ", and " + lower(licence.sentence());
  }

  private static String release(State licence) {
    String main = "A main licence for this node (sbs licence install) releases them at once";
    return licence == State.NONE
        ? main + "; a backup licence does when this node takes over from its primary."
        : main
            + "; so does SBS, when the node with the main licence is primary and this one takes"
            + " over from it.";
  }

  /** A sentence as the end of another. */
  private static String lower(String sentence) {
    String clause =
        sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return Character.toLowerCase(clause.charAt(0)) + clause.substring(1);
  }
}
