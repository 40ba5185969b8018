package org.sbs.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Limits;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NetworkState;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Phase.LeaveStep;
import org.sbs.core.role.Role;
import org.sbs.core.role.WitnessView;

/** One seeded run of a pair, with what must hold after every event and at the end. */
final class Simulation {
  private static final long SETTLING = 45 * World.SECOND;

  /** With busy nodes a question takes up to a minute, and so does all that waits for one. */
  private static final long BUSY_EXTRA = 130 * World.SECOND;

  private static final long LONGEST_NIGHT = 18 * World.SECOND;

  /** So much longer where the last cycle before a hand-over meets what hangs, and so does that. */
  private static final long LONGEST_STOP = 20 * World.SECOND;

  /**
   * So much longer where one that becomes primary dies, because what hangs may keep it from it once
   * more; and where its home folder hangs, because the other node waits until it gives up (R2.10).
   */
  private static final long LONGEST_PROMOTION = 15 * World.SECOND;

  private static final long LONGEST_PAIR = 6 * World.SECOND;

  private static final ReasonCode JUST_FIT = ReasonCode.NOT_PRIMARY_JUST_FIT;

  private final long seed;
  private final World world;
  private final SimNetwork network;
  private final Schedule schedule;
  private final SimNode[] nodes = new SimNode[2];
  private final long[] ableSince = new long[2];
  private final boolean[] wasAble = new boolean[2];
  private final long[] pausedAt = {Long.MIN_VALUE / 2, Long.MIN_VALUE / 2};
  private long servedAt;
  private long stopNanos;
  private final boolean[] wasPromoting = new boolean[2];
  private long promotionNanos;
  private long hungPromotionNanos;
  private long extraNanos;
  private long twoSince = -1;

  private Simulation(long seed, boolean telling) {
    this.seed = seed;
    world = new World(seed, telling);
    network = new SimNetwork(world);
    schedule = Schedule.of(world.random);
    if (schedule.witness()) {
      world.witness = Optional.of(new SimWitness(world));
    }
    long hang = schedule.checked() ? SimHealth.LONGEST : 0;
    for (int index = 0; index < 2; index++) {
      // Each clock is wrong by up to 5 %, on its own.
      double rate = 1 + (world.random.nextInt(101) - 50) / 1000.0;
      SimNode node =
          new SimNode(world, network, index, schedule.modes().get(index), limits(), rate);
      node.speed = NodeSpeed.of(world, schedule.calm());
      long busy = schedule.busy() ? BUSY_EXTRA : 0;
      extraNanos = Math.max(extraNanos, node.speed.extraNanos() + hang + busy);
      world.nodes.add(node);
      nodes[index] = node;
    }
  }

  private Limits limits() {
    int takeovers = world.chance(20) ? 1 + world.random.nextInt(2) : 1000;
    int restarts = world.chance(15) ? 1000 : world.random.nextInt(3);
    Limits limits = Limits.ofSeconds(3, takeovers, world.chance(50) ? 8 : 600, restarts);
    limits = schedule.checked() ? limits.withChecks(SimHealth.LONGEST) : limits;
    return schedule.witness() ? limits.with(SimWitness.LEASE) : limits;
  }

  /** Runs one seed. The error of a failure names the seed and tells the story. */
  static void run(long seed) {
    try {
      new Simulation(seed, false).run();
    } catch (AssertionError | RuntimeException e) {
      Simulation again = new Simulation(seed, true);
      try {
        again.run();
      } catch (AssertionError | RuntimeException same) {
        throw again.failure(same);
      }
      throw again.failure(e);
    }
  }

  private void run() {
    schedule.plan(world, network);
    new SimThirdNode(world, seed).plan();
    long settling = schedule.busy() ? SETTLING + BUSY_EXTRA : SETTLING;
    world.run(schedule.chaosNanos(), this::always);
    Schedule.mend(world, network);
    world.run(settling, this::always);
    settled();
    if (world.files.isEditedLate()) {
      // What is edited on a running secondary counts when it connects anew.
      network.reset();
      world.run(SETTLING, this::always);
      settled();
    }
    world.files.settled();
  }

  private AssertionError failure(Throwable cause) {
    return new AssertionError(
        "seed " + seed + " fails: " + cause.getMessage() + "\n" + world.story(), cause);
  }

  /** Is called after every event, so it builds no sentence that nobody reads. */
  private void always() {
    neverLongDark();
    int serving = 0;
    int printing = 0;
    for (SimNode node : nodes) {
      node.promises().weakness().look(extraNanos);
      if (node.serves()) {
        serving++;
        if (node.state().phase().role() != Role.PRIMARY) {
          throw broken("R3.1 the service runs on a primary only: " + node.name());
        }
      }
      if (schedule.witness() && node.serves() && !node.frozen()) {
        node.promises().serving();
        printing += node.promises().prints() ? 1 : 0;
      }
      if (node.runs() && node.state().durable().epoch() < node.disk().epoch()) {
        throw broken("a node's epoch fell behind its disk: " + node.name());
      }
      if (node.runs()
          && node.state().phase() instanceof Phase.Serving primary
          && node.disk().epoch() < primary.epoch()) {
        throw broken("R2.3 an epoch began before it was on disk: " + node.name());
      }
    }
    if (printing > 1) {
      throw broken("R6.1 services at once though there is a witness");
    }
    if (schedule.calm() && !world.excused && serving > 1) {
      throw broken("services at once while the network behaves");
    }
    neverLongTwo(serving);
    world.excused |= tookOverUnplugged(nodes[0]) || tookOverUnplugged(nodes[1]);
  }

  private boolean tookOverUnplugged(SimNode node) {
    return node.isUnplugged()
        && node.runs()
        && (node.state().phase() instanceof Phase.Promoting
            || node.state().phase() instanceof Phase.Serving)
        && !nodes[1 - node.index].serves();
  }

  private AssertionError broken(String what) {
    return new AssertionError(what + ": " + phases());
  }

  /** R5.2: two primaries that can talk settle it within seconds. */
  private void neverLongTwo(int serving) {
    if (serving < 2 || !network.whole() || nodes[0].hindered() || nodes[1].hindered()) {
      twoSince = -1;
      return;
    }
    twoSince = twoSince < 0 ? world.now() : twoSince;
    if (world.now() - twoSince > LONGEST_PAIR + extraNanos + allowance()) {
      throw broken("R5.2 two primaries that can talk do not settle it");
    }
  }

  /**
   * So much longer the two questions wait that both nodes put where one of them was kept waiting.
   */
  private long allowance() {
    return nodes[0].state().timing().patience()
        + nodes[1].state().timing().patience()
        - nodes[0].timing.patience()
        - nodes[1].timing.patience();
  }

  /** R2.1: while a node could serve, the labels do not wait for ever. */
  private void neverLongDark() {
    if (nodes[0].works() || nodes[1].works()) {
      // Whoever could serve then counts from now on, if nobody does any more.
      servedAt = world.now();
      wasAble[0] = true;
      wasAble[1] = true;
      stopNanos = 0;
      promotionNanos = 0;
      hungPromotionNanos = 0;
      wasPromoting[0] = false;
      wasPromoting[1] = false;
      ableSince[0] = servedAt;
      ableSince[1] = servedAt;
      return;
    }
    for (SimNode node : nodes) {
      boolean able = couldServe(node);
      if (isStoppedIfTaken(node) || hangsInLastCycle(node)) {
        stopNanos = LONGEST_STOP;
      }
      if (wasPromoting[node.index] && !node.runs()) {
        promotionNanos += LONGEST_PROMOTION;
      }
      wasPromoting[node.index] = node.runs() && node.state().phase() instanceof Phase.Promoting;
      if (wasPromoting[node.index] && node.home.hangs()) {
        hungPromotionNanos = LONGEST_PROMOTION;
      }
      if (!able || !wasAble[node.index]) {
        ableSince[node.index] = world.now();
      }
      wasAble[node.index] = able;
      long dark = world.now() - Math.max(servedAt, ableSince[node.index]);
      if (dark >= LONGEST_NIGHT + extraNanos + stopNanos + promotionNanos + hungPromotionNanos) {
        throw new AssertionError(
            "nobody served for " + dark + " ns, though " + node.name() + " could: " + phases());
      }
    }
  }

  private boolean couldServe(SimNode node) {
    return node.runs()
        && !node.state().watch().paused()
        && node.state().watch().place().equals(NetworkState.FINE)
        && !isPauseNews(nodes[0])
        && !isPauseNews(nodes[1])
        && !waitsForAPrimary(node)
        && witnessAgrees(node)
        && !node.hindered()
        && !node.serviceHangs
        && !node.promises().rests()
        && !node.promises().leaves()
        && !waitsForTheService(node)
        && !isStopped(node)
        && !isEmptyBesideData(node)
        && !isJustFit(nodes[0])
        && !isJustFit(nodes[1])
        && !waitsForData(node)
        && !waitsForOneThatIsFrozen(node)
        && !(node.state().phase().role() == Role.SECONDARY && node.promises().atLimit())
        && !(node.state().phase() instanceof Phase.Ended)
        && !(node.state().phase().role() == Role.SECONDARY
            && node.state().durable().lineage().isEmpty());
  }

  /** R2.10: its peer may still go by it that this one could not serve, and this one waits. */
  private static boolean isJustFit(SimNode node) {
    if (!node.runs()) {
      return false;
    }
    Phase phase = node.state().phase();
    return (phase instanceof Phase.Waiting waiting && waiting.election().held().has(JUST_FIT))
        || (phase instanceof Phase.Asking asking && asking.election().held().has(JUST_FIT));
  }

  /** It does not serve with nothing in the place of one that has the data. */
  private boolean isEmptyBesideData(SimNode node) {
    SimNode other = world.nodes.get(1 - node.index);
    return other.runs()
        && node.state().durable().lineage().isEmpty()
        && !other.state().durable().lineage().isEmpty();
  }

  /** Its primary lives, and cannot send what it has. */
  private boolean waitsForData(SimNode node) {
    SimNode other = world.nodes.get(1 - node.index);
    return other.runs()
        && other.folders.hangs()
        && other.state().phase().role() == Role.PRIMARY
        && node.state().phase() instanceof Phase.Following following
        && !other.effects().acknowledgedOn(following.link());
  }

  /** R1.8: a start is in no hurry where its peer accepts and says nothing. */
  private boolean waitsForOneThatIsFrozen(SimNode node) {
    SimNode other = world.nodes.get(1 - node.index);
    return other.frozen()
        && node.state().phase() instanceof Phase.Asking asking
        && asking.election().patient();
  }

  private static boolean isStoppedIfTaken(SimNode node) {
    return node.runs()
        && node.state().phase() instanceof Phase.Leaving leaving
        && leaving.purpose() == Phase.Purpose.STOP_IF_TAKEN;
  }

  /** A folder that began to hang a moment ago is waited for once more, to its deadline. */
  private static boolean hangsInLastCycle(SimNode node) {
    return node.runs()
        && node.folders.hangs()
        && node.state().phase() instanceof Phase.Leaving leaving
        && leaving.step() == LeaveStep.LAST_CYCLE;
  }

  /** A pause that has just ended holds a promotion for as long as questions may cross. */
  private boolean isPauseNews(SimNode node) {
    if (node.runs() && node.state().watch().paused()) {
      pausedAt[node.index] = world.now();
    }
    // Two questions that cross, by a clock that may be slow.
    return world.now() - pausedAt[node.index] <= 2.2 * node.timing.patience();
  }

  /** Its user ends it. */
  private static boolean isStopped(SimNode node) {
    return node.state().phase() instanceof Phase.Leaving leaving
        && leaving.purpose() == Phase.Purpose.STOP;
  }

  /** R7.3: its primary has not tried all it may, or it has failed at the same itself. */
  private boolean waitsForTheService(SimNode node) {
    SimNode other = nodes[1 - node.index];
    boolean tries =
        other.runs()
            && other.state().phase().role() == Role.PRIMARY
            && (other.serviceFails
                || other.serviceSick
                || other.serviceHangs
                || (other.serves() && !other.works())
                || other.promises().rests());
    return tries && (!other.promises().hasTriedEnough() || node.promises().isWornOut());
  }

  private static boolean waitsForAPrimary(SimNode node) {
    NodeState state = node.state();
    return state.self().mode() == Mode.BACKUP_ONLY && state.phase().role() == Role.STARTING;
  }

  private boolean witnessAgrees(SimNode node) {
    if (world.witness.isEmpty()) {
      return true;
    }
    WitnessView view = world.witness.get().view();
    boolean stale =
        node.state().phase().role() == Role.STARTING
            && !view.holder().equals(node.disk().nodeId())
            && view.epoch() > node.state().durable().lineage().lastEpoch();
    return world.witness.get().answers(node.index) && !stale;
  }

  private void settled() {
    List<SimNode> nodes = world.nodes;
    assertThat(nodes.stream().filter(SimNode::serves).count())
        .as(() -> "services when all faults have ended: " + phases())
        .isEqualTo(1);
    SimNode primary = nodes.stream().filter(SimNode::serves).findFirst().orElseThrow();
    SimNode secondary = nodes.get(1 - primary.index);
    if (!secondary.promises().isWornOut()) {
      rightOne(primary);
    }
    assertThat(secondary.state().phase())
        .as(() -> "the other node follows: " + phases())
        .isInstanceOf(Phase.Following.class);
    assertThat(((Phase.Following) secondary.state().phase()).epoch())
        .as("it follows the epoch that is")
        .isEqualTo(((Phase.Serving) primary.state().phase()).epoch());
    assertThat(secondary.copy().orElseThrow().lineage())
        .as("its copy is of that epoch")
        .isEqualTo(primary.state().durable().lineage());
    assertThat(secondary.disk().lineage())
        .as("its disk says so")
        .isEqualTo(primary.state().durable().lineage());
    assertThat(secondary.state().durable().pause().serial())
        .as("R3.3 both know the last word on the pair's pause")
        .isEqualTo(primary.state().durable().pause().serial());
    assertThat(world.history.acknowledgedIn(primary.content()))
        .as("no acknowledged cycle is lost")
        .isTrue();
  }

  private void rightOne(SimNode primary) {
    if (schedule.modes().contains(Mode.MAIN_ONLY)) {
      assertThat(schedule.modes().get(primary.index))
          .as(() -> "R1.6 the main node is primary in the end: " + phases())
          .isEqualTo(Mode.MAIN_ONLY);
    }
    assertThat(schedule.modes().get(primary.index))
        .as(() -> "R1.6 the backup node is not primary in the end: " + phases())
        .isNotEqualTo(Mode.BACKUP_ONLY);
  }

  private String phases() {
    return world.nodes.stream()
        .map(node -> node.name() + " " + (node.runs() ? node.state().phase() : "dead"))
        .toList()
        .toString();
  }
}
