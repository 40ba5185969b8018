package org.sbs.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Place;
import org.sbs.core.role.Role;
import org.sbs.core.role.WitnessView;

/** One seeded run of a pair, with what must hold after every event and at the end. */
final class Simulation {
  private static final long CHAOS = 24 * World.SECOND;
  private static final long SETTLING = 45 * World.SECOND;
  private static final long LONGEST_NIGHT = 18 * World.SECOND;

  private final long seed;
  private final World world;
  private final SimNetwork network;
  private final Schedule schedule;
  private final long[] ableSince = new long[2];
  private final boolean[] wasAble = new boolean[2];
  private long servedAt;

  private Simulation(long seed, boolean telling) {
    this.seed = seed;
    world = new World(seed, telling);
    network = new SimNetwork(world);
    schedule = Schedule.of(world.random);
    if (schedule.witness()) {
      world.witness = Optional.of(new SimWitness(world));
    }
    // One clock of the two is wrong by up to 5 %.
    double rate = 1 + (world.random.nextInt(101) - 50) / 1000.0;
    world.nodes.add(new SimNode(world, network, 0, "a".repeat(32), schedule.modes().get(0), 1));
    world.nodes.add(new SimNode(world, network, 1, "b".repeat(32), schedule.modes().get(1), rate));
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
    world.run(CHAOS, this::always);
    Schedule.mend(world, network);
    world.run(SETTLING, this::always);
    settled();
  }

  private AssertionError failure(Throwable cause) {
    return new AssertionError(
        "seed " + seed + " fails: " + cause.getMessage() + "\n" + world.story(), cause);
  }

  private void always() {
    neverLongDark();
    int serving = 0;
    for (SimNode node : world.nodes) {
      if (node.serves()) {
        serving++;
        assertThat(node.state().phase().role())
            .as("the service runs on a primary only: node " + node.name())
            .isEqualTo(Role.PRIMARY);
      }
      if (node.runs()) {
        NodeState state = node.state();
        assertThat(state.durable().epoch())
            .as("a node's epoch never falls behind its disk")
            .isGreaterThanOrEqualTo(node.disk().epoch());
        if (state.phase() instanceof Phase.Serving reign) {
          assertThat(node.disk().epoch())
              .as("a reign is on disk before it begins")
              .isGreaterThanOrEqualTo(reign.epoch());
        }
      }
    }
    if (schedule.witness()) {
      assertThat(world.nodes.stream().filter(SimNode::prints).count())
          .as("R6.1 services at once though there is a witness: " + phases())
          .isLessThan(2);
    }
    if (schedule.calm()) {
      assertThat(serving).as("services at once while the network behaves").isLessThan(2);
    }
  }

  /** R2.1: while a node could serve, the labels do not wait for ever. */
  private void neverLongDark() {
    if (world.nodes.stream().anyMatch(SimNode::serves)) {
      servedAt = world.now();
    }
    for (SimNode node : world.nodes) {
      boolean able = couldServe(node);
      if (!able || !wasAble[node.index]) {
        ableSince[node.index] = world.now();
      }
      wasAble[node.index] = able;
      long dark = world.now() - Math.max(servedAt, ableSince[node.index]);
      if (dark >= LONGEST_NIGHT) {
        throw new AssertionError(
            "nobody served for " + dark + " ns, though " + node.name() + " could: " + phases());
      }
    }
  }

  private boolean couldServe(SimNode node) {
    return node.runs()
        && !node.state().watch().paused()
        && node.state().watch().place().equals(Place.FINE)
        && !waitsForAPrimary(node)
        && witnessAgrees(node)
        && !node.frozen()
        && !node.diskFails
        && !node.serviceFails
        && !(node.state().phase() instanceof Phase.Ended)
        && !(node.state().phase().role() == Role.SECONDARY
            && node.state().durable().lineage().isEmpty());
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
        .as("services when all faults have ended: " + phases())
        .isEqualTo(1);
    SimNode primary = nodes.stream().filter(SimNode::serves).findFirst().orElseThrow();
    SimNode secondary = nodes.get(1 - primary.index);
    if (schedule.modes().contains(Mode.MAIN_ONLY)) {
      assertThat(schedule.modes().get(primary.index))
          .as("R1.6 the main node is primary in the end: " + phases())
          .isEqualTo(Mode.MAIN_ONLY);
    }
    assertThat(schedule.modes().get(primary.index))
        .as("R1.6 the backup node is not primary in the end: " + phases())
        .isNotEqualTo(Mode.BACKUP_ONLY);
    assertThat(secondary.state().phase())
        .as("the other node follows: " + phases())
        .isInstanceOf(Phase.Following.class);
    assertThat(((Phase.Following) secondary.state().phase()).epoch())
        .as("it follows the reign that is")
        .isEqualTo(((Phase.Serving) primary.state().phase()).epoch());
    assertThat(secondary.copy().orElseThrow().lineage())
        .as("its copy is of that reign")
        .isEqualTo(primary.state().durable().lineage());
    assertThat(secondary.disk().lineage())
        .as("its disk says so")
        .isEqualTo(primary.state().durable().lineage());
  }

  private String phases() {
    return world.nodes.stream()
        .map(node -> node.name() + " " + (node.runs() ? node.state().phase() : "dead"))
        .toList()
        .toString();
  }
}
