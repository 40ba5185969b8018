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
 * @param spareEpoch in which it was to be primary, had the disk written it; 0 if there is none. The
 *     next attempt takes it again, so that a disk that fails for hours uses up no epochs
 */
public record Quest(boolean lost, long sinceNanos, Reason why, Reason held, long spareEpoch) {
  /** The same quest, held back for that reason. */
  Quest heldFor(Reason reason) {
    return new Quest(lost, sinceNanos, why, reason, spareEpoch);
  }

  /** The same quest, beginning now. */
  Quest anew(long now) {
    return new Quest(lost, now, why, held, spareEpoch);
  }

  /** The same quest, after an attempt to be primary in that epoch. */
  Quest sparing(long epoch) {
    return new Quest(lost, sinceNanos, why, held, epoch);
  }

  /** A quest that nothing holds back yet. */
  static Quest begun(boolean lost, long now, Reason why) {
    return new Quest(lost, now, why, Reason.NONE, 0);
  }

  /** How a promotion at the end of this quest is called. */
  public Cause cause() {
    return lost ? Cause.TAKEOVER : Cause.START;
  }
}
