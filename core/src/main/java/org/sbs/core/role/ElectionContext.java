package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;

/**
 * Why a node asks its peer.
 *
 * @param lost true where it was secondary, or stepped aside, and lost its primary: then it already
 *     counts as secondary; false at start-up
 * @param patient whether a peer that accepts and does not answer is given the time that a busy
 *     machine needs: at a start (R1.8), and where nothing but this node itself ended the following
 * @param sinceNanos since when it has been asking
 * @param why what made it ask
 * @param held why it does not become primary though nobody else is, as last said; empty if nothing
 *     holds it back
 * @param spareEpoch in which it was to be primary, had the disk written it; 0 if there is none. The
 *     next attempt takes it again, so that a disk that fails for hours uses up no epochs
 * @param suspicion what the peer's port seems to be; empty while there is no such doubt
 */
public record ElectionContext(
    boolean lost,
    boolean patient,
    long sinceNanos,
    Reason why,
    Reason held,
    long spareEpoch,
    Optional<Suspicion> suspicion) {
  /** The same quest, held back for that reason. */
  public ElectionContext heldFor(Reason reason) {
    return new ElectionContext(lost, patient, sinceNanos, why, reason, spareEpoch, suspicion);
  }

  /** The same quest, as if it began now. */
  ElectionContext anew(long now) {
    return new ElectionContext(lost, patient, now, why, held, spareEpoch, Optional.empty());
  }

  /** The same quest, after an attempt to be primary in that epoch. */
  ElectionContext sparing(long epoch) {
    return new ElectionContext(lost, patient, sinceNanos, why, held, epoch, suspicion);
  }

  /** The same quest; what was suspected before of the same kind counts from then. */
  ElectionContext suspecting(Suspicion.Kind kind, long sinceThen) {
    Suspicion next =
        suspicion.filter(old -> old.kind() == kind).orElseGet(() -> new Suspicion(kind, sinceThen));
    return new ElectionContext(lost, patient, sinceNanos, why, held, spareEpoch, Optional.of(next));
  }

  /** The same quest, after a primary that was alive now: without hurry. */
  ElectionContext patiently(long now) {
    return new ElectionContext(lost, true, now, why, held, spareEpoch, Optional.empty());
  }

  /** The same quest, without a doubt of what is at the peer's port. */
  ElectionContext trusting() {
    return new ElectionContext(lost, patient, sinceNanos, why, held, spareEpoch, Optional.empty());
  }

  /** Since when the port has seemed to be of that kind; now if it did not until now. */
  long suspectedSince(Suspicion.Kind kind, long now) {
    return suspicion.filter(old -> old.kind() == kind).map(Suspicion::sinceNanos).orElse(now);
  }

  /** A quest that nothing holds back yet. A start is in no hurry. */
  public static ElectionContext begun(boolean lost, long now, Reason why) {
    return new ElectionContext(lost, !lost, now, why, Reason.NONE, 0, Optional.empty());
  }

  /** One after a primary that was alive a moment ago, and is not followed any more all the same. */
  static ElectionContext rejoining(long now, Reason why) {
    return new ElectionContext(true, true, now, why, Reason.NONE, 0, Optional.empty());
  }

  /** How a promotion at the end of this quest is called. */
  public Cause cause() {
    return lost ? Cause.TAKEOVER : Cause.START;
  }
}
