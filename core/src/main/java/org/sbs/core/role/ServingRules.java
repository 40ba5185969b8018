package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Phase.Purpose;

/** Primary: keeps the service running, and looks out for its secondary and for another primary. */
final class ServingRules extends Rules {
  private final Phase.Serving phase;

  ServingRules(NodeState state, Phase.Serving phase, long now) {
    super(state, now);
    this.phase = phase;
  }

  // ---- time ----

  @Override
  public Step tick(Event.Tick event) {
    Optional<Follower> follower = phase.follower();
    if (!mayServe()) {
      return standDown();
    }
    if (follower.isPresent() && now - follower.get().heardNanos() >= timing().silenceLimit()) {
      return go(
          state.in(phase.with(Optional.<Follower>empty())),
          ReasonCode.SECONDARY_SILENT,
          new Effect.Goodbye(follower.get().link(), ReasonCode.SILENT_TOO_LONG));
    }
    Optional<Reason> weakness = state.watch().fitness().found();
    if (weakness.isPresent() && PassObstacle.of(state, phase, now).isEmpty()) {
      return pass(weakness.get());
    }
    Optional<Step> cared = new ServiceCare(state, phase, now).due();
    if (cared.isPresent()) {
      return cared.get();
    }
    if (follower.filter(this::isToLead).isPresent()) {
      return swap(ofPeer(ReasonCode.PEER_IS_TO_LEAD));
    }
    boolean mayProbe = follower.isEmpty() || phase.unsure();
    if (mayProbe && phase.attempt().isEmpty() && now - phase.probeNanos() >= 0) {
      return probe(phase.unsure(), Reason.NONE);
    }
    return ignore();
  }

  @Override
  public Step beatDue(Event.BeatDue event) {
    return phase
        .follower()
        .map(follower -> stay(state, new Effect.Beat(follower.link(), now, 0)))
        .orElseGet(this::ignore);
  }

  @Override
  public Step woken(Event.Woken event) {
    if (!mayServe()) {
      return standDown();
    }
    // What the secondary said before the sleep does not count; it gets its time anew.
    Phase.Serving fresh = phase.with(phase.follower().map(follower -> follower.heard(now)));
    return new ServingRules(state.in(fresh), fresh, now)
        .probe(
            true,
            Reason.of(ReasonCode.WOKE_AFTER)
                .with("millis", event.sleptNanos() / 1_000_000)
                .and(ofPeer(ReasonCode.ASKING_WHETHER_TOOK_OVER)));
  }

  private Step probe(boolean unsure, Reason reason) {
    NodeState next = state.attempted();
    return go(
        next.in(phase.asking(next.attempts(), unsure)),
        reason,
        unsure
            ? new Effect.Ask(next.attempts(), timing().lastChance(), timing().lastChance())
            : new Effect.Ask(next.attempts(), timing().patience(), state.self().frozenNanos()));
  }

  // ---- the other node ----

  @Override
  public Step answered(Event.Answered event) {
    Effect close = new Effect.Close(event.link(), ReasonCode.QUESTION_ANSWERED);
    if (!current(event.attempt())) {
      return stay(state, close);
    }
    PeerView other = event.peer();
    NodeState next = learning(other);
    return switch (other.announcedRole()) {
      case PRIMARY -> before(meet(next.in(calm()), other), List.of(close));
      case PROMOTING ->
          stay(next.in(phase.answered(now + timing().askAgain(), phase.unsure())), close);
      case STARTING, SECONDARY, LEAVING, STOPPED -> stay(next.in(calm()), close);
    };
  }

  @Override
  public Step noAnswer(Event.NoAnswer event) {
    return unanswered(event.attempt(), event.detail());
  }

  @Override
  public Step nameUnknown(Event.NameUnknown event) {
    // Nobody was asked: a primary that slept does not know yet whether the other one took over.
    return current(event.attempt())
        ? stay(state.in(phase.answered(now + timing().probe(), phase.unsure())))
        : ignore();
  }

  @Override
  public Step silentPeer(Event.SilentPeer event) {
    return unanswered(event.attempt(), event.detail());
  }

  @Override
  public Step brokenAnswer(Event.BrokenAnswer event) {
    return current(event.attempt())
        ? stay(state.in(phase.answered(now + timing().askAgain(), phase.unsure())))
        : ignore();
  }

  @Override
  public Step notAPeer(Event.NotAPeer event) {
    return unanswered(event.attempt(), event.what());
  }

  private Step unanswered(long attempt, Reason detail) {
    if (!current(attempt)) {
      return ignore();
    }
    return go(
        state.in(calm()),
        phase.unsure() ? ofPeer(ReasonCode.SERVING_ON).with("why", detail) : Reason.NONE);
  }

  private boolean current(long attempt) {
    return phase.attempt().filter(mine -> mine == attempt).isPresent();
  }

  private Phase.Serving calm() {
    return phase.answered(now + timing().probe(), false);
  }

  @Override
  public Step peerAsked(Event.PeerAsked event) {
    NodeState next = learning(event.peer());
    Effect.Greet greet = new Effect.Greet(event.link());
    Optional<Reason> clash = Precedence.clash(state.view(), event.peer());
    if (clash.isPresent()) {
      return go(next, Reason.of(ReasonCode.SETTINGS_WRONG).with("why", clash.get()), greet);
    }
    return event.peer().announcedRole() == AnnouncedRole.PRIMARY
        ? before(meet(next, event.peer()), List.of(greet))
        : stay(next, greet);
  }

  /** Two primaries meet: both come to the same answer, and one of them stops (R5.2). */
  private Step meet(NodeState next, PeerView other) {
    boolean stays = Precedence.staysPrimary(state.view(), other);
    Reason reason =
        ofPeer(stays ? ReasonCode.PRECEDENCE_HERE : ReasonCode.PRECEDENCE_THERE)
            .with("epoch", other.epoch())
            .with("why", Reason.of(Precedence.stayGround(state.view(), other)));
    if (!stays) {
      return StepDown.begin(
          next, phase, Purpose.ASIDE, Reason.of(ReasonCode.ANOTHER_PRIMARY_PRECEDES), reason, now);
    }
    // With a witness it has to claim a new epoch, which it does when the other asks to follow.
    boolean raises = lease().isEmpty() && next.durable().lineage().lastEpoch() <= other.epoch();
    return raises ? raise(next, reason) : go(next, reason);
  }

  /** Its epoch goes on above both, before the other one joins. */
  private Step raise(NodeState next, Reason reason) {
    DurableState raised = next.durable().reigning(Bound.EPOCH.next(next.durable().epoch()));
    return go(
        next.with(raised),
        reason.and(Reason.of(ReasonCode.EPOCH_RAISED).with("epoch", raised.epoch())),
        new Effect.Persist(raised));
  }

  // ---- leaving ----

  private boolean mayServe() {
    return ServingRight.mayServe(state.self(), state.watch(), phase.epoch(), phase.follower(), now);
  }

  /** The witness's word and the secondary's have run out: whoever they speak to may serve next. */
  private Step standDown() {
    Reason why =
        state
            .watch()
            .leaseState()
            .trouble()
            .map(t -> ofPeer(ReasonCode.UNCONFIRMED_WITNESS_FAILS).with("why", t))
            .orElseGet(() -> ofPeer(ReasonCode.UNCONFIRMED));
    Reason then = Reason.of(ReasonCode.STOPPING_BEFORE_LEASE_ENDS);
    return leave(state, Purpose.ASIDE, why, why.and(then));
  }

  private Step swap(Reason why) {
    Reason reason = Reason.of(ReasonCode.HANDING_ROLE_OVER).with("why", why);
    return leave(state, Purpose.SWITCH, why, reason);
  }

  /** Its secondary can do what it cannot do any more, as where its own disk fails (R2.10). */
  private Step pass(Reason weakness) {
    Reason reason = ofPeer(ReasonCode.ROLE_PASSES_UNFIT).with("why", weakness);
    return leave(state, Purpose.PASS, Reason.of(ReasonCode.NOT_FIT_TO_GO_ON), reason);
  }

  @Override
  public Step fitnessKnown(Event.FitnessKnown event) {
    Step known = super.fitnessKnown(event);
    Optional<Reason> obstacle = PassObstacle.of(known.state(), phase, now);
    if (known.reason().code() != ReasonCode.NODE_UNFIT || obstacle.isEmpty()) {
      return known;
    }
    return go(
        known.state(),
        Reason.of(ReasonCode.ROLE_STAYS_UNFIT)
            .with("why", event.unfit().orElseThrow())
            .with("obstacle", obstacle.get()));
  }

  private Step leave(NodeState from, Purpose purpose, Reason why, Reason reason) {
    return StepDown.begin(from, phase, purpose, why, reason, now);
  }

  /** Whether the secondary is by its mode the one to be primary, and could be it now (R1.7). */
  private boolean isToLead(Follower follower) {
    return Precedence.outranks(follower.mode(), state.self().mode())
        && follower.current()
        && follower.unfit().isEmpty()
        && state.watch().fitness().unsent().isEmpty()
        && !phase.unsure()
        && !state.watch().paused()
        && now - follower.yieldNanos() >= 0;
  }

  @Override
  public Step switchoverAsked(Event.SwitchoverAsked event) {
    return switchover(Reason.of(ReasonCode.USER_SWAPS));
  }

  @Override
  public Step switchoverWanted(Event.SwitchoverWanted event) {
    return phase.follower().filter(follower -> follower.link() == event.link()).isPresent()
        ? wanted(event.link())
        : ignore();
  }

  /** Its user waits on the other node. */
  private Step wanted(long link) {
    return switchoverObstacle()
        .map(why -> before(notSwapped(why), List.of(new Effect.TellNotSwapped(link, why))))
        .orElseGet(() -> swap(ofPeer(ReasonCode.PEERS_USER_SWAPS)));
  }

  private Step switchover(Reason why) {
    return switchoverObstacle().map(this::notSwapped).orElseGet(() -> swap(why));
  }

  private Optional<Reason> switchoverObstacle() {
    if (phase.unsure()) {
      return Optional.of(ofPeer(ReasonCode.SLEPT_UNSURE));
    }
    if (phase.follower().isEmpty()) {
      return Optional.of(Reason.of(ReasonCode.NO_SECONDARY));
    }
    if (!phase.follower().get().current()) {
      return Optional.of(Reason.of(ReasonCode.SECONDARY_LACKS_DATA));
    }
    Optional<Reason> unable = phase.follower().flatMap(Follower::unable);
    if (unable.isPresent()) {
      return unable.map(this::peerUnfit);
    }
    return state
        .watch()
        .fitness()
        .unsent()
        .map(why -> Reason.of(ReasonCode.LAST_CHANGES_NOT_SENT).with("why", why));
  }

  private Reason peerUnfit(Reason why) {
    return ofPeer(ReasonCode.OTHER_UNFIT).with("why", why);
  }

  private Step notSwapped(Reason why) {
    return go(state, Reason.of(ReasonCode.ROLES_NOT_SWAPPED).with("why", why));
  }

  @Override
  public Step cycleCommitted(Event.CycleCommitted event) {
    Step saved = super.cycleCommitted(event);
    // Word of an earlier link comes late: over this one the secondary has shown nothing yet.
    Optional<Follower> shown =
        phase.follower().map(f -> f.link() == event.link() ? f.isCurrent() : f);
    return new Step(saved.state().in(phase.with(shown)), saved.effects(), saved.reason());
  }

  // ---- the witness ----

  @Override
  public Step claimLost(Event.ClaimLost event) {
    Step lost = super.claimLost(event);
    if (event.epoch() != phase.epoch()) {
      return lost;
    }
    Reason why = Reason.of(ReasonCode.CLAIM_LOST);
    Reason then = Reason.of(ReasonCode.STOPPING_SERVICE);
    return leave(lost.state(), Purpose.ASIDE, why, why.and(then));
  }

  @Override
  public Step witnessFailed(Event.WitnessFailed event) {
    boolean known = state.watch().leaseState().trouble().isPresent();
    Step failed = super.witnessFailed(event);
    return known
        ? failed
        : go(
            failed.state(),
            Reason.of(ReasonCode.WITNESS_SILENT)
                .with("why", event.why())
                .and(
                    Reason.of(
                        phase.follower().isPresent()
                            ? ReasonCode.SERVING_WHILE_CONFIRMED
                            : ReasonCode.SERVICE_WILL_STOP)));
  }

  @Override
  public Step claimed(Event.Claimed event) {
    boolean trouble = state.watch().leaseState().trouble().isPresent();
    Step held = super.claimed(event);
    return trouble ? go(held.state(), ReasonCode.WITNESS_ANSWERS_AGAIN) : held;
  }

  @Override
  public Step followAsked(Event.FollowAsked event) {
    return new FollowerAdmission(state, phase, now).followAsked(event);
  }

  @Override
  public Step persisted(Event.Persisted event) {
    long epoch = event.what().lineage().lastEpoch();
    return epoch > phase.epoch() ? stay(state.in(phase.raised(epoch))) : ignore();
  }

  @Override
  public Step heard(Event.Heard event) {
    return phase
        .follower()
        .filter(follower -> follower.link() == event.link())
        .map(
            follower ->
                stay(
                    learning(event.peer())
                        .in(
                            phase.with(
                                Optional.of(
                                    follower.echoed(event.echoNanos(), event.peer(), now))))))
        .orElseGet(this::ignore);
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    return phase
        .follower()
        .filter(follower -> follower.link() == event.link())
        .map(
            follower ->
                go(
                    state.in(phase.with(Optional.<Follower>empty())),
                    Reason.of(ReasonCode.SECONDARY_GONE).with("why", event.why())))
        .orElseGet(this::ignore);
  }

  @Override
  public Step peerReplaced(Event.PeerReplaced event) {
    return phase.follower().isPresent() ? super.peerReplaced(event) : replacePeer();
  }

  // ---- the service ----

  @Override
  public Step serviceStarted(Event.ServiceStarted event) {
    return new ServiceCare(state, phase, now).serviceStarted(event);
  }

  @Override
  public Step serviceStartFailed(Event.ServiceStartFailed event) {
    return new ServiceCare(state, phase, now).serviceStartFailed(event);
  }

  @Override
  public Step serviceDied(Event.ServiceDied event) {
    return new ServiceCare(state, phase, now).serviceDied(event);
  }

  @Override
  public Step serviceUnhealthy(Event.ServiceUnhealthy event) {
    return new ServiceCare(state, phase, now).serviceUnhealthy(event);
  }

  @Override
  public Step serviceHealthy(Event.ServiceHealthy event) {
    return new ServiceCare(state, phase, now).serviceHealthy(event);
  }

  @Override
  public Step serviceStopped(Event.ServiceStopped event) {
    return new ServiceCare(state, phase, now).serviceStopped(event);
  }

  @Override
  public Step serviceStopFailed(Event.ServiceStopFailed event) {
    return new ServiceCare(state, phase, now).serviceStopFailed(event);
  }

  @Override
  public Step filesAdopted(Event.FilesAdopted event) {
    Reason why =
        event.files() == 1
            ? Reason.of(ReasonCode.FILE_TAKEN_OVER)
            : Reason.of(ReasonCode.FILES_TAKEN_OVER).with("files", event.files());
    // A service that does not run reads them when it starts.
    return phase.serviceHealth().isUp()
        ? go(state, why.and(Reason.of(ReasonCode.SERVICE_IS_TOLD)), new Effect.ReloadService(why))
        : go(state, why);
  }

  @Override
  public Step userStop(Event.UserStop event) {
    boolean asks = !event.anyway() && phase.follower().isPresent() && !state.watch().paused();
    Optional<Reason> unable = phase.follower().flatMap(Follower::unable);
    if (asks && phase.unsure()) {
      // Where nobody takes over it would go on, and has not heard whether somebody did (R2.9).
      return go(
          state, Reason.of(ReasonCode.NOT_STOPPED).with("why", ofPeer(ReasonCode.SLEPT_UNSURE)));
    }
    if (asks && unable.isPresent()) {
      return go(state, Reason.of(ReasonCode.NOT_STOPPED).with("why", peerUnfit(unable.get())));
    }
    return leave(
        state,
        asks ? Purpose.STOP_IF_TAKEN : Purpose.STOP,
        Reason.of(ReasonCode.STOPPED_BY_USER),
        Reason.of(
            phase.follower().isPresent()
                ? ReasonCode.USER_STOPS_HANDING_OVER
                : ReasonCode.USER_STOPS));
  }
}
