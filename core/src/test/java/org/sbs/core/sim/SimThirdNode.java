package org.sbs.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Event;
import org.sbs.core.role.Membership;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Pause;
import org.sbs.core.role.PeerView;

/**
 * A node with the pair's key that is not one of its two nodes. It visits in some schedules, and
 * what it says must change nothing (R1.10). It draws from a generator of its own, so that the
 * schedules of all seeds are what they were without it.
 */
final class SimThirdNode {
  private static final String ID = "c".repeat(32);

  private final World world;
  private final Random random;
  private long links = Long.MIN_VALUE;

  SimThirdNode(World world, long seed) {
    this.world = world;
    this.random = new Random(~seed);
  }

  void plan() {
    if (random.nextInt(4) > 0) {
      return;
    }
    for (int visit = random.nextInt(8); visit >= 0; visit--) {
      world.after(random.nextInt(60_000) * World.MILLI, this::visit);
    }
  }

  private void visit() {
    SimNode node = world.nodes.get(random.nextInt(2));
    boolean hears = node.runs() && !node.frozen() && node.state().durable().peerId().isPresent();
    Event says = says();
    if (!hears) {
      return;
    }
    NodeState before = node.state();
    node.deliver(says);
    if (node.runs()) {
      NodeState after = node.state();
      assertThat(after.phase().role())
          .as("R1.10 a third node changes no role")
          .isEqualTo(before.phase().role());
      assertThat(after.durable().epoch())
          .as("R1.10 nor an epoch")
          .isEqualTo(before.durable().epoch());
      assertThat(after.durable().peerId())
          .as("R1.10 nor the pair")
          .isEqualTo(before.durable().peerId());
    }
  }

  private Event says() {
    List<AnnouncedRole> standings = List.of(AnnouncedRole.values());
    AnnouncedRole announcedRole = standings.get(random.nextInt(standings.size()));
    Mode mode = random.nextBoolean() ? Mode.SYMMETRIC : Mode.MAIN_ONLY;
    PeerView view =
        new PeerView(
            ID,
            mode,
            announcedRole,
            random.nextInt(1000),
            Lineage.NONE,
            random.nextBoolean(),
            0,
            Pause.NONE,
            true,
            world.witness.isPresent() ? "" : "none",
            false,
            Optional.empty(),
            false,
            new Membership(Optional.empty(), random.nextBoolean()));
    links++;
    return List.of(
            new Event.PeerAsked(links, view),
            new Event.PeerAsked(links, view),
            new Event.FollowAsked(links, view))
        .get(random.nextInt(3));
  }
}
