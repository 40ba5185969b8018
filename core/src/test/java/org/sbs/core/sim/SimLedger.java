package org.sbs.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.sbs.core.sim.SimSet.Version;

/**
 * Every edit and delete that users ever made, with what it was made from; so it knows of any two
 * versions which is later, or that they parted, without asking the nodes.
 */
final class SimLedger {
  private static final int MOST = 62;
  private static final long ALL = (1L << SimSet.NAMES) - 1;

  final Random random;
  private final World world;
  private int last;
  private long edits;

  /** What some user edited further, or deleted, on a node that had it. */
  private long overwritten;

  /** What both nodes had when they last committed a cycle, whatever they have noted of it. */
  private Optional<SimSet> common = Optional.empty();

  /** Files of which a node has forgotten what is common, or which it could not take over. */
  private long doubtful;

  /** What a restore from a backup took away, and what only the history has to keep. */
  private long excused;

  SimLedger(World world, long seed) {
    this.world = world;
    this.random = new Random(~seed);
  }

  // ---- what users do ----

  /** Users edit on whichever node serves, now and then on another. */
  void plan() {
    boolean backups = random.nextInt(8) == 0;
    for (int i = random.nextInt(14); i > 0; i--) {
      later(() -> work(anyNode()));
    }
    if (backups) {
      SimNode node = world.nodes.get(random.nextInt(2));
      later(() -> node.files().backUp());
      later(() -> node.files().restore());
      later(() -> node.files().restore());
    }
  }

  private void later(Runnable what) {
    world.after((100 + random.nextInt(21_900)) * World.MILLI, what);
  }

  private SimNode anyNode() {
    SimNode node = world.nodes.get(random.nextInt(2));
    SimNode other = world.nodes.get(1 - node.index);
    return !node.serves() && other.serves() && random.nextInt(3) > 0 ? other : node;
  }

  private void work(SimNode node) {
    int name = random.nextInt(SimSet.NAMES);
    boolean delete = random.nextInt(4) == 0;
    if (node.hostUp()) {
      node.files().change(name, delete);
    }
  }

  /** The number of a new edit or delete of that version; 0 when there are enough. */
  int next(Version of, boolean edit) {
    if (last == MOST) {
      return 0;
    }
    last++;
    overwritten |= of.past();
    edits |= edit ? 1L << last : 0;
    return last;
  }

  // ---- what nodes may forget ----

  /** A node has lost notes, or everything since a backup. */
  void forgot() {
    doubtful = ALL;
  }

  /** A node could not take it over. */
  void notAdopted(int name) {
    doubtful |= 1L << name;
  }

  void excuse(long lost) {
    excused |= lost;
  }

  private boolean isCertain(int name) {
    return (doubtful >> name & 1) == 0;
  }

  // ---- what must hold ----

  /** A meeting decides about one file. */
  void decided(int name, Version own, Version other, boolean adopt, boolean conflict) {
    if (own.edit() == other.edit()) {
      return;
    }
    if (adopt) {
      World.promise(
          !own.isFile() || other.knows(own.edit()),
          "R5.1 no edit of the primary is given up for a version that does not know it");
    } else {
      World.promise(
          !other.isFile() || conflict || own.knows(other.edit()),
          "R5.1 an edit that loses is kept as a conflict copy");
    }
    if (common.isPresent() && isCertain(name)) {
      int joint = common.get().of(name).edit();
      assertThat(adopt)
          .as("R5.1 what was changed on the other node only is taken over, and nothing else")
          .isEqualTo(own.edit() == joint);
      assertThat(conflict)
          .as("R5.1 what was changed on both nodes is a conflict, and nothing else")
          .isEqualTo(own.edit() != joint && other.edit() != joint && other.isFile());
    }
  }

  /**
   * A cycle replaces a file of the secondary.
   *
   * @param late what was edited there after it had told what it has
   */
  void replaced(int name, Version old, Version by, boolean conflict, long late) {
    boolean inHistory = common.isEmpty() || (late & 1L << old.edit()) != 0;
    boolean lost = old.isFile() && !by.knows(old.edit()) && !conflict;
    World.promise(
        !lost || inHistory, "R5.1 no cycle replaces an edit that its primary does not know of");
    excused |= lost ? old.past() : 0;
    boolean wasTold = (old.past() & ~by.past() & ~late) != 0;
    boolean undone =
        common.isPresent() && isCertain(name) && wasTold && !conflict && isBack(name, old, by);
    World.promise(!undone, "R5.1 what was changed or deleted on one node only does not come back");
  }

  private boolean isBack(int name, Version old, Version by) {
    int joint = common.orElseThrow().of(name).edit();
    return old.edit() != joint && by.edit() == joint;
  }

  /**
   * A cycle is committed: from now on both have this.
   *
   * @param noted whether the primary still knows that it sent it
   */
  void committed(SimSet set, boolean noted) {
    common = Optional.of(set);
    doubtful = noted ? 0 : ALL;
  }

  /** Whether a running secondary has something that its primary has not asked about. */
  boolean isEditedLate() {
    return world.nodes.stream().anyMatch(node -> node.files().isEditedLate());
  }

  /** All faults have ended and the pair has settled. */
  void settled() {
    long known = excused | overwritten;
    for (SimNode node : world.nodes) {
      known |= node.files().keptPast();
      for (Version version : node.files().set().versions()) {
        known |= version.past();
      }
    }
    assertThat(edits & ~known).as("R5.1 edits that have vanished").isZero();
    assertThat(world.nodes.get(0).files().set().manifest())
        .as("R5.1 both nodes have the same files in the end")
        .isEqualTo(world.nodes.get(1).files().set().manifest());
  }
}
