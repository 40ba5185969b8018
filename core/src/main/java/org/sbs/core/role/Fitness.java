package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;

/**
 * Whether this node could be primary if nobody else were, as far as it knows (R2.10). A node that
 * could not tells its peer so, and the peer goes first. Immutable; nothing of it outlives the
 * process.
 *
 * @param found what this node's own looks found, until they find it no more
 * @param clearedNanos when they last found it no more
 * @param unsent why its last changes could not be sent to the other node, by the same looks
 * @param failed why the last promotion came to nothing
 * @param failedNanos when that was
 */
public record Fitness(
    Optional<Reason> found,
    Optional<Long> clearedNanos,
    Optional<Reason> unsent,
    Optional<Reason> failed,
    long failedNanos) {
  /** Nothing is known against the node. */
  static final Fitness UNTRIED =
      new Fitness(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0);

  /** Its own looks found that, or nothing any more. */
  Fitness finding(Optional<Reason> why, Optional<Reason> whyUnsent, long now) {
    boolean cleared = found.isPresent() && why.isEmpty();
    return new Fitness(
        why, cleared ? Optional.of(now) : clearedNanos, whyUnsent, failed, failedNanos);
  }

  /** A promotion came to nothing now. */
  Fitness failing(Reason why, long now) {
    return new Fitness(found, clearedNanos, unsent, Optional.of(why), now);
  }

  /** It serves: what kept it from that is over. */
  Fitness proven() {
    return new Fitness(found, clearedNanos, unsent, Optional.empty(), 0);
  }

  /** Why it could not be primary; a promotion that failed longer ago than that says nothing. */
  Optional<Reason> unfit(long lastsNanos, long now) {
    return found.or(() -> failed.filter(why -> now - failedNanos < lastsNanos));
  }

  /**
   * Whether it is fit again for no longer than that: what it told its peer before may still be on
   * its way, and decide something there.
   */
  boolean isFitFor(long nanos, long lastsNanos, long now) {
    boolean failedLately = failed.isPresent() && now - failedNanos <= lastsNanos + nanos;
    boolean foundLately = clearedNanos.filter(at -> now - at <= nanos).isPresent();
    return unfit(lastsNanos, now).isEmpty() && (failedLately || foundLately);
  }
}
