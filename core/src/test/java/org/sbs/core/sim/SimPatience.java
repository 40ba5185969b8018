package org.sbs.core.sim;

import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;

/**
 * What a node promises that is in no hurry (R1.8): at a start, and where it, or its primary, ended
 * the following though both are alive. Reckoned from what the other node could have answered.
 */
final class SimPatience {
  private static final long MINUTE = 60 * World.SECOND;
  private static final long NEVER = Long.MIN_VALUE;

  private final SimNode node;
  private final World world;

  /** Since when it has served without a break. */
  private long servingSince = Long.MAX_VALUE;

  // Of what it asks for now.
  private boolean patient;
  private long since;
  private long sinceClock;
  private long strangerSince = NEVER;

  /** Whether one of the two was busy when it asked: such a handshake crawls to its end. */
  private boolean askedBusy;

  SimPatience(SimNode node) {
    this.node = node;
    this.world = node.world;
  }

  private SimNode other() {
    return world.nodes.get(1 - node.index);
  }

  private boolean isBusy() {
    return node.busy() || other().busy();
  }

  /** It puts a question to its peer. */
  void asks() {
    askedBusy = isBusy();
  }

  private void begins(boolean inNoHurry) {
    patient = inNoHurry;
    since = world.now();
    sinceClock = node.clock();
    strangerSince = NEVER;
  }

  private boolean hasServedSince(long then) {
    return node.runs() && servingSince <= then && node.hasBeenAwakeSince(then);
  }

  void decided(NodeState before, Event event) {
    Phase was = before.phase();
    Phase is = node.state().phase();
    if (!(is instanceof Phase.Serving)) {
      servingSince = Long.MAX_VALUE;
    } else if (!(was instanceof Phase.Serving)) {
      servingSince = world.now();
    }
    boolean farewell = event instanceof Event.LinkClosed closed && closed.farewell();
    if (event instanceof Event.Prepared) {
      begins(true);
    } else if (was instanceof Phase.Following && !(is instanceof Phase.Following)) {
      begins(farewell || event instanceof Event.ReplicationEnded);
    } else if (farewell && was instanceof Phase.Asking asking && asking.was().isPresent()) {
      begins(true);
    } else if (was instanceof Phase.Leaving && !(is instanceof Phase.Leaving)) {
      begins(event instanceof Event.HandOverTaken);
    }
    if (isAnswerTo(was, event)) {
      strangers(event);
    }
  }

  /** The end of an old question says nothing any more. */
  private static boolean isAnswerTo(Phase was, Event event) {
    long attempt;
    if (event instanceof Event.NotAPeer stranger) {
      attempt = stranger.attempt();
    } else if (event instanceof Event.Answered answered) {
      attempt = answered.attempt();
    } else if (event instanceof Event.NoAnswer nobody) {
      attempt = nobody.attempt();
    } else if (event instanceof Event.SilentPeer silent) {
      attempt = silent.attempt();
    } else if (event instanceof Event.BrokenAnswer broken) {
      attempt = broken.attempt();
    } else {
      return false;
    }
    return was instanceof Phase.Asking asking && asking.attempt() == attempt;
  }

  private void strangers(Event event) {
    if (event instanceof Event.NotAPeer) {
      strangerSince = strangerSince == NEVER ? node.clock() : strangerSince;
      boolean ended = node.state().phase() instanceof Phase.Ended;
      World.promise(
          !ended || node.clock() - strangerSince >= node.state().self().limits().startWaitNanos(),
          "R1.8 a stranger ends a start only after start-wait-seconds");
    } else {
      strangerSince = NEVER;
    }
  }

  /** It decided to become primary on that end of its question. */
  void alone(Event event) {
    boolean wordless = !(event instanceof Event.NoAnswer);
    if (!patient || node.state().self().forced()) {
      // What is slow looks frozen (R2.1).
      world.excused |= wordless && (askedBusy || isBusy());
      return;
    }
    World.promise(
        !wordless || node.clock() - sinceClock >= MINUTE,
        "R1.8 a port that accepts and says nothing counts as frozen after a minute");
    // Both start, and the word of who goes first takes longer than the minute: no start can tell.
    world.excused |= wordless && (askedBusy || isBusy());
    World.promise(
        !other().promises().patience().hasServedSince(since)
            || !node.network.hasBeenWholeSince(since)
            || node.isUnplugged(),
        "R1.8 no start takes the role of a primary that answers in time");
  }
}
