package org.sbs.core.sim;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.Event;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NetworkState;
import org.sbs.core.role.Phase;

/**
 * What befalls a pair in one run: drawn from the seed, so that the seed replays it.
 *
 * @param witness whether the pair has one: then there must never be two services at once
 * @param modes of the two nodes
 * @param calm whether the network, the clocks and the disks behave: then there must never be two
 *     services at once
 * @param hanging whether something on a node does not answer for long
 * @param checked whether a check finds a service that hangs
 * @param busy whether handshakes crawl for a while, at either node, and processes starve
 */
record Schedule(
    boolean calm,
    boolean witness,
    List<Mode> modes,
    int operations,
    boolean hanging,
    boolean checked,
    boolean busy) {
  private static final long CHAOS = 24 * World.SECOND;

  /** With busy nodes a question takes up to a minute, and so does all that waits for one. */
  private static final long BUSY_CHAOS = 100 * World.SECOND;

  /** What hangs does so for long enough that nobody can wait for its end. */
  private static final int HANG = 40_000;

  /** Within how many milliseconds a node notices that its cable is out, or in again. */
  private static final int NOTICED = 1250;

  /** Within how many milliseconds faults begin where nodes are busy. */
  private static final int LAST_BUSY_FAULT = 85_000;

  /** So many seconds after the last fault a node that had still to end is started again. */
  private static final int LAST_START = 35;

  private static final List<List<Mode>> PAIRS =
      List.of(
          List.of(Mode.MAIN_ONLY, Mode.SYMMETRIC),
          List.of(Mode.SYMMETRIC, Mode.MAIN_ONLY),
          List.of(Mode.MAIN_ONLY, Mode.BACKUP_ONLY),
          List.of(Mode.BACKUP_ONLY, Mode.MAIN_ONLY),
          List.of(Mode.BACKUP_ONLY, Mode.SYMMETRIC),
          List.of(Mode.SYMMETRIC, Mode.BACKUP_ONLY));

  static Schedule of(Random random) {
    boolean calm = random.nextInt(3) == 0;
    boolean witness = random.nextBoolean();
    List<Mode> modes =
        random.nextInt(3) > 0
            ? List.of(Mode.SYMMETRIC, Mode.SYMMETRIC)
            : PAIRS.get(random.nextInt(PAIRS.size()));
    int operations = 1 + random.nextInt(12);
    boolean hanging = random.nextInt(8) == 0;
    boolean checked = random.nextBoolean();
    boolean busy = random.nextInt(6) == 0;
    return new Schedule(calm, witness, modes, operations, hanging, checked, busy);
  }

  /** How long faults befall the pair. */
  long chaosNanos() {
    long usual = busy ? BUSY_CHAOS : CHAOS;
    return hanging ? Math.max(usual, CHAOS + HANG * World.MILLI) : usual;
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
      world.after(
          world.millis(100, busy ? LAST_BUSY_FAULT : 20_000), () -> operation(world, network));
    }
    for (int i = busy ? 1 + world.random.nextInt(4) : 0; i > 0; i--) {
      SimNode node = world.nodes.get(world.random.nextInt(2));
      long begins = world.chance(40) ? 0 : world.millis(0, LAST_BUSY_FAULT);
      world.after(begins, () -> burden(world, node));
    }
    if (hanging) {
      world.after(world.millis(2000, 14_000), () -> hangForLong(world));
    }
    world.files.plan();
  }

  /** A folder of the one hangs, and then the other starts anew, or somebody asks for something. */
  private void hangForLong(World world) {
    SimNode node = world.nodes.get(world.random.nextInt(2));
    SimNode other = world.nodes.get(1 - node.index);
    SimNode either = world.chance(50) ? node : other;
    hang(world, node, HANG);
    world.after(
        world.millis(0, 4000),
        () -> {
          switch (world.random.nextInt(4)) {
            case 0 -> killAndRestart(world, either, world.chance(30));
            case 1 -> killAndRestart(world, other, world.chance(30));
            case 2 -> either.deliver(new Event.SwitchoverAsked());
            default -> stopAndRestart(world, either);
          }
        });
  }

  private void operation(World world, SimNetwork network) {
    SimNode node = world.nodes.get(world.random.nextInt(2));
    if (world.chance(15)) {
      troubleService(world, node);
      return;
    }
    if (world.chance(8)) {
      loseData(node);
      return;
    }
    if (world.chance(4)) {
      strangerAt(world, network, node);
      return;
    }
    if (world.chance(8)) {
      loseName(world, node);
      return;
    }
    int kind = world.random.nextInt(calm ? 12 : 28);
    switch (kind) {
      case 0 -> killAndRestart(world, node, false);
      case 1 -> killAndRestart(world, node, true);
      case 2 -> stopAndRestart(world, node);
      case 3 -> node.effects().serviceDies();
      case 4 -> node.start();
      case 5 -> network.reset();
      case 6, 7 -> node.deliver(new Event.SwitchoverAsked());
      case 8 -> node.deliver(new Event.PauseAsked(world.millis(0, 6000)));
      case 9 -> node.deliver(new Event.PauseAsked(0));
      case 10 -> switchAndFail(world, node);
      case 11 -> unplug(world, network, node);
      case 12, 13 -> {
        node.freeze();
        world.after(world.millis(10, 9000), node::thaw);
      }
      case 14, 15, 16 -> cut(world, network, node, kind - 5);
      case 17 -> failDisk(world, node);
      case 18 -> {
        node.serviceFails = true;
        world.after(world.millis(10, 5000), () -> node.serviceFails = false);
      }
      case 19, 20 -> cutWitness(world, node, kind == 20);
      case 21 -> {
        node.stands(SimNode.CUT_OFF);
        world.after(world.millis(10, 9000), node::looks);
      }
      case 22 -> {
        node.stands(
            new NetworkState(
                Optional.of(Reason.sentence("its address is not up")), Optional.empty()));
        world.after(world.millis(10, 5000), node::looks);
      }
      case 23 -> deafen(world, node);
      case 24 -> {
        // The link goes long after the witness: until then the secondary's word has counted.
        cutWitness(world, node, false);
        world.after(world.millis(3000, 7000), () -> cut(world, network, node, 9));
      }
      case 25 -> {
        killAndRestart(world, world.nodes.get(1 - node.index), world.chance(50));
        world.after(world.millis(0, 5000), () -> failDisk(world, node));
      }
      case 26 -> hang(world, node, 9000);
      default -> {
        node.freeze();
        killAndRestart(world, world.nodes.get(1 - node.index), false);
        world.after(world.millis(10, 9000), node::thaw);
      }
    }
  }

  /** The node is busy with something else: its handshakes crawl, and it starves, perhaps. */
  private void burden(World world, SimNode node) {
    long nanos = world.millis(1000, 90_000);
    node.busyFor(nanos);
    if (!calm && world.chance(40)) {
      starve(world, node, world.now() + nanos / 4);
    }
  }

  /** It runs for a moment only, again and again. */
  private static void starve(World world, SimNode node, long until) {
    if (world.now() >= until) {
      return;
    }
    node.freeze();
    world.after(
        world.millis(50, 3000),
        () -> {
          node.thaw();
          world.after(world.millis(5, 200), () -> starve(world, node, until));
        });
  }

  /** What carries the data to the node ends, and its link does not. */
  private static void loseData(SimNode node) {
    if (node.runs() && node.state().phase() instanceof Phase.Following following) {
      node.deliver(new Event.ReplicationEnded(following.link(), Reason.sentence("disk full")));
    }
  }

  /** The node dies, and another program takes its port for a while. */
  private static void strangerAt(World world, SimNetwork network, SimNode node) {
    node.kill(false);
    long nanos = world.millis(10, 8000);
    world.note(() -> "a stranger has the port of " + node.name());
    network.strangerAt(node.index, nanos);
    world.after(nanos + World.MILLI, node::start);
  }

  /** A swap of the roles, in the midst of which a node dies or the connections break. */
  private void switchAndFail(World world, SimNode node) {
    node.deliver(new Event.SwitchoverAsked());
    SimNode hit = world.nodes.get(world.random.nextInt(2));
    int what = world.random.nextInt(3);
    world.after(
        world.millis(0, 1500),
        () -> {
          if (what == 0) {
            hit.network.reset();
          } else {
            killAndRestart(world, hit, what == 2);
          }
        });
  }

  /** A service that does not start, hangs, or ends again and again: on one node, or on both. */
  private void troubleService(World world, SimNode node) {
    boolean both = world.chance(40);
    if (checked && world.chance(50)) {
      hangService(world, node);
      if (both) {
        hangService(world, world.nodes.get(1 - node.index));
      }
      return;
    }
    boolean sick = world.chance(60);
    world.note(
        () ->
            "the service "
                + (sick ? "ends again and again on " : "does not start on ")
                + (both ? "both" : node.name()));
    trouble(world, node, sick);
    if (both) {
      trouble(world, world.nodes.get(1 - node.index), sick);
    }
  }

  /** A service that goes on running and does not work; each further run is soon the same. */
  private static void hangService(World world, SimNode node) {
    world.note(() -> "the service hangs on " + node.name());
    node.serviceHangs = true;
    node.effects().serviceHangs(true);
    boolean heals = world.chance(40);
    world.after(
        world.millis(500, 20_000),
        () -> {
          world.note(() -> "it would work again on " + node.name());
          node.serviceHangs = false;
          if (heals) {
            node.effects().serviceHangs(false);
          }
        });
  }

  private static void trouble(World world, SimNode node, boolean sick) {
    node.serviceSick |= sick;
    node.serviceFails |= !sick;
    world.after(
        world.millis(500, 16_000),
        () -> {
          node.serviceSick &= !sick;
          node.serviceFails &= sick;
        });
    node.effects().serviceDies();
  }

  /** A folder or the home folder does not answer for a while. */
  private static void hang(World world, SimNode node, int longest) {
    SimHang hang = world.chance(70) ? node.folders : node.home;
    hang.begins();
    watch(world, node, hang);
    world.after(world.millis(longest / 2, longest), hang::ends);
  }

  /** The node finds out itself that it hangs, and that it does not any more. */
  private static void watch(World world, SimNode node, SimHang hang) {
    world.after(
        world.millis(2000, 4000),
        () -> {
          Optional<Reason> why =
              hang.hangs() ? Optional.of(Reason.sentence("it hangs")) : Optional.empty();
          if (node.runs()) {
            Optional<Reason> unfit =
                hang == node.home || node.effects().isHalfway() ? why : Optional.empty();
            node.deliver(new Event.FitnessKnown(unfit, why));
          }
          if (hang.hangs()) {
            watch(world, node, hang);
          }
        });
  }

  /** Its disk is full, or cannot be written for another cause. */
  private static void failDisk(World world, SimNode node) {
    node.diskFails = true;
    world.after(world.millis(10, world.chance(30) ? 20_000 : 5000), () -> node.diskFails = false);
    watchDisk(world, node);
  }

  /** The node finds out itself that its disk fails, and that it does not any more. */
  private static void watchDisk(World world, SimNode node) {
    world.after(
        world.millis(2000, 4000),
        () -> {
          if (node.runs()) {
            Optional<Reason> unfit =
                node.diskFails ? Optional.of(Reason.sentence("its disk fails")) : Optional.empty();
            node.deliver(new Event.FitnessKnown(unfit, Optional.empty()));
          }
          if (node.diskFails) {
            watchDisk(world, node);
          }
        });
  }

  /** The name service is gone, for one node or for both, often while they start. */
  private static void loseName(World world, SimNode node) {
    boolean both = world.chance(40);
    world.note(() -> "the name of the peer is unknown to " + (both ? "both" : node.name()));
    for (SimNode hit : world.nodes) {
      if (both || hit == node) {
        hit.nameUnknown = true;
        world.after(world.millis(10, 12_000), () -> hit.nameUnknown = false);
        if (world.chance(50)) {
          killAndRestart(world, hit, world.chance(50));
        }
      }
    }
  }

  /** The witness carries out what the node asks, and its answers do not get through. */
  private static void deafen(World world, SimNode node) {
    world.witness.ifPresent(
        witness -> {
          world.note(() -> node.name() + " does not hear the witness");
          witness.deafen(node.index, true);
          world.after(world.millis(10, 12_000), witness::heal);
        });
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

  /** The node's cable is pulled and put back; it notices both a little later. */
  private void unplug(World world, SimNetwork network, SimNode node) {
    boolean follows = node.runs() && node.state().phase() instanceof Phase.Following;
    if (calm && !follows) {
      return;
    }
    world.note(() -> node.name() + " is unplugged");
    node.unplugged(true);
    network.cutFrom(node.index, true);
    network.cutFrom(1 - node.index, true);
    world.witness.ifPresent(witness -> witness.cutFrom(node.index, true));
    if (world.chance(50)) {
      network.abort(node);
    }
    world.after(
        world.millis(0, NOTICED),
        () -> {
          node.looks();
          world.after(world.millis(10, 9000), () -> plug(world, network, node));
        });
  }

  private static void plug(World world, SimNetwork network, SimNode node) {
    world.note(() -> node.name() + " is plugged in again");
    node.unplugged(false);
    network.heal();
    world.witness.ifPresent(SimWitness::heal);
    world.after(world.millis(0, NOTICED), node::looks);
  }

  private static void cutWitness(World world, SimNode node, boolean both) {
    world.witness.ifPresent(
        witness -> {
          world.note(() -> "the witness is cut from " + (both ? "both" : node.name()));
          witness.cutFrom(node.index, true);
          witness.cutFrom(1 - node.index, both);
          world.after(world.millis(10, 12_000), witness::heal);
        });
  }

  private static void killAndRestart(World world, SimNode node, boolean powerCut) {
    node.kill(powerCut);
    if (world.chance(80)) {
      world.after(
          world.chance(30) ? world.millis(0, 20) : world.millis(0, 9000), again(world, node));
    }
  }

  private static void stopAndRestart(World world, SimNode node) {
    if (!node.runs()) {
      return;
    }
    world.note(() -> node.name() + " is stopped by its user");
    node.deliver(new Event.UserStop(world.chance(30)));
    world.after(world.millis(0, 9000), again(world, node));
  }

  private static Runnable again(World world, SimNode node) {
    boolean forced = world.chance(10);
    return () -> node.start(forced);
  }

  /** All faults end; whoever is dead is started. */
  static void mend(World world, SimNetwork network) {
    world.note(() -> "all faults end");
    network.slow(5);
    network.heal();
    world.witness.ifPresent(
        witness -> {
          witness.slow(3);
          witness.heal();
        });
    for (SimNode node : world.nodes) {
      node.diskFails = false;
      node.nameUnknown = false;
      node.serviceFails = false;
      node.serviceSick = false;
      List.of(node.folders, node.home, node.programs).forEach(SimHang::ends);
      node.serviceHangs = false;
      node.speed = NodeSpeed.USUAL;
      node.rests();
      node.thaw();
      node.unplugged(false);
      node.looks();
      node.start();
      // One that is just ending comes back too: a slow service or disk keeps it for long.
      for (int second = 1; second <= LAST_START; second++) {
        world.after(second * World.SECOND, node::start);
      }
    }
  }
}
