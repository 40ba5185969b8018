package org.sbs.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.sbs.core.role.Event;
import org.sbs.core.role.Limits;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.ServiceHealth;

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
  private boolean hangs;
  private long wornOutUntil = NEVER;

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
    return wornOutUntil != NEVER && node.runs() && node.clock() - wornOutUntil < 0;
  }

  /** Whether its service hangs and is left so: it is ended once in the window only. */
  boolean leaves() {
    return hasTriedEnough()
        && node.serves()
        && runsSince != NEVER
        && node.clock() - runsSince < limits().takeoverWindowNanos() + SimHealth.LONGEST;
  }

  void decided(NodeState before, Event event) {
    Phase after = node.state().phase();
    if (!(before.phase() instanceof Phase.Serving was)) {
      failures = 0;
      failedAt = NEVER;
      runsSince = NEVER;
      hangs = false;
      return;
    }
    if (event instanceof Event.ServiceUnhealthy) {
      found(was, after);
    } else if (event instanceof Event.ServiceHealthy && hangs) {
      runsSince = node.clock();
      hangs = false;
    } else if (event instanceof Event.ServiceStarted && !isEnding(was)) {
      hangs = false;
      runsSince = node.clock();
      failedAt = NEVER;
    } else if (!isEnding(was)
        && (event instanceof Event.ServiceDied || event instanceof Event.ServiceStartFailed)) {
      failed(limits().takeoverWindowNanos());
    }
    if (after == was) {
      return;
    }
    if (after instanceof Phase.Serving now
        && was.serviceHealth().service() == ServiceHealth.State.DOWN
        && now.serviceHealth().service() == ServiceHealth.State.STARTING) {
      assertThat(node.clock() - failedAt)
          .as("R7.3 a service that failed is not started again before its time")
          .isGreaterThanOrEqualTo(pause());
    }
    boolean asked =
        event instanceof Event.SwitchoverAsked || event instanceof Event.SwitchoverWanted;
    if (!asked && after instanceof Phase.Leaving leaving && leaving.purpose().swaps()) {
      offers(before);
    }
  }

  private static boolean isEnding(Phase.Serving was) {
    return was.serviceHealth().service() == ServiceHealth.State.ENDING
        || was.serviceHealth().service() == ServiceHealth.State.NOT_ENDED;
  }

  /** A check has found that the service hangs. */
  private void found(Phase.Serving was, Phase after) {
    boolean ended = after instanceof Phase.Serving now && isEnding(now) && !isEnding(was);
    boolean left =
        after instanceof Phase.Serving now
            && now.serviceHealth().service() == ServiceHealth.State.HANGING
            && was.serviceHealth().service() != ServiceHealth.State.HANGING;
    if (!ended && !left) {
      return;
    }
    assertThat(node.effects().serviceHungLately())
        .as("R7.3 no service that works is taken for one that hangs")
        .isTrue();
    assertThat(node.state().watch().paused()).as("R3.3 nothing is ended while paused").isFalse();
    long since = runsSince;
    failed(
        Math.max(
            limits().takeoverWindowNanos(), (limits().restarts() + 1) * SimHealth.LONGEST * 5 / 4));
    // One that is left as it is still runs, and that is no good run.
    runsSince = left ? since : runsSince;
    failedAt = left ? NEVER : failedAt;
    hangs = left;
  }

  private void failed(long wornOutNanos) {
    long goodRun = Math.max(limits().takeoverWindowNanos(), limits().hangNanos() * 5 / 4);
    boolean ranWell = !hangs && runsSince != NEVER && node.clock() - runsSince >= goodRun;
    failures = ranWell ? 1 : hangs ? failures : failures + 1;
    failedAt = node.clock();
    runsSince = NEVER;
    hangs = false;
    wornOutUntil =
        hasTriedEnough() ? Math.max(wornOutUntil, failedAt + wornOutNanos) : wornOutUntil;
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
    boolean weak = node.promises().weakness().told();
    if (!weak && (node.mode() == Mode.MAIN_ONLY || node.mode() == other.mode())) {
      assertThat(failures)
          .as("R7.3 the role passes after so many failures in a row, and not before")
          .isGreaterThan(limits().restarts());
      assertThat(node.serves()).as("R7.3 the role passes for a service that is down").isFalse();
    }
  }
}
