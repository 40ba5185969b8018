package org.sbs.core.role;

/**
 * Why a node asks its peer.
 *
 * @param lost true where it was secondary, or stepped aside, and lost its primary: then it already
 *     counts as secondary; false at start-up
 * @param sinceNanos since when it has been asking
 * @param why what made it ask, a clause for sentences
 */
public record Quest(boolean lost, long sinceNanos, String why) {
  /** The same quest with more to say. */
  Quest because(String newWhy) {
    return new Quest(lost, sinceNanos, newWhy);
  }

  /** How a promotion at the end of this quest is called. */
  public Cause cause() {
    return lost ? Cause.TAKEOVER : Cause.START;
  }
}
