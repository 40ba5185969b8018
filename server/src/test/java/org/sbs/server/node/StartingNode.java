package org.sbs.server.node;

import org.sbs.core.role.DurableState;
import org.sbs.core.role.Limits;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Self;
import org.sbs.core.role.Timing;

/** The state of a node that begins, in a pair that is tuned to 200 ms. */
final class StartingNode {
  static final String ID = "a".repeat(32);

  private StartingNode() {}

  /** One that has never run. */
  static NodeState fresh(long nowNanos) {
    return with(DurableState.fresh(ID), nowNanos);
  }

  /** One that remembers that. */
  static NodeState with(DurableState durable, long nowNanos) {
    return NodeState.starting(
        new Self(
            ID,
            Mode.SYMMETRIC,
            Timing.ofMillis(50, 200),
            Limits.ofSeconds(1, 3, 60, 2),
            "peer",
            false),
        durable,
        nowNanos);
  }
}
