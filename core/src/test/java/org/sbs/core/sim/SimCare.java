package org.sbs.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.sbs.core.role.Event;
import org.sbs.core.role.Limits;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Upkeep;

/**
 * What one life of a node promises about a service that fails (R7.3), reckoned from the failures
 * themselves.
 */
final class SimCare {
  private static final long NEVER = Long.MIN_VALUE;
  private static final int LONGEST_PAUSE_SECONDS = 30;

  private final SimNode node;
  private int failures;
  private long failedAt = NEVER;
  private long runsSince = NEVER;
  private long wornOutAt = NEVER;

  SimCare(SimNode node) {
    this.node = node;
  }

  private Limits limits() {
    return node.state().self().limits();
  }

  /** The longest that it may wait after so many failures in a row. */
  private long pause() {
    return Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(6, failures - 1)) * World.SECOND;
  }

  /** Two ticks are allowed for. */
  boolean rests() {
    return failedAt != NEVER
        && node.runs()
        && node.state().phase() instanceof Phase.Serving
        && node.clock() - failedAt < pause() + 2 * 110 * World.MILLI;
  }

  boolean hasTriedEnough() {
    return failures > limits().restarts();
  }

  boolean isWornOut() {
    return wornOutAt != NEVER
        && node.runs()
        && node.clock() - wornOutAt < limits().takeoverWindowNanos();
  }

  void decided(NodeState before, Event event) {
    Phase after = node.state().phase();
    if (!(before.phase() instanceof Phase.Serving was)) {
      failures = 0;
      failedAt = NEVER;
      runsSince = NEVER;
      return;
    }
    if (event instanceof Event.ServiceStarted) {
      runsSince = node.clock();
      failedAt = NEVER;
    } else if (event instanceof Event.ServiceDied || event instanceof Event.ServiceStartFailed) {
      failed();
    }
    if (after == was) {
      return;
    }
    if (after instanceof Phase.Serving now
        && was.upkeep().service() == Upkeep.State.DOWN
        && now.upkeep().service() == Upkeep.State.STARTING) {
      assertThat(node.clock() - failedAt)
          .as("R7.3 a service that failed is not started again before its time")
          .isGreaterThanOrEqualTo(pause());
    }
    boolean asked =
        event instanceof Event.SwitchoverAsked || event instanceof Event.SwitchoverWanted;
    if (!asked
        && after instanceof Phase.Leaving leaving
        && leaving.purpose() == Phase.Purpose.SWITCH) {
      offers(before);
    }
  }

  private void failed() {
    boolean ranWell =
        runsSince != NEVER && node.clock() - runsSince >= limits().takeoverWindowNanos();
    failures = ranWell ? 1 : failures + 1;
    failedAt = node.clock();
    runsSince = NEVER;
    wornOutAt = hasTriedEnough() ? failedAt : wornOutAt;
  }

  /** It offers the role to the other node by itself. */
  private void offers(NodeState before) {
    SimNode other = node.world.nodes.get(1 - node.index);
    assertThat(before.watch().paused()).as("R3.3 no role is offered while paused").isFalse();
    // One that has become primary meanwhile could not tell.
    boolean follows = other.runs() && other.state().phase() instanceof Phase.Following;
    assertThat(follows && other.promises().isWornOut())
        .as("R2.6 the role is not offered to a node on which the service just failed as often")
        .isFalse();
    if (node.mode() == Mode.MAIN_ONLY || node.mode() == other.mode()) {
      assertThat(failures)
          .as("R7.3 the role passes after so many failures in a row, and not before")
          .isGreaterThan(limits().restarts());
      assertThat(node.serves()).as("R7.3 the role passes for a service that is down").isFalse();
    }
  }
}
