package org.sbs.server.link;

import org.sbs.core.role.DurableState;

/**
 * What a node knows of the pair's numbers: what a peer says must not be implausibly far above
 * (R10.10, decision 020). Immutable.
 *
 * @param epoch the highest that it has seen
 * @param pause the number of the pair's latest pause
 */
public record Known(long epoch, long pause) {
  /** What a node knows that has that state. */
  public static Known of(DurableState state) {
    return new Known(Math.max(state.epoch(), state.lineage().lastEpoch()), state.pause().serial());
  }
}
