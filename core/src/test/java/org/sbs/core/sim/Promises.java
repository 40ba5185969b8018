package org.sbs.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.role.Cause;
import org.sbs.core.role.Event;
import org.sbs.core.role.Follower;
import org.sbs.core.role.Limits;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NetworkState;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.WitnessView;

/**
 * What one node promises, reckoned from what it was told and not from what it concludes: when it
 * may become primary and for how long it may serve.
 */
final class Promises {
  /** Between two ticks, and a little for what is done at the same instant. */
  private static final long TICK = 110 * World.MILLI;

  private final SimNode node;
  private long lastServedEpoch;

  // Of this life of the process.
  private final Map<Long, Long> claims = new HashMap<>();
  private final Set<Long> lost = new HashSet<>();
  private final List<Long> takeovers = new ArrayList<>();
  private Optional<WitnessView> seen = Optional.empty();
  private long confirmed = Long.MIN_VALUE;

  /** When the latest claim of its last epoch was asked for. */
  private long claimed = Long.MIN_VALUE;

  private long thawed;

  /** Whether its right to serve ended while it slept, and the time to stop is not over yet. */
  private boolean late;

  private long prepared;

  // R2.8: what is asked before the node was told that it is back says nothing.
  private NetworkState told = NetworkState.FINE;
  private boolean away;

  private final SimPatience patience;

  /** How the service did in this life. */
  private SimCare care;

  private SimWeakness weakness;

  Promises(SimNode node) {
    this.node = node;
    this.care = new SimCare(node);
    this.weakness = new SimWeakness(node);
    this.patience = new SimPatience(node);
  }

  SimPatience patience() {
    return patience;
  }

  void born() {
    claims.clear();
    lost.clear();
    takeovers.clear();
    seen = Optional.empty();
    confirmed = Long.MIN_VALUE;
    claimed = Long.MIN_VALUE;
    late = false;
    prepared = node.clock();
    told = NetworkState.FINE;
    away = false;
    care = new SimCare(node);
    weakness = new SimWeakness(node);
  }

  /** It puts a question to its peer. */
  void asks() {
    away = !told.equals(NetworkState.FINE);
    patience.asks();
  }

  /** What it was told of its own disk. */
  SimWeakness weakness() {
    return weakness;
  }

  /** Whether its service has just failed, and it may wait before it starts it again. */
  boolean rests() {
    return care.rests();
  }

  /** Whether its service failed more often than it is to be started again in place. */
  boolean hasTriedEnough() {
    return care.hasTriedEnough();
  }

  /** Whether its service hangs, and may be left so for a while. */
  boolean leaves() {
    return care.leaves();
  }

  /** Whether that happened within the window. */
  boolean isWornOut() {
    return care.isWornOut();
  }

  void thawed() {
    thawed = node.clock();
    late = !younger(SimWitness.SERVE);
  }

  // ---- becoming primary ----

  /** An event was handled. */
  void decided(NodeState before, Event event) {
    note(before, event);
    weakness.decided(event);
    care.decided(before, event);
    patience.decided(before, event);
    if (node.state().phase() == before.phase()) {
      return;
    }
    swaps(before);
    stops(before, event);
    boolean unanswered =
        event instanceof Event.NoAnswer
            || event instanceof Event.SilentPeer
            || event instanceof Event.BrokenAnswer;
    boolean promotes =
        !(before.phase() instanceof Phase.Promoting)
            && node.state().phase() instanceof Phase.Promoting;
    if (event instanceof Event.NameUnknown && promotes) {
      assertThat(node.state().self().forced())
          .as("R1.3 who can ask nobody does not become primary")
          .isTrue();
      node.world.excused = true;
      node.news.decidesAlone(mayHaveBeenOvertaken());
    }
    if (unanswered
        && !(before.phase() instanceof Phase.Promoting)
        && node.state().phase() instanceof Phase.Promoting promoting) {
      patience.alone(event);
      alone(promoting.election().lost());
      boolean lacks = !(event instanceof Event.NoAnswer) || mayHaveBeenOvertaken();
      boolean asked = node.world.witness.isPresent() && !node.state().self().forced();
      node.news.decidesAlone(lacks && !asked);
    }
    if (node.state().phase() instanceof Phase.Following following
        && !(before.phase() instanceof Phase.Following)) {
      assertThat(following.epoch())
          .as("R2.5 nobody follows an epoch that is older than what it has seen")
          .isGreaterThanOrEqualTo(before.durable().epoch());
    }
  }

  /** The labels do not wait while a secondary gets its first copy. */
  private void swaps(NodeState before) {
    if (before.phase() instanceof Phase.Serving serving
        && node.state().phase() instanceof Phase.Leaving leaving
        && leaving.purpose().swaps()) {
      assertThat(node.effects().acknowledgedOn(serving.follower().orElseThrow().link()))
          .as("R1.7 R3.2 the role is offered to a secondary that has the data")
          .isTrue();
    }
  }

  /**
   * A stop that is not to silence the pair ends the node only if the other one serves, or pauses.
   */
  private void stops(NodeState before, Event event) {
    if (before.phase() instanceof Phase.Leaving leaving
        && leaving.purpose() == Phase.Purpose.STOP_IF_TAKEN
        && node.state().phase() instanceof Phase.Ended) {
      assertThat(event instanceof Event.HandOverTaken || before.watch().paused())
          .as("R2.10 a stop does not end a node while nobody else serves")
          .isTrue();
    }
  }

  private void note(NodeState before, Event event) {
    if (event instanceof Event.Tick) {
      return;
    }
    if (event instanceof Event.Claimed claim) {
      claims.merge(claim.epoch(), claim.sentNanos(), Math::max);
      claimed = claims.getOrDefault(lastServedEpoch, Long.MIN_VALUE);
    } else if (event instanceof Event.ClaimLost claim) {
      lost.add(claim.epoch());
    } else if (event instanceof Event.WitnessSeen sight) {
      seen = Optional.of(sight.view());
    } else if (event instanceof Event.Surroundings around) {
      told = around.place();
      away |= !told.equals(NetworkState.FINE);
    } else if (event instanceof Event.Prepared) {
      prepared = node.clock();
    } else if (event instanceof Event.Heard heard && heard.echoNanos() != 0) {
      boolean secondary =
          followerOf(before.phase()).filter(other -> other.link() == heard.link()).isPresent();
      confirmed = secondary ? Math.max(confirmed, heard.echoNanos()) : confirmed;
    }
  }

  private static Optional<Follower> followerOf(Phase phase) {
    if (phase instanceof Phase.Serving serving) {
      return serving.follower();
    }
    return phase instanceof Phase.Leaving leaving ? leaving.follower() : Optional.empty();
  }

  /** It decided to become primary though it cannot ask its peer. */
  private void alone(boolean wasSecondary) {
    NodeState state = node.state();
    assertThat(state.watch().place().absent()).as("R1.9 it waits for its address").isEmpty();
    if (wasSecondary || !state.self().forced()) {
      assertThat(away)
          .as("R1.9 R2.8 a question from before its network came back says nothing")
          .isFalse();
      assertThat(state.watch().place().cutOff())
          .as("R1.9 R2.8 the isolated node does not become primary")
          .isEmpty();
    }
    if (wasSecondary) {
      assertThat(state.watch().paused()).as("R3.3 no takeover while paused").isFalse();
      assertThat(atLimit()).as("R2.6 no more takeovers than allowed").isFalse();
      return;
    }
    if (state.self().forced()) {
      return;
    }
    long lastKnown = state.durable().lineage().lastEpoch();
    assertThat(
            seen.filter(view -> !view.holder().equals(state.self().nodeId()))
                .filter(view -> view.epoch() > lastKnown))
        .as("R1.8 no start with data that the witness knows to be old")
        .isEmpty();
    if (node.world.witness.isEmpty() && mayHaveBeenOvertaken()) {
      assertThat(node.clock() - prepared)
          .as("R1.8 the wait of a node that the other may have overtaken")
          .isGreaterThanOrEqualTo(state.self().limits().startWaitNanos());
    }
  }

  private boolean mayHaveBeenOvertaken() {
    boolean met = node.disk().peerId().isPresent();
    return met && (!node.disk().wasPrimary() || node.disk().followed());
  }

  /** Whether this life of the node has made all the takeovers that it may for now (R2.6). */
  boolean atLimit() {
    Limits limits = node.state().self().limits();
    long since = node.clock() - limits.takeoverWindowNanos();
    int recent = 0;
    for (long at : takeovers) {
      recent += at >= since ? 1 : 0;
    }
    return recent >= limits.maxTakeovers();
  }

  /** An epoch of this node begins: its number is above all before, and it has what was promised. */
  void epochs(long epoch, Cause cause) {
    assertThat(epoch).as("epochs only rise").isGreaterThan(lastServedEpoch);
    lastServedEpoch = epoch;
    claimed = claims.getOrDefault(epoch, Long.MIN_VALUE);
    if (node.world.witness.isPresent()) {
      node.world.epochs(epoch);
    }
    if (cause == Cause.TAKEOVER) {
      takeovers.add(node.clock());
    }
    assertThat(cause == Cause.START && node.state().self().mode() == Mode.BACKUP_ONLY)
        .as("R1.6 a backup node does not start as primary")
        .isFalse();
    // Whatever was acknowledged is on both disks, so every later epoch begins with it. No epoch can
    // have overtaken it without having seen it.
    assertThat(node.world.history.acknowledgedIn(node.content()))
        .as("no acknowledged cycle is lost")
        .isTrue();
  }

  // ---- serving, with a witness ----

  private long word() {
    return Math.max(confirmed, claimed);
  }

  private boolean younger(long nanos) {
    long word = word();
    return word != Long.MIN_VALUE && node.clock() - word <= nanos;
  }

  /**
   * R6.2, R6.3: while the service can print, the last word in this node's favour is younger than
   * its share of the lease and the time to stop. Nobody can keep a machine that slept from serving
   * for as long as stopping takes.
   */
  void serving() {
    late &= node.clock() - thawed <= SimWitness.STOP + TICK;
    if (!younger(SimWitness.SERVE + SimWitness.STOP + TICK) && !late) {
      throw new AssertionError(
          "R6.2 "
              + node.name()
              + " serves in epoch "
              + lastServedEpoch
              + ", "
              + (node.clock() - word()) / World.MILLI
              + " ms after the last word in its favour was asked for");
    }
  }

  /** Whether its service could print now, and is not just being stopped after a long sleep. */
  boolean prints() {
    return node.serves() && !node.frozen() && !late;
  }

  /** It stops its service in a hurry: not while the witness's word is fresh. */
  void mayHurry() {
    boolean fresh =
        claimed != Long.MIN_VALUE
            && !lost.contains(lastServedEpoch)
            && node.clock() - claimed < SimWitness.SERVE;
    assertThat(fresh).as("R6.3 no stop in a hurry while the witness's word is fresh").isFalse();
  }
}
