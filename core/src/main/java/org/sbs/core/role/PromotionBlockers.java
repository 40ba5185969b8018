package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Why a node does not become primary though nobody else is. Each answer stays the same while its
 * cause does.
 */
final class PromotionBlockers {
  private PromotionBlockers() {}

  /** Where the peer does not answer. */
  static Optional<Reason> alone(NodeState state, ElectionContext election, long now) {
    return outsider(state)
        .or(() -> place(state, election))
        .or(() -> election.lost() ? takingOver(state, now) : starting(state, election, now))
        .or(() -> stale(state, election))
        .or(() -> justBack(state, now))
        .or(() -> witness(state));
  }

  private static Optional<Reason> outsider(NodeState state) {
    return state.durable().excluded() && !state.self().forced()
        ? Optional.of(excluded(state))
        : Optional.empty();
  }

  /** Where its peer has another partner (R1.10). */
  static Reason excluded(NodeState state) {
    return Reason.of(ReasonCode.EXCLUDED_FROM_PAIR).with("peer", state.self().peerName());
  }

  /** At a start the switch may be slower than this machine (R1.9). */
  private static Optional<Reason> place(NodeState state, ElectionContext election) {
    NetworkState place = state.watch().place();
    boolean goesOn = election.lost() || state.self().forced();
    if (election.lost() && place.absent().isPresent()) {
      return ownAddressGone(place);
    }
    return place
        .absent()
        .map(why -> Reason.of(ReasonCode.WAITING_FOR_NETWORK).with("why", why))
        .or(
            () ->
                place
                    .cutOff()
                    .filter(why -> !goesOn)
                    .map(
                        why ->
                            Reason.of(ReasonCode.WAITING_FOR_NETWORK_UNLESS_FORCED)
                                .with("why", why)));
  }

  /** Where nobody could be asked: the peer's name stands for no address (R1.3). */
  static Reason nameUnknown(NodeState state, ElectionContext election, Event.NameUnknown event) {
    // A name service that fails in several ways is one cause, and is told once.
    boolean known = election.held().code() == ReasonCode.PEER_NAME_UNKNOWN;
    return place(state, election)
        .orElseGet(() -> known ? election.held() : unasked(event, ReasonCode.PEER_NAME_UNKNOWN));
  }

  static Reason unasked(Event.NameUnknown event, ReasonCode code) {
    return Reason.of(code).with("name", event.name()).with("trouble", event.trouble());
  }

  /** Where something else is at an address that the peer may have left, or not reached yet. */
  static Reason stranger(Event.NotAPeer event) {
    return Reason.of(ReasonCode.STRANGER_AT_PEER_ADDRESS).with("what", event.what());
  }

  /** Where it is the one that is cut off, or has lost its own address (R2.8). */
  static Optional<Reason> cutOff(NetworkState place) {
    return ownAddressGone(place).or(() -> linkGone(place));
  }

  private static Optional<Reason> ownAddressGone(NetworkState place) {
    return place
        .absent()
        .map(why -> Reason.of(ReasonCode.NO_TAKEOVER_WITHOUT_OWN_ADDRESS).with("why", why));
  }

  private static Optional<Reason> linkGone(NetworkState place) {
    return place.cutOff().map(why -> Reason.of(ReasonCode.NO_TAKEOVER_CUT_OFF).with("why", why));
  }

  /** The silence that a node heard while it was away says nothing of its peer. */
  private static Optional<Reason> justBack(NodeState state, long now) {
    return state.watch().isBackSince(state.self().timing().patience(), now)
        ? Optional.of(Reason.of(ReasonCode.NETWORK_JUST_BACK))
        : Optional.empty();
  }

  private static Optional<Reason> takingOver(NodeState state, long now) {
    Observations watch = state.watch();
    Limits limits = state.self().limits();
    if (watch.paused()) {
      return Optional.of(Reason.of(ReasonCode.NO_TAKEOVER_PAUSED));
    }
    Optional<Reason> cut = cutOff(watch.place());
    if (cut.isPresent()) {
      return cut;
    }
    if (watch.takeoversSince(now - limits.takeoverWindowNanos()) >= limits.maxTakeovers()) {
      return Optional.of(
          Reason.of(ReasonCode.TOO_MANY_TAKEOVERS)
              .with("times", limits.maxTakeovers())
              .with("seconds", seconds(limits.takeoverWindowNanos())));
    }
    return Optional.empty();
  }

  private static Optional<Reason> starting(NodeState state, ElectionContext election, long now) {
    if (state.self().mode() == Mode.BACKUP_ONLY) {
      return Optional.of(Reason.of(ReasonCode.WAITING_AS_BACKUP));
    }
    Limits limits = state.self().limits();
    boolean guarded =
        limits.lease().isEmpty()
            && !state.self().forced()
            && state.durable().peerMayHaveTakenOver()
            && now - election.sinceNanos() < limits.startWaitNanos();
    return guarded
        ? Optional.of(
            Reason.of(ReasonCode.WAITING_FOR_PEER)
                .with("seconds", seconds(limits.startWaitNanos()))
                .with("peer", state.self().peerName()))
        : Optional.empty();
  }

  /**
   * Where the peer has newer data and could not serve with it: it gets the time that it would get
   * if it did not answer (R1.8, R2.10).
   */
  static Optional<Reason> behind(
      NodeState state, ElectionContext election, PeerView peer, long now) {
    boolean older = state.durable().lineage().lastEpoch() < peer.lineage().lastEpoch();
    if (election.lost() || state.self().forced() || !older || peer.weakness().isEmpty()) {
      return Optional.empty();
    }
    Limits limits = state.self().limits();
    boolean waits =
        limits.lease().isEmpty() && now - election.sinceNanos() < limits.startWaitNanos();
    return waits
        ? Optional.of(
            Reason.of(ReasonCode.NOT_PRIMARY_BEHIND)
                .with("peer", state.self().peerName())
                .with("seconds", seconds(limits.startWaitNanos()))
                .with("why", peer.weakness().get()))
        : stale(state, election);
  }

  /** With its peer there a node gets the newer data; alone it must not serve with older (R1.8). */
  private static Optional<Reason> stale(NodeState state, ElectionContext election) {
    boolean asked = state.self().limits().lease().isPresent() && !election.lost();
    return state
        .watch()
        .leaseState()
        .sighting()
        .map(LeaseState.Sighting::view)
        .filter(
            view ->
                asked
                    && !state.self().forced()
                    && !view.holder().equals(state.self().nodeId())
                    && view.epoch() > state.durable().lineage().lastEpoch())
        .map(
            view ->
                Reason.of(ReasonCode.NOT_PRIMARY_OLD_DATA)
                    .with("epoch", view.epoch())
                    .with("mine", state.durable().lineage().lastEpoch()));
  }

  /** What the witness has to say, whether the peer answers or not. */
  static Optional<Reason> witness(NodeState state) {
    Optional<Lease> lease = state.self().limits().lease();
    if (lease.isEmpty()) {
      return Optional.empty();
    }
    LeaseState leaseState = state.watch().leaseState();
    if (leaseState.trouble().isPresent() || leaseState.sighting().isEmpty()) {
      return leaseState
          .trouble()
          .map(why -> Reason.of(ReasonCode.NOT_PRIMARY_WITHOUT_WITNESS).with("why", why))
          .or(() -> Optional.of(Reason.of(ReasonCode.WITNESS_NOT_HEARD_YET)));
    }
    WitnessView view = leaseState.sighting().get().view();
    return leaseState.claimable(state.self().nodeId(), lease.get())
        ? Optional.empty()
        : Optional.of(Reason.of(ReasonCode.LEASE_MUST_END).with("epoch", view.epoch()));
  }

  private static long seconds(long nanos) {
    return nanos / 1_000_000_000L;
  }
}
