package org.sbs.core.sim;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.Event;
import org.sbs.core.role.Lease;
import org.sbs.core.role.WitnessView;

/**
 * The third voice: remembers the newest claim. A question takes its time, may never get there, may
 * be carried out though its answer is lost, and may be carried out after whoever asked has given
 * up.
 */
final class SimWitness {
  static final Lease LEASE = Lease.ofSeconds(4);

  // What a holder is promised of it, as R6.4 is explained to users: half of it to serve, a quarter
  // to stop.
  static final long SERVE = 2 * World.SECOND;
  static final long STOP = World.SECOND;

  private static final long DEADLINE = World.SECOND;

  private final World world;
  private final boolean[] cut = new boolean[2];
  private final boolean[] deaf = new boolean[2];
  private int slowMillis = 3;
  private WitnessView view = WitnessView.UNCLAIMED;
  private long renewals;

  SimWitness(World world) {
    this.world = world;
  }

  void cutFrom(int index, boolean nowCut) {
    cut[index] = nowCut;
  }

  /** What that node asks is carried out, and it never hears of it. */
  void deafen(int index, boolean nowDeaf) {
    deaf[index] = nowDeaf;
  }

  void heal() {
    for (int index = 0; index < 2; index++) {
      cut[index] = false;
      deaf[index] = false;
    }
  }

  void slow(int millis) {
    slowMillis = millis;
  }

  /** Whether it answers that node in time, every time. */
  boolean answers(int index) {
    return !cut[index] && !deaf[index] && 2L * (slowMillis + 1) * World.MILLI < DEADLINE;
  }

  WitnessView view() {
    return view;
  }

  void look(SimNode node) {
    ask(node, sent -> new Event.WitnessSeen(view, sent));
  }

  void claim(SimNode node, long epoch, WitnessView seen) {
    ask(
        node,
        sent -> {
          if (!seen.equals(view) || epoch <= view.epoch()) {
            return new Event.ClaimLost(epoch);
          }
          mark(node, epoch, false);
          return new Event.Claimed(epoch, sent);
        });
  }

  void renew(SimNode node, long epoch) {
    ask(
        node,
        sent -> {
          boolean mine =
              epoch == view.epoch() && view.holder().equals(node.disk().nodeId()) && !view.free();
          if (!mine) {
            return new Event.ClaimLost(epoch);
          }
          mark(node, epoch, false);
          return new Event.Claimed(epoch, sent);
        });
  }

  void release(SimNode node, long epoch) {
    ask(
        node,
        sent -> {
          if (epoch == view.epoch() && view.holder().equals(node.disk().nodeId())) {
            mark(node, epoch, true);
          }
          return new Event.Released(epoch);
        });
  }

  private void mark(SimNode node, long epoch, boolean free) {
    view = new WitnessView(epoch, node.disk().nodeId(), Long.toString(++renewals), free);
  }

  private void ask(SimNode node, Function<Long, Event> work) {
    long life = node.life();
    long sent = node.clock();
    boolean[] over = new boolean[1];
    BiConsumer<Long, Event> tell =
        (after, event) ->
            world.after(
                after,
                () -> {
                  if (node.life() == life && !over[0]) {
                    over[0] = true;
                    node.deliver(event);
                  }
                });
    tell.accept(DEADLINE, new Event.WitnessFailed(Reason.sentence("no answer in time")));
    if (cut[node.index]) {
      return;
    }
    world.after(
        world.millis(0, slowMillis),
        () -> {
          Event answer = work.apply(sent);
          if (!cut[node.index] && !deaf[node.index]) {
            tell.accept(world.millis(0, slowMillis), answer);
          }
        });
  }
}
