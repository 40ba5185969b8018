package org.sbs.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.Returned;
import org.sbs.core.sim.SimFiles.Told;
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

  /** Of each file, the edits whose content both had and replaced, a bit for each. */
  private SimReplaced everReplaced = SimReplaced.NOTHING;

  /** Files that are missing on the secondary, and are sent again for that. */
  private long spared;

  /** Files of which a node has forgotten what is common, or which it could not take over. */
  private long doubtful;

  /** What a restore from a backup took away, and what only the history has to keep. */
  private long excused;

  SimLedger(World world, long seed) {
    this.world = world;
    this.random = new SimRandom(~seed);
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
      for (int i = 0; i < 3; i++) {
        boolean wholeDisk = random.nextInt(3) == 0;
        later(() -> whenDown(node, () -> restore(node.files(), wholeDisk)));
      }
    }
  }

  private static void restore(SimFiles files, boolean wholeDisk) {
    if (wholeDisk) {
      files.restore();
    } else {
      files.putBack();
    }
  }

  /** As soon as SBS does not run there; nobody waits for ever. */
  private void whenDown(SimNode node, Runnable what) {
    if (!node.runs()) {
      what.run();
    } else if (world.now() < 22 * World.SECOND) {
      world.after(500 * World.MILLI, () -> whenDown(node, what));
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
    boolean undo = random.nextInt(8) == 0;
    if (!node.hostUp()) {
      return;
    }
    if (undo) {
      node.files().undo(name);
    } else {
      node.files().change(name, delete);
    }
  }

  /** A content that both had before that version, and replaced; 0 if there is none. */
  int former(int name, Version now) {
    for (int edit = 1; edit <= MOST; edit++) {
      if (everReplaced.has(name, edit) && edit != now.edit() && now.knows(edit)) {
        return edit;
      }
    }
    return 0;
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

  /**
   * What a meeting decides.
   *
   * @param adopted which files are taken over, or deleted, as on the secondary
   * @param conflicts of which the version of the secondary is kept
   * @param unbroken whether the primary's process has run since both had what it compares with
   */
  record Decision(
      Set<Integer> adopted, Set<Integer> conflicts, Returned returned, boolean unbroken) {}

  /** A primary has compared its files with those of its secondary. */
  void met(SimFiles primary, Told told, Decision decision) {
    spared = 0;
    for (EntryPath at : decision.returned().spared()) {
      spared |= 1L << SimSet.nameOf(at);
    }
    for (int name = 0; name < SimSet.NAMES; name++) {
      Version own = primary.set().of(name);
      Version other = told.set().of(name);
      if (own.edit() != other.edit()) {
        decided(primary, told, decision, name);
        if (common.isPresent() && isCertain(name)) {
          decidedByWhatBothHad(primary, told.set(), decision, name);
        }
      }
    }
  }

  private void decided(SimFiles primary, Told told, Decision decision, int name) {
    Version own = primary.set().of(name);
    Version other = told.set().of(name);
    if (decision.adopted().contains(name)) {
      World.promise(
          !own.isFile() || other.knows(own.edit()) || isUnseen(name, other, told.putBack()),
          "R5.1 no edit of the primary is given up for a version that does not know it");
    } else {
      World.promise(
          !other.isFile()
              || decision.conflicts().contains(name)
              || own.knows(other.edit())
              || isUnseen(name, own, primary.filesPutBack()),
          "R5.1 an edit that loses is kept as a conflict copy");
    }
  }

  /**
   * Whether nobody can know of a version from a backup that it is old: it was never told of,
   * because it was edited further before the nodes met.
   *
   * @param putBack a bit for each file that was put back when that version was told or sent
   */
  boolean isUnseen(int name, Version version, long putBack) {
    return (putBack >> name & 1) != 0 && !everReplaced.has(name, version.edit());
  }

  private void decidedByWhatBothHad(SimFiles primary, SimSet theirs, Decision decision, int name) {
    int mergeBase = common.orElseThrow().of(name).edit();
    Version own = primary.set().of(name);
    Version other = theirs.of(name);
    boolean adopt = decision.adopted().contains(name);
    boolean conflict = decision.conflicts().contains(name);
    if (isOld(name, other)) {
      World.promise(!adopt, "R5.1 a version that both replaced does not replace a newer one");
      World.promise(conflict, "R5.1 a version that both replaced is kept as a conflict copy");
      return;
    }
    if (other.isFile() || doubtful == 0) {
      boolean missing = !other.isFile() && anyOld(theirs, primary.set());
      assertThat(adopt)
          .as("R5.1 what was changed on the other node only is taken over, and nothing else")
          .isEqualTo(own.edit() == mergeBase && !missing);
    }
    boolean onBoth = own.edit() != mergeBase && other.edit() != mergeBase && other.isFile();
    boolean newerThere = own.edit() != mergeBase && other.edit() == mergeBase && other.isFile();
    if (newerThere && primary.isPutBack(name) && isOld(name, own)) {
      World.promise(
          conflict, "R5.1 the newer version is kept when the primary's disk was put back");
    } else if (!newerThere || decision.unbroken() || !anyOld(primary.set(), theirs)) {
      assertThat(conflict)
          .as("R5.1 what was changed on both nodes is a conflict, and nothing else")
          .isEqualTo(onBoth);
    }
  }

  /** Whether both had that version and replaced it, as far as one of them remembers. */
  private boolean isOld(int name, Version version) {
    int edit = version.edit();
    return edit != common.orElseThrow().of(name).edit()
        && everReplaced.has(name, edit)
        && world.nodes.stream().anyMatch(node -> node.files().note().replaced().has(name, edit));
  }

  /** Whether one has such a version where the other node has something else. */
  private boolean anyOld(SimSet set, SimSet others) {
    for (int name = 0; name < SimSet.NAMES; name++) {
      if (isOld(name, set.of(name)) && !set.sameContent(others, name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A cycle replaces a file of the secondary.
   *
   * @param late what was edited there after it had told what it has
   * @param unseen whether nobody can know that what comes is old
   */
  void replaced(int name, Version old, Version by, boolean conflict, long late, boolean unseen) {
    boolean inHistory = common.isEmpty() || (late & 1L << old.edit()) != 0 || unseen;
    boolean lost = old.isFile() && !by.knows(old.edit()) && !conflict;
    World.promise(
        !lost || inHistory, "R5.1 no cycle replaces an edit that its primary does not know of");
    excused |= lost ? old.past() : 0;
    boolean wasTold = (old.past() & ~by.past() & ~late) != 0;
    boolean undone =
        common.isPresent()
            && isCertain(name)
            && wasTold
            && !conflict
            && (spared >> name & 1) == 0
            && isBack(name, old, by);
    World.promise(!undone, "R5.1 what was changed or deleted on one node only does not come back");
  }

  private boolean isBack(int name, Version old, Version by) {
    int mergeBase = common.orElseThrow().of(name).edit();
    return old.edit() != mergeBase && by.edit() == mergeBase;
  }

  /**
   * A cycle is committed: from now on both have this.
   *
   * @param theirs what the secondary had told of before
   * @param noted whether the primary still knows that it sent it
   */
  void committed(SimSet theirs, SimSet set, boolean noted) {
    everReplaced = everReplaced.with(common.orElse(SimSet.EMPTY), set).with(theirs, set);
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
