package org.sbs.core.sim;

import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Cause;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Event;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.PeerView;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Role;

/**
 * Whether an epoch of a node began without what the other node may have changed (R1.8), reckoned
 * from what happened and not from what the node notes of it; and who of two primaries goes first
 * for that (R5.2).
 */
final class SimNews {
  private final SimNode node;

  /** As its disk has it. */
  private boolean old;

  private boolean clearing;

  /** Whether it has noted that it joined a primary at a start, and got no cycle of it since. */
  private boolean joinedOnDisk;

  // Of this life of the process.
  private boolean joinedAtStart;
  private boolean decidedAlone;
  private boolean committedUnheard;

  SimNews(SimNode node) {
    this.node = node;
  }

  void died() {
    clearing = false;
    joinedAtStart = false;
    decidedAlone = false;
    committedUnheard = false;
  }

  /** A cycle that its disk has and its state had not is learned of at its start. */
  void bornWithCycle() {
    old = false;
    joinedOnDisk = false;
  }

  /** It decided to become primary though its peer, which may have newer data, did not say so. */
  void decidesAlone(boolean mayLackNews) {
    decidedAlone = mayLackNews;
  }

  void commits() {
    committedUnheard = true;
  }

  void epochs(Cause cause) {
    old |= joinedOnDisk || (cause == Cause.START ? decidedAlone : joinedAtStart);
    clearing &= !old;
    decidedAlone = false;
    joinedAtStart = false;
  }

  void written(DurableState what) {
    joinedOnDisk = what.mayBeOld() && (joinedOnDisk || joinedAtStart);
    if (clearing && !what.mayBeOld()) {
      old = false;
      clearing = false;
    }
  }

  private boolean isOld() {
    return old && !clearing;
  }

  void decided(NodeState before, Event event) {
    Phase was = before.phase();
    if (node.state().phase() instanceof Phase.Following && !(was instanceof Phase.Following)) {
      joinedAtStart |= was.role() == Role.STARTING;
    }
    boolean heard =
        event instanceof Event.CycleCommitted
            && !(was instanceof Phase.Asking)
            && !(was instanceof Phase.Waiting)
            && !(was instanceof Phase.Promoting);
    if (heard || (event instanceof Event.DataSettled && committedUnheard)) {
      committedUnheard = false;
      joinedAtStart = false;
      clearing |= old;
    }
    if (was instanceof Phase.Serving) {
      met(event);
    }
  }

  private void met(Event event) {
    PeerView peer;
    if (event instanceof Event.PeerAsked asked) {
      peer = asked.peer();
    } else if (event instanceof Event.Answered answered) {
      peer = answered.peer();
    } else {
      return;
    }
    SimNode other = node.world.nodes.get(1 - node.index);
    boolean both =
        peer.nodeId().equals(other.disk().nodeId())
            && peer.announcedRole() == AnnouncedRole.PRIMARY
            && other.runs()
            && other.state().phase() instanceof Phase.Serving serving
            && serving.epoch() == peer.epoch()
            && (node.mode() == Mode.MAIN_ONLY) == (other.mode() == Mode.MAIN_ONLY);
    if (!both || isOld() == other.news.isOld()) {
      return;
    }
    boolean leaves = node.state().phase() instanceof Phase.Leaving;
    World.promise(
        !leaves || isOld(), "R5.2 a primary that has the data gives way to none that may not");
    boolean stays = event instanceof Event.PeerAsked && !leaves;
    World.promise(
        !stays || !isOld(), "R5.2 a primary whose data may be old gives way to one that has it");
  }
}
