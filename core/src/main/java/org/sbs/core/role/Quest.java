package org.sbs.core.role;

/**
 * Why a node asks its peer.
 *
 * @param lost true where it was secondary, or stepped aside, and lost its primary: then it already
 *     counts as secondary; false at start-up
 * @param sinceNanos since when it has been asking
 * @param why what made it ask, a clause for sentences
 * @param held why it does not become primary though nobody else is, as last said; "" if nothing
 *     holds it back
 */
public record Quest(boolean lost, long sinceNanos, String why, String held) {
  /** The same quest with more to say. */
  Quest because(String newWhy) {
    return new Quest(lost, sinceNanos, newWhy, held);
  }

  /** The same quest, held back for that reason. */
  Quest heldFor(String reason) {
    return new Quest(lost, sinceNanos, why, reason);
  }

  /** A quest that nothing holds back yet. */
  static Quest begun(boolean lost, long now, String why) {
    return new Quest(lost, now, why, "");
  }

  /** How a promotion at the end of this quest is called. */
  public Cause cause() {
    return lost ? Cause.TAKEOVER : Cause.START;
  }
}
