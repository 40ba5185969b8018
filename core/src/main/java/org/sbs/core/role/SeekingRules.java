package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** What holds while a node seeks its role, whether its question is under way or due. */
abstract class SeekingRules extends Rules {
  private final ElectionContext election;

  SeekingRules(NodeState state, ElectionContext election, long now) {
    super(state, now);
    this.election = election;
  }

  final ElectionContext election() {
    return election;
  }

  /** Whose turn it is to become primary. */
  private enum Turn {
    MINE,
    PEERS,
    /** It would be mine, but only by what has just changed here. */
    NOBODYS;

    static Turn mineIf(boolean mine) {
      return mine ? MINE : PEERS;
    }
  }

  /**
   * Who goes first when the peer is no primary either. Both sides come to the same answer, or one
   * of them to none.
   */
  private Turn turn(NodeState from, PeerView peer) {
    PeerView mine = from.view();
    boolean barred = waits(mine.mode(), election.lost());
    boolean peerBarred = waits(peer.mode(), isLost(peer));
    if (barred || peerBarred) {
      return Turn.mineIf(!barred);
    }
    boolean oneIsEmpty = mine.lineage().isEmpty() != peer.lineage().isEmpty();
    if (election.lost() && isLost(peer) && oneIsEmpty) {
      // Whoever never got a whole copy has nothing to take over with.
      return Turn.mineIf(!mine.lineage().isEmpty());
    }
    if (Precedence.isWeaknessDecisive(mine, peer)) {
      return Turn.mineIf(mine.weakness().isEmpty());
    }
    Turn turn =
        election.lost() == isLost(peer) || mine.able() != peer.able()
            ? Turn.mineIf(Precedence.becomesPrimary(mine, peer))
            : turnOfLostAndStarting(from, peer);
    return turn == Turn.MINE && isJustFit(from, peer) ? Turn.NOBODYS : turn;
  }

  /** The other node may still go by it that this one could not serve. */
  private boolean isJustFit(NodeState from, PeerView peer) {
    return peer.weakness().isEmpty()
        && from.watch().fitness().isFitFor(timing().crossing(), timing().stepLimit(), now);
  }

  /**
   * One was secondary and has the newest data, unless it never got a whole copy; the other starts.
   * While the pair is paused the one that starts goes on with what it has.
   *
   * <p>Their questions may cross, and the pause may begin or end in between. So a pause that is new
   * here does not yet count for the one that starts, and one that is just over still counts for the
   * other.
   */
  private Turn turnOfLostAndStarting(NodeState from, PeerView peer) {
    PeerView lost = election.lost() ? from.view() : peer;
    PeerView starting = election.lost() ? peer : from.view();
    if (lost.lineage().isEmpty() || starting.lineage().isEmpty()) {
      return Turn.mineIf(election.lost() != lost.lineage().isEmpty());
    }
    if (peer.pause().leftNanos() > 0) {
      return Turn.mineIf(!election.lost());
    }
    boolean mine = from.watch().isPausedAt(now) != election.lost();
    return mine && from.watch().isPauseNews(timing().crossing(), now)
        ? Turn.NOBODYS
        : Turn.mineIf(mine);
  }

  /** A backup node becomes primary only in the place of one that it has lost (R1.6). */
  private static boolean waits(Mode mode, boolean lost) {
    return mode == Mode.BACKUP_ONLY && !lost;
  }

  private static boolean isLost(PeerView peer) {
    return peer.announcedRole() == AnnouncedRole.SECONDARY;
  }

  private Reason ground(NodeState from, PeerView peer) {
    PeerView mine = from.view();
    if (waits(mine.mode(), election.lost()) || waits(peer.mode(), isLost(peer))) {
      return Reason.of(ReasonCode.FIRST_BY_MODE);
    }
    if (election.lost() && isLost(peer) && mine.lineage().isEmpty() != peer.lineage().isEmpty()) {
      return Reason.of(ReasonCode.FIRST_BY_COPY);
    }
    if (election.lost() == isLost(peer)
        || mine.able() != peer.able()
        || Precedence.isWeaknessDecisive(mine, peer)) {
      return Reason.of(Precedence.ground(mine, peer));
    }
    boolean paused = peer.pause().leftNanos() > 0 || from.watch().isPausedAt(now);
    return Reason.of(paused ? ReasonCode.PAIR_PAUSED : ReasonCode.FIRST_BY_DATA);
  }

  /** The peer is there and undecided: settles who goes first. */
  final Step contest(NodeState from, PeerView peer) {
    Reason situation = situation(peer);
    // The peer has just shown itself: no doubt of what is at its port lasts.
    ElectionContext asking = election.trusting();
    Turn turn = turn(from, peer);
    if (turn == Turn.NOBODYS && isJustFit(from, peer)) {
      return hold(from, asking, Reason.of(ReasonCode.NOT_PRIMARY_JUST_FIT));
    }
    if (turn == Turn.NOBODYS) {
      return hold(from, asking, Reason.of(ReasonCode.PAUSE_TOO_NEW));
    }
    if (turn == Turn.PEERS) {
      return go(
          from.in(later(asking, timing().askAgain())),
          ofPeer(ReasonCode.PEER_GOES_FIRST)
              .with("situation", situation)
              .with("why", ground(from, peer)));
    }
    Optional<Reason> objection =
        PromotionBlockers.behind(from, asking, peer, now).or(() -> PromotionBlockers.witness(from));
    if (objection.isPresent()) {
      return hold(from, asking, objection.get());
    }
    return promote(
        from,
        asking,
        asking.cause(),
        Optional.empty(),
        Reason.of(ReasonCode.THIS_GOES_FIRST)
            .with("situation", situation)
            .with("why", ground(from, peer)));
  }

  private Reason situation(PeerView peer) {
    boolean peerLost = isLost(peer);
    if (election.lost() == peerLost) {
      return Reason.of(peerLost ? ReasonCode.BOTH_WITHOUT_PRIMARY : ReasonCode.BOTH_START);
    }
    return ofPeer(peerLost ? ReasonCode.PEER_LOST_PRIMARY : ReasonCode.PEER_STARTED_ANEW);
  }

  @Override
  public Step peerAsked(Event.PeerAsked event) {
    NodeState next = shown(learning(event.peer()));
    boolean undecided =
        event.peer().announcedRole() == AnnouncedRole.STARTING
            || event.peer().announcedRole() == AnnouncedRole.SECONDARY;
    Effect.Greet greet = new Effect.Greet(event.link());
    if (undecided && turn(next, event.peer()) == Turn.MINE) {
      Step step = contest(next, event.peer());
      return before(step, List.of(greet));
    }
    return stay(next, greet);
  }

  /**
   * Both sides settle who goes first by what they told one another, so that must not change in
   * between. A cycle that is committed late counts when the data is settled.
   */
  @Override
  public Step cycleCommitted(Event.CycleCommitted event) {
    return ignore();
  }

  /** The state after the peer showed itself. */
  abstract NodeState shown(NodeState from);
}
