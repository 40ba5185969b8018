package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * The secondary as its primary sees it.
 *
 * @param link the control link
 * @param nodeId who it is
 * @param mode its configured mode
 * @param heardNanos when it last gave a sign of life
 * @param confirmedNanos when the latest sign of life of this node was sent of which it is known
 *     that the secondary got it: from there it leaves this node its role for a lease (R6.3)
 * @param current whether it has committed a cycle since it follows
 * @param yieldNanos before that time the role is not offered to it again (R1.7)
 * @param unfit why the role is not to be given to it, as it last said
 */
public record Follower(
    long link,
    String nodeId,
    Mode mode,
    long heardNanos,
    long confirmedNanos,
    boolean current,
    long yieldNanos,
    Optional<Reason> unfit) {
  /** One that follows from now on. */
  static Follower joined(long link, PeerView peer, long now) {
    return new Follower(
        link, peer.nodeId(), peer.mode(), now, Long.MIN_VALUE, false, now, peer.unfit());
  }

  /** Why it could not be primary at all; one on which the service failed could. */
  Optional<Reason> unable() {
    return unfit.filter(why -> why.code() != ReasonCode.UNFIT_SERVICE);
  }

  /** Having been heard now. */
  Follower heard(long now) {
    return new Follower(link, nodeId, mode, now, confirmedNanos, current, yieldNanos, unfit);
  }

  /** Having been heard now, in answer to what was sent then. */
  Follower echoed(long stampNanos, PeerView peer, long now) {
    // Whoever echoes the future has it from an earlier life. So far in the past that the difference
    // wraps, a stamp would pass for one of just now.
    boolean echo = stampNanos != 0 && now - stampNanos >= 0;
    long confirmed = echo ? Math.max(confirmedNanos, stampNanos) : confirmedNanos;
    return new Follower(link, nodeId, mode, now, confirmed, current, yieldNanos, peer.unfit());
  }

  Follower isCurrent() {
    return new Follower(link, nodeId, mode, heardNanos, confirmedNanos, true, yieldNanos, unfit);
  }

  Follower yieldAfter(long nanos) {
    return new Follower(link, nodeId, mode, heardNanos, confirmedNanos, current, nanos, unfit);
  }
}
