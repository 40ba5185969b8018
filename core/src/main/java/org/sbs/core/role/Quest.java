package org.sbs.core.role;

import org.sbs.core.reason.Reason;

/**
 * Why a node asks its peer.
 *
 * @param lost true where it was secondary, or stepped aside, and lost its primary: then it already
 *     counts as secondary; false at start-up
 * @param sinceNanos since when it has been asking
 * @param why what made it ask
 * @param held why it does not become primary though nobody else is, as last said; empty if nothing
 *     holds it back
 */
public record Quest(boolean lost, long sinceNanos, Reason why, Reason held) {
  /** The same quest with more to say. */
  Quest because(Reason newWhy) {
    return new Quest(lost, sinceNanos, newWhy, held);
  }

  /** The same quest, held back for that reason. */
  Quest heldFor(Reason reason) {
    return new Quest(lost, sinceNanos, why, reason);
  }

  /** A quest that nothing holds back yet. */
  static Quest begun(boolean lost, long now, Reason why) {
    return new Quest(lost, now, why, Reason.NONE);
  }

  /** How a promotion at the end of this quest is called. */
  public Cause cause() {
    return lost ? Cause.TAKEOVER : Cause.START;
  }
}
