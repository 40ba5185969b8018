package org.sbs.core.sim;

import java.util.Random;
import org.sbs.core.role.Event;

/**
 * What befalls a pair in one run: drawn from the seed, so that the seed replays it.
 *
 * @param calm whether the network, the clocks and the disks behave: then there must never be two
 *     services at once
 */
record Schedule(boolean calm, int operations) {
  static Schedule of(Random random) {
    return new Schedule(random.nextInt(3) == 0, 1 + random.nextInt(12));
  }

  void plan(World world, SimNetwork network) {
    SimNode a = world.nodes.get(0);
    SimNode b = world.nodes.get(1);
    network.slow(calm ? 1 + world.random.nextInt(50) : 1 + world.random.nextInt(400));
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
    int kind = world.random.nextInt(calm ? 6 : 12);
    switch (kind) {
      case 0 -> killAndRestart(world, node, false);
      case 1 -> killAndRestart(world, node, true);
      case 2 -> stopAndRestart(world, node);
      case 3 -> node.effects().serviceDies();
      case 4 -> node.start();
      case 5 -> network.reset();
      case 6 -> {
        node.freeze();
        world.after(world.millis(10, 9000), node::thaw);
      }
      case 7, 8 -> {
        network.cutFrom(node.index, true);
        if (kind == 7) {
          network.cutFrom(1 - node.index, true);
        }
        world.after(world.millis(10, 9000), network::heal);
      }
      case 9 -> {
        node.diskFails = true;
        world.after(world.millis(10, 5000), () -> node.diskFails = false);
      }
      case 10 -> {
        node.serviceFails = true;
        world.after(world.millis(10, 5000), () -> node.serviceFails = false);
      }
      default -> {
        node.freeze();
        killAndRestart(world, world.nodes.get(1 - node.index), false);
        world.after(world.millis(10, 9000), node::thaw);
      }
    }
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
    for (SimNode node : world.nodes) {
      node.diskFails = false;
      node.serviceFails = false;
      node.thaw();
      node.start();
      // One that is just ending comes back too.
      world.after(5 * World.SECOND, node::start);
    }
  }
}
