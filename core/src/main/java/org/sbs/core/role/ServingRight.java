package org.sbs.core.role;

import java.util.Optional;

/**
 * Whether this node may serve now: asked before the service is started and all the time while it
 * runs. The only place that answers this (R6.2, R6.3).
 */
final class ServingRight {
  private ServingRight() {}

  /**
   * Without a witness a primary may serve. With one it may as long as somebody who could make
   * another node primary has said recently that it is not: the witness by renewing the claim of
   * this epoch, or the secondary by answering this node's sign of life. A word counts from before
   * it was asked for.
   */
  static boolean mayServe(
      Self self, Observations watch, long epoch, Optional<Follower> follower, long now) {
    if (self.limits().lease().isEmpty()) {
      return true;
    }
    long serve = self.limits().lease().get().serveNanos();
    boolean held =
        watch
            .leaseState()
            .held()
            .filter(mine -> mine.epoch() == epoch && now - mine.askedNanos() < serve)
            .isPresent();
    boolean confirmed =
        follower
            .filter(
                other ->
                    other.confirmedNanos() != Long.MIN_VALUE
                        && now - other.confirmedNanos() < serve)
            .isPresent();
    return held || confirmed;
  }
}
