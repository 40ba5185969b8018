package org.sbs.core.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * What all phases have in common: an event that a phase does not name changes nothing there. One
 * object handles one event.
 */
abstract class Rules implements EventVisitor<Step> {
  final NodeState state;
  final long now;

  Rules(NodeState state, long now) {
    this.state = state;
    this.now = now;
  }

  final Timing timing() {
    return state.timing();
  }

  final String peer() {
    return state.self().peerName();
  }

  final Step ignore() {
    return new Step(state, List.of(), Reason.NONE);
  }

  final Step stay(NodeState next, Effect... effects) {
    return new Step(next, List.of(effects), Reason.NONE);
  }

  /** That reason, of this node's peer. */
  final Reason ofPeer(ReasonCode code) {
    return Reason.of(code).with("peer", peer());
  }

  final Step go(NodeState next, ReasonCode code, Effect... effects) {
    return go(next, Reason.of(code), effects);
  }

  final Step go(NodeState next, Reason reason, Effect... effects) {
    return new Step(next, List.of(effects), reason);
  }

  @Override
  public Step prepared(Event.Prepared event) {
    return ignore();
  }

  @Override
  public Step prepareFailed(Event.PrepareFailed event) {
    return ignore();
  }

  @Override
  public Step tick(Event.Tick event) {
    return ignore();
  }

  @Override
  public Step beatDue(Event.BeatDue event) {
    return ignore();
  }

  @Override
  public Step woken(Event.Woken event) {
    return ignore();
  }

  @Override
  public Step userStop(Event.UserStop event) {
    return go(state.in(new Phase.Ended(0)), ReasonCode.STOPPED_BY_USER, new Effect.Exit(0));
  }

  @Override
  public Step noAnswer(Event.NoAnswer event) {
    return ignore();
  }

  @Override
  public Step nameUnknown(Event.NameUnknown event) {
    return ignore();
  }

  @Override
  public Step silentPeer(Event.SilentPeer event) {
    return ignore();
  }

  @Override
  public Step brokenAnswer(Event.BrokenAnswer event) {
    return ignore();
  }

  @Override
  public Step notAPeer(Event.NotAPeer event) {
    return ignore();
  }

  @Override
  public Step followAccepted(Event.FollowAccepted event) {
    return ignore();
  }

  @Override
  public Step followRefused(Event.FollowRefused event) {
    return ignore();
  }

  @Override
  public Step heard(Event.Heard event) {
    return ignore();
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    return ignore();
  }

  @Override
  public Step replicationEnded(Event.ReplicationEnded event) {
    return ignore();
  }

  @Override
  public Step handOverAsked(Event.HandOverAsked event) {
    return ignore();
  }

  @Override
  public Step handOverTaken(Event.HandOverTaken event) {
    return ignore();
  }

  @Override
  public Step cycleCommitted(Event.CycleCommitted event) {
    return save(state.durable().withCopy(event.copy()));
  }

  @Override
  public Step lastCycleDone(Event.LastCycleDone event) {
    return ignore();
  }

  @Override
  public Step dataSettled(Event.DataSettled event) {
    return ignore();
  }

  @Override
  public Step settleFailed(Event.SettleFailed event) {
    return ignore();
  }

  @Override
  public Step progressed(Event.Progressed event) {
    return ignore();
  }

  @Override
  public Step fitnessKnown(Event.FitnessKnown event) {
    Optional<Reason> before = state.watch().fitness().found();
    NodeState next =
        state.with(state.watch().fitness().finding(event.unfit(), event.unsent(), now));
    if (before.isPresent() == event.unfit().isPresent()) {
      return stay(next);
    }
    return go(
        next,
        event
            .unfit()
            .map(why -> Reason.of(ReasonCode.NODE_UNFIT).with("why", why))
            .orElse(Reason.of(ReasonCode.NODE_FIT_AGAIN)));
  }

  @Override
  public Step serviceStarted(Event.ServiceStarted event) {
    return ignore();
  }

  @Override
  public Step serviceStartFailed(Event.ServiceStartFailed event) {
    return ignore();
  }

  @Override
  public Step serviceStopped(Event.ServiceStopped event) {
    return ignore();
  }

  @Override
  public Step serviceStopFailed(Event.ServiceStopFailed event) {
    return ignore();
  }

  @Override
  public Step serviceDied(Event.ServiceDied event) {
    return ignore();
  }

  @Override
  public Step serviceUnhealthy(Event.ServiceUnhealthy event) {
    return ignore();
  }

  @Override
  public Step serviceHealthy(Event.ServiceHealthy event) {
    return ignore();
  }

  @Override
  public Step filesAdopted(Event.FilesAdopted event) {
    return ignore();
  }

  @Override
  public Step answered(Event.Answered event) {
    return stay(state, new Effect.Close(event.link(), ReasonCode.QUESTION_SETTLED));
  }

  @Override
  public Step peerAsked(Event.PeerAsked event) {
    return stay(learning(event.peer()), new Effect.Greet(event.link()));
  }

  @Override
  public Step followAsked(Event.FollowAsked event) {
    return stay(learning(event.peer()), new Effect.Refuse(event.link(), ReasonCode.NOT_PRIMARY));
  }

  @Override
  public Step persisted(Event.Persisted event) {
    return ignore();
  }

  @Override
  public Step persistFailed(Event.PersistFailed event) {
    return go(
        state.unsaved(true), Reason.of(ReasonCode.STATE_NOT_WRITTEN).with("why", event.why()));
  }

  @Override
  public Step surroundings(Event.Surroundings event) {
    return stay(state.with(state.watch().at(event.place(), now)));
  }

  @Override
  public Step switchoverAsked(Event.SwitchoverAsked event) {
    return ignore();
  }

  @Override
  public Step switchoverWanted(Event.SwitchoverWanted event) {
    return ignore();
  }

  @Override
  public Step switchoverRefused(Event.SwitchoverRefused event) {
    return ignore();
  }

  /** A secondary's partner is there, and so is one that was asked a moment ago and answers. */
  @Override
  public Step peerReplaced(Event.PeerReplaced event) {
    return go(state, Reason.of(ReasonCode.PEER_NOT_REPLACED));
  }

  final Step replacePeer() {
    DurableState alone = state.durable().withoutPeer();
    return go(state.with(alone), Reason.of(ReasonCode.PEER_REPLACED), new Effect.Persist(alone));
  }

  @Override
  public Step pauseAsked(Event.PauseAsked event) {
    Pause pause =
        new Pause(
            Bound.PAUSE.next(state.durable().pause().serial()),
            Math.min(event.nanos(), Bound.LONGEST_PAUSE_NANOS));
    NodeState next = Pausing.adopt(state, pause, now);
    return go(next, Pausing.told(pause), new Effect.Persist(next.durable()));
  }

  // ---- the witness ----

  @Override
  public Step witnessKnown(Event.WitnessKnown event) {
    return stay(state.with(state.watch().knowing(event.identity())));
  }

  @Override
  public Step witnessSeen(Event.WitnessSeen event) {
    return stay(state.with(state.watch().leaseState().saw(event.view(), event.sentNanos(), now)));
  }

  @Override
  public Step witnessFailed(Event.WitnessFailed event) {
    return stay(state.with(state.watch().leaseState().failed(event.why())));
  }

  @Override
  public Step claimed(Event.Claimed event) {
    return stay(state.with(state.watch().leaseState().claimed(event.epoch(), event.sentNanos())));
  }

  @Override
  public Step claimLost(Event.ClaimLost event) {
    return stay(state.with(state.watch().leaseState().lost(event.epoch())));
  }

  @Override
  public Step released(Event.Released event) {
    return stay(state.with(state.watch().leaseState().gone(event.epoch())));
  }

  final Optional<Lease> lease() {
    return state.self().limits().lease();
  }

  /** The state after having heard the peer: the next epoch must be above its epoch. */
  final NodeState learning(PeerView peer) {
    NodeState next =
        state
            .with(state.durable().sawEpoch(peer.epoch()))
            .with(state.watch().heard(now))
            .with(state.stalls().heard(peer.stallNanos(), now));
    boolean epochs =
        peer.announcedRole() == AnnouncedRole.PRIMARY
            || peer.announcedRole() == AnnouncedRole.LEAVING;
    if (epochs) {
      next = next.with(next.watch().leaseState().heardPrimary(now));
    }
    // A promotion under way must not be overtaken on disk; the peer says it again.
    boolean later =
        peer.pause().overrules(next.pause()) && !(state.phase() instanceof Phase.Promoting);
    return later ? Pausing.adopt(next, peer.pause(), now) : next;
  }

  /** Whether what is said is of an epoch before one that this node knows of: it comes late. */
  final boolean isOld(long epoch) {
    return epoch < state.durable().epoch();
  }

  /** Asks for the durable state to be written, if it changed. */
  final Step save(DurableState changed) {
    return changed.equals(state.durable())
        ? ignore()
        : stay(state.with(changed), new Effect.Persist(changed));
  }

  /**
   * Puts a question to the peer. One that was just heard gets what is left of the limit. Whoever is
   * in no hurry asks shortly first, which tells most strangers, and then with all the time that a
   * busy peer may need: the next question would begin its handshake anew.
   */
  final Step ask(
      NodeState from, ElectionContext election, Optional<Phase.Following> was, Reason reason) {
    if (!election.patient()) {
      long left = timing().silenceLimit() - from.watch().silence(now);
      return askFor(Math.max(timing().lastChance(), left), from, election, was, reason);
    }
    boolean first = election.suspectedSince(Suspicion.Kind.FROZEN, now) == now;
    long left = from.self().frozenNanos() - (now - wordlessSince(from, election));
    return askFor(
        first ? timing().patience() : Math.max(timing().patience(), left),
        from,
        election,
        was,
        reason);
  }

  /** Since when the peer's port accepts, and nothing was heard of the peer. */
  final long wordlessSince(NodeState from, ElectionContext election) {
    return Math.max(election.suspectedSince(Suspicion.Kind.FROZEN, now), from.watch().heardNanos());
  }

  /** Puts a question to the peer, to be answered within so many nanoseconds. */
  final Step askFor(
      long within,
      NodeState from,
      ElectionContext election,
      Optional<Phase.Following> was,
      Reason reason) {
    NodeState next = from.attempted();
    return new Step(
        next.in(new Phase.Asking(next.attempts(), now, false, election, false, was)),
        List.of(new Effect.Ask(next.attempts(), Math.min(within, timing().patience()), within)),
        reason);
  }

  /** Asks again a little later. */
  final Phase.Waiting later(ElectionContext election, long afterNanos) {
    return new Phase.Waiting(now + afterNanos, election);
  }

  /**
   * Does not become primary, though nobody else is, and asks again in a while. Says why, once.
   *
   * @param reason stays the same while the cause does
   */
  final Step hold(NodeState from, ElectionContext election, Reason reason) {
    // A third node asks ever more slowly (R1.10).
    long pause =
        from.durable().excluded()
            ? Math.min(
                timing().slowestProbe(), Math.max(timing().probe(), now - election.sinceNanos()))
            : timing().probe();
    return go(
        from.in(later(election.heldFor(reason), pause)),
        reason.equals(election.held()) ? Reason.NONE : reason);
  }

  /** Begins to become primary. */
  final Step promote(
      NodeState from,
      ElectionContext election,
      Cause cause,
      Optional<Long> handOverLink,
      Reason reason) {
    NodeState next = from.attempted();
    // One that tries again and again has told of its first try, and tells why that failed.
    boolean again = election.held().has(ReasonCode.NOT_PRIMARY_UNFIT);
    return go(
        next.in(
            new Phase.Promoting(
                cause,
                election,
                reason,
                handOverLink,
                Phase.PromoteStep.SETTLING,
                next.attempts(),
                Optional.empty(),
                now + timing().stepLimit())),
        again ? Reason.NONE : reason,
        new Effect.Settle(next.attempts()));
  }

  /** A step with more effects before its own. */
  static Step before(Step step, List<Effect> first) {
    List<Effect> all = new ArrayList<>(first);
    all.addAll(step.effects());
    return new Step(step.state(), all, step.reason());
  }
}
