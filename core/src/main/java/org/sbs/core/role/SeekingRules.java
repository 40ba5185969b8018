package org.sbs.core.role;

import java.util.List;
import java.util.Optional;

/** What holds while a node seeks its role, whether its question is under way or due. */
abstract class SeekingRules extends Rules {
  private final Quest quest;

  SeekingRules(NodeState state, Quest quest, long now) {
    super(state, now);
    this.quest = quest;
  }

  final Quest quest() {
    return quest;
  }

  /** Who goes first when the peer is no primary either. Both sides come to the same answer. */
  final boolean goesFirst(PeerView peer) {
    PeerView mine = state.view();
    if (quest.lost() == (peer.standing() == Standing.SECONDARY)) {
      return Precedence.becomesPrimary(mine, peer);
    }
    // One was secondary and has the newest data, unless it never got a whole copy; the other
    // starts.
    return quest.lost() ? !mine.lineage().isEmpty() : peer.lineage().isEmpty();
  }

  final String ground(PeerView peer) {
    if (quest.lost() == (peer.standing() == Standing.SECONDARY)) {
      return Precedence.ground(state.view(), peer);
    }
    return "it holds the newer data";
  }

  /** The peer is there and undecided: settles who goes first. */
  final Step contest(NodeState from, PeerView peer) {
    String situation = situation(peer);
    if (goesFirst(peer)) {
      return promote(
          from,
          quest,
          quest.cause(),
          Optional.empty(),
          situation + "; this one goes first, for " + ground(peer));
    }
    return go(
        from.in(later(quest, timing().askAgain())),
        situation + "; " + peer() + " goes first, for " + ground(peer));
  }

  private String situation(PeerView peer) {
    boolean peerLost = peer.standing() == Standing.SECONDARY;
    if (quest.lost()) {
      return peerLost ? "both nodes are without a primary" : peer() + " has started anew";
    }
    return peerLost ? peer() + " has lost its primary" : "both nodes are starting";
  }

  @Override
  public Step peerAsked(Event.PeerAsked event) {
    NodeState next = shown(learning(event.peer()));
    boolean undecided =
        event.peer().standing() == Standing.STARTING
            || event.peer().standing() == Standing.SECONDARY;
    Effect.Greet greet = new Effect.Greet(event.link());
    if (undecided && goesFirst(event.peer())) {
      Step step = contest(next, event.peer());
      return before(step, List.of(greet));
    }
    return stay(next, greet);
  }

  /** The state after the peer showed itself. */
  abstract NodeState shown(NodeState from);
}
