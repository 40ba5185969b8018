package org.sbs.core.sim;

import org.sbs.core.role.Event;
import org.sbs.core.role.Phase;

/**
 * What a primary promises that was told that it could not become primary, as where its own disk
 * fails (R2.10): a secondary that is ready gets the role.
 */
final class SimWeakness {
  private static final long NEVER = Long.MIN_VALUE;

  /** A hand-over that failed is tried again after ten seconds; and then it takes its time. */
  private static final long LONGEST = 15 * World.SECOND;

  private final SimNode node;
  private boolean told;
  private long readySince = NEVER;

  SimWeakness(SimNode node) {
    this.node = node;
  }

  /** Whether it was told so last. */
  boolean told() {
    return told;
  }

  void decided(Event event) {
    if (event instanceof Event.FitnessKnown known) {
      told = known.unfit().isPresent();
    }
  }

  /** Is looked at after every event. */
  void look(long extraNanos) {
    SimNode other = node.world.nodes.get(1 - node.index);
    boolean ready =
        told
            && node.runs()
            && !node.frozen()
            && node.state().phase() instanceof Phase.Serving serving
            && serving.follower().isPresent()
            && node.effects().acknowledgedOn(serving.follower().get().link())
            && !serving.unsure()
            && !node.state().watch().paused()
            && node.network.whole()
            && isReady(other);
    if (!ready) {
      readySince = NEVER;
      return;
    }
    readySince = readySince == NEVER ? node.world.now() : readySince;
    World.promise(
        node.world.now() - readySince <= LONGEST + extraNanos,
        "R2.10 a primary whose disk fails gives the role to a secondary that is ready");
  }

  private static boolean isReady(SimNode other) {
    return other.runs()
        && other.state().phase() instanceof Phase.Following
        && !other.hindered()
        && !other.promises().weakness().told()
        && !other.promises().isWornOut()
        && other.world.witness.map(witness -> witness.answers(other.index)).orElse(true);
  }
}
