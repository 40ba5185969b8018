package org.sbs.core.sim;

import java.util.Optional;
import org.sbs.core.role.Limits;
import org.sbs.core.role.Mode;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Role;
import org.sbs.core.role.Timing;

/**
 * One seeded run of a pair that is tuned to 200 ms on busy machines: both nodes are kept from
 * running again and again, for up to 320 ms, and nothing else happens. Nobody takes over, until the
 * primary loses power; then the other does, and no later than is promised.
 *
 * <p>A pause is never longer by much than what its node has shown: a first one of more than the
 * limit cannot be told from a death.
 */
final class StallSimulation {
  private static final Timing TIMING = Timing.ofMillis(50, 200);
  private static final long FORMING = 4 * World.SECOND;
  private static final long BUSY = 10 * World.SECOND;

  /** So much longer than the longest before it a pause may be; the limit has that much slack. */
  private static final int SURPRISE = 110;

  /** Of a longer pause no more than that is measured. */
  private static final int MEASURED = 200;

  /** Thrice the limit, by a clock that may be slow, and a little for what is done then. */
  private static final long LONGEST_SILENCE = (3 * 200 + 50) * World.MILLI;

  private final World world;
  private final SimNetwork network;
  private final int[] longest = new int[2];
  private final int worst;
  private final int oftenPercent;
  private boolean formed;
  private boolean takesOver;
  private boolean busy;

  private StallSimulation(long seed, boolean telling) {
    world = new World(seed, telling);
    network = new SimNetwork(world);
    if (world.chance(30)) {
      world.witness = Optional.of(new SimWitness(world));
    }
    oftenPercent = world.chance(50) ? 90 : 30;
    worst = 20 + world.random.nextInt(MEASURED + SURPRISE - 20);
    for (int index = 0; index < 2; index++) {
      double rate = 1 + (world.random.nextInt(101) - 50) / 1000.0;
      SimNode node = new SimNode(world, network, index, Mode.SYMMETRIC, limits(), rate);
      node.timing = TIMING;
      world.nodes.add(node);
    }
  }

  private Limits limits() {
    Limits limits = Limits.ofSeconds(3, 1000, 600, 2);
    return world.witness.isPresent() ? limits.with(SimWitness.LEASE) : limits;
  }

  /** Runs one seed. The error of a failure names the seed and tells the story. */
  static void run(long seed) {
    try {
      new StallSimulation(seed, false).run();
    } catch (AssertionError | RuntimeException e) {
      StallSimulation again = new StallSimulation(seed, true);
      try {
        again.run();
      } catch (AssertionError | RuntimeException same) {
        throw again.failure(seed, same);
      }
      throw again.failure(seed, e);
    }
  }

  private AssertionError failure(long seed, Throwable cause) {
    return new AssertionError(
        "seed " + seed + " fails, with pauses: " + cause.getMessage() + "\n" + world.story(),
        cause);
  }

  private void run() {
    network.slow(1 + world.random.nextInt(8));
    SimNode a = world.nodes.get(0);
    SimNode b = world.nodes.get(1);
    a.start();
    world.after(world.millis(500, 1500), b::start);
    world.run(FORMING, this::always);
    World.promise(
        a.state().phase() instanceof Phase.Serving && b.state().phase() instanceof Phase.Following,
        "the pair is formed: " + a.state().phase() + ", " + b.state().phase());
    formed = true;
    takesOver = false;
    busy = true;
    world.nodes.forEach(this::nextStall);
    world.run(BUSY, this::always);
    busy = false;
    lose(a, b);
  }

  /** The machines have got quiet, and the primary is gone without a word. */
  private void lose(SimNode primary, SimNode secondary) {
    world.run(World.SECOND, this::always);
    primary.kill(true);
    formed = false;
    if (world.witness.isPresent()) {
      return; // Its lease has to end first; the other simulation knows how long that takes.
    }
    world.run(LONGEST_SILENCE, this::always);
    World.promise(
        takesOver, "R2.1 a silence ends in a takeover in time: " + secondary.state().phase());
  }

  private void nextStall(SimNode node) {
    world.after(
        world.chance(oftenPercent) ? world.millis(1, 60) : world.millis(100, 2000),
        () -> {
          if (busy) {
            if (!node.frozen()) {
              stall(node);
            }
            nextStall(node);
          }
        });
  }

  private void stall(SimNode node) {
    int known = longest[node.index];
    if (known > 0 && world.chance(25)) {
      node.readsLate(world.millis(1, known * 3 / 4));
      return;
    }
    int millis = 5 + world.random.nextInt(Math.min(worst, SURPRISE + known) - 4);
    node.stall(millis * World.MILLI, world.chance(50) ? 0 : world.millis(0, 40));
    world.after(
        millis * World.MILLI,
        () -> longest[node.index] = Math.min(MEASURED, Math.max(known, millis)));
  }

  private void always() {
    for (SimNode node : world.nodes) {
      if (node.serves() && node.state().phase().role() != Role.PRIMARY) {
        throw new AssertionError("R3.1 the service runs on a primary only: " + node.name());
      }
    }
    // One that is kept from running then asks again first (R2.9).
    takesOver |= world.nodes.get(1).runs() && !isSecondary(world.nodes.get(1));
    if (formed) {
      World.promise(
          world.nodes.get(0).serves() && isSecondary(world.nodes.get(1)),
          "R2.1 no takeover while nothing has failed");
    }
  }

  private static boolean isSecondary(SimNode node) {
    Phase phase = node.state().phase();
    return phase.role() == Role.SECONDARY && !(phase instanceof Phase.Promoting);
  }
}
