package org.sbs.core.sim;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sbs.core.role.Event;
import org.sbs.core.role.Mode;
import org.sbs.core.role.Place;

/**
 * What befalls a pair in one run: drawn from the seed, so that the seed replays it.
 *
 * @param witness whether the pair has one: then there must never be two services at once
 * @param modes of the two nodes
 * @param calm whether the network, the clocks and the disks behave: then there must never be two
 *     services at once
 */
record Schedule(boolean calm, boolean witness, List<Mode> modes, int operations) {
  private static final List<List<Mode>> PAIRS =
      List.of(
          List.of(Mode.MAIN_ONLY, Mode.SYMMETRIC),
          List.of(Mode.SYMMETRIC, Mode.MAIN_ONLY),
          List.of(Mode.MAIN_ONLY, Mode.BACKUP_ONLY),
          List.of(Mode.SYMMETRIC, Mode.BACKUP_ONLY));

  static Schedule of(Random random) {
    boolean calm = random.nextInt(3) == 0;
    boolean witness = random.nextBoolean();
    List<Mode> modes =
        random.nextInt(3) > 0
            ? List.of(Mode.SYMMETRIC, Mode.SYMMETRIC)
            : PAIRS.get(random.nextInt(PAIRS.size()));
    return new Schedule(calm, witness, modes, 1 + random.nextInt(12));
  }

  void plan(World world, SimNetwork network) {
    SimNode a = world.nodes.get(0);
    SimNode b = world.nodes.get(1);
    network.slow(calm ? 1 + world.random.nextInt(50) : 1 + world.random.nextInt(400));
    world.witness.ifPresent(
        w -> w.slow(1 + world.random.nextInt(calm ? 20 : world.chance(20) ? 1500 : 400)));
    a.start();
    switch (world.random.nextInt(4)) {
      case 0 -> b.start();
      case 1 -> world.after(world.millis(0, 60), b::start);
      case 2 -> world.after(world.millis(0, 1000), b::start);
      default -> world.after(world.millis(1000, 8000), b::start);
    }
    for (int i = 0; i < operations; i++) {
      world.after(world.millis(100, 20_000), () -> operation(world, network));
    }
  }

  private void operation(World world, SimNetwork network) {
    SimNode node = world.nodes.get(world.random.nextInt(2));
    int kind = world.random.nextInt(calm ? 8 : 19);
    switch (kind) {
      case 0 -> killAndRestart(world, node, false);
      case 1 -> killAndRestart(world, node, true);
      case 2 -> stopAndRestart(world, node);
      case 3 -> node.effects().serviceDies();
      case 4 -> node.start();
      case 5 -> network.reset();
      case 6 -> node.deliver(new Event.SwitchoverAsked());
      case 7 -> node.deliver(new Event.PauseAsked(world.millis(0, 6000)));
      case 8 -> {
        node.freeze();
        world.after(world.millis(10, 9000), node::thaw);
      }
      case 9, 10, 11 -> cut(world, network, node, kind);
      case 12 -> {
        node.diskFails = true;
        world.after(world.millis(10, 5000), () -> node.diskFails = false);
      }
      case 13 -> {
        node.serviceFails = true;
        world.after(world.millis(10, 5000), () -> node.serviceFails = false);
      }
      case 14, 15 -> cutWitness(world, node, kind == 15);
      case 16 -> {
        node.stands(new Place(Optional.empty(), Optional.of("no network link is up")));
        world.after(world.millis(10, 9000), () -> node.stands(Place.FINE));
      }
      case 17 -> {
        node.stands(new Place(Optional.of("its address is not up"), Optional.empty()));
        world.after(world.millis(10, 5000), () -> node.stands(Place.FINE));
      }
      default -> {
        node.freeze();
        killAndRestart(world, world.nodes.get(1 - node.index), false);
        world.after(world.millis(10, 9000), node::thaw);
      }
    }
  }

  /** The link both ways, one way, or the link and a node's way to the witness. */
  private static void cut(World world, SimNetwork network, SimNode node, int kind) {
    network.cutFrom(node.index, true);
    if (kind != 10) {
      network.cutFrom(1 - node.index, true);
    }
    if (kind == 11) {
      cutWitness(world, node, false);
    }
    world.after(world.millis(10, 12_000), network::heal);
  }

  private static void cutWitness(World world, SimNode node, boolean both) {
    world.witness.ifPresent(
        witness -> {
          world.note(() -> "the witness is cut from " + (both ? "both" : node.name()));
          witness.cutFrom(node.index, true);
          witness.cutFrom(1 - node.index, both);
          world.after(
              world.millis(10, 12_000),
              () -> {
                witness.cutFrom(0, false);
                witness.cutFrom(1, false);
              });
        });
  }

  private static void killAndRestart(World world, SimNode node, boolean powerCut) {
    node.kill(powerCut);
    if (world.chance(80)) {
      world.after(world.chance(30) ? world.millis(0, 20) : world.millis(0, 9000), node::start);
    }
  }

  private static void stopAndRestart(World world, SimNode node) {
    if (!node.runs()) {
      return;
    }
    world.note(() -> node.name() + " is stopped by its user");
    node.deliver(new Event.UserStop());
    world.after(world.millis(0, 9000), node::start);
  }

  /** All faults end; whoever is dead is started. */
  static void mend(World world, SimNetwork network) {
    world.note(() -> "all faults end");
    network.slow(5);
    network.heal();
    world.witness.ifPresent(
        witness -> {
          witness.slow(3);
          witness.cutFrom(0, false);
          witness.cutFrom(1, false);
        });
    for (SimNode node : world.nodes) {
      node.diskFails = false;
      node.serviceFails = false;
      node.thaw();
      node.stands(Place.FINE);
      node.start();
      // One that is just ending comes back too.
      world.after(5 * World.SECOND, node::start);
    }
  }
}
