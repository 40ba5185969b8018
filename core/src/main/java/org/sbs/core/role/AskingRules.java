package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** A question is under way; its answer decides. */
final class AskingRules extends SeekingRules {
  private final Phase.Asking phase;

  AskingRules(NodeState state, Phase.Asking phase, long now) {
    super(state, phase.election(), now);
    this.phase = phase;
  }

  @Override
  public Step tick(Event.Tick event) {
    // The port has accepted: else the question had ended by now.
    long usual = timing().patience() + timing().heartbeat();
    if (!isPatient() || now - phase.askedNanos() < usual) {
      return ignore();
    }
    Reason slow =
        ofPeer(ReasonCode.PEER_IS_SLOW)
            .with("seconds", state.self().frozenNanos() / 1_000_000_000L);
    return go(
        state.in(phase.asked(election().heldFor(slow))),
        slow.equals(election().held()) ? Reason.NONE : slow);
  }

  @Override
  public Step woken(Event.Woken event) {
    if (isPatient()) {
      // On a busy machine that happens again and again, and a new question would never end.
      return stay(state.in(phase.afterSleep()));
    }
    return askFor(
        timing().patience(),
        state,
        election(),
        Optional.empty(),
        Reason.of(ReasonCode.WOKE_FROM_SLEEP).and(ofPeer(ReasonCode.ASKING_AGAIN)));
  }

  /** While its link is open, a primary that lives gives signs of life there. */
  private boolean isPatient() {
    return election().patient() && phase.was().isEmpty();
  }

  @Override
  public Step userStop(Event.UserStop event) {
    return phase
        .was()
        .map(
            was ->
                go(
                    state.in(new Phase.Ended(0)),
                    ReasonCode.STOPPED_BY_USER,
                    new Effect.Goodbye(was.link(), ReasonCode.STOPPED_BY_USER),
                    new Effect.Exit(0)))
        .orElseGet(() -> super.userStop(event));
  }

  @Override
  public Step answered(Event.Answered event) {
    if (event.attempt() != phase.attempt()) {
      return super.answered(event);
    }
    PeerView peer = event.peer();
    NodeState next = learning(peer);
    Optional<Reason> clash = Precedence.clash(next.view(), peer);
    if (clash.isPresent()) {
      boolean stays = election().lost() || !Precedence.modesClash(next.view(), peer);
      Step step = stays ? hold(next, election(), clash.get()) : fail(clash.get());
      return before(step, List.of(new Effect.Close(event.link(), ReasonCode.SETTINGS_CLASH)));
    }
    if (peer.announcedRole() == AnnouncedRole.PRIMARY) {
      ElectionContext joining = election().patient() ? election().trusting() : election();
      long limit = election().patient() ? state.self().frozenNanos() : timing().silenceLimit();
      return before(
          go(
              next.in(new Phase.Joining(event.link(), peer, now + limit, joining)),
              ofPeer(ReasonCode.JOINING_PRIMARY).with("epoch", peer.epoch()),
              new Effect.Follow(event.link())),
          leaveOld(ReasonCode.LINK_REPLACED));
    }
    if (phase.slept() || isOvertaken()) {
      return before(
          ask(next, election().trusting(), phase.was(), Reason.NONE),
          List.of(new Effect.Close(event.link(), ReasonCode.ANSWER_LATE)));
    }
    Phase again = later(election().trusting(), timing().askAgain());
    Step step =
        switch (peer.announcedRole()) {
          case STARTING, SECONDARY -> contest(next, peer);
          case PROMOTING -> go(next.in(again), ofPeer(ReasonCode.PEER_BECOMES_PRIMARY));
          case LEAVING, STOPPED, PRIMARY -> go(next.in(again), ofPeer(ReasonCode.PEER_ENDS));
        };
    step = before(step, leaveOld(ReasonCode.PRIMARY_SERVES_NO_MORE));
    return before(step, List.of(new Effect.Close(event.link(), ReasonCode.QUESTION_ANSWERED)));
  }

  @Override
  public Step noAnswer(Event.NoAnswer event) {
    if (event.attempt() != phase.attempt()) {
      return ignore();
    }
    if (election().patient() && (phase.slept() || now - phase.askedNanos() > staleNanos())) {
      return ask(state, election().trusting(), phase.was(), Reason.NONE);
    }
    // Where this node's own cable is pulled, links may break and questions fail at once; that it is
    // the one cut off shows a moment later.
    return isTooEarly() && !event.refused()
        ? stay(state.in(later(election(), timing().askAgain())), oldLink())
        : nobody(election().trusting(), event.detail(), false);
  }

  /** A late answer says what was at the peer's port; the peer has shown itself since. */
  private boolean isOvertaken() {
    return phase.heardSince() && now - phase.askedNanos() > staleNanos();
  }

  /** On a busy machine an end of a question may come late; the peer may have started since. */
  private long staleNanos() {
    return timing().patience() + timing().silenceLimit();
  }

  /** Whether a secondary's primary may still be silent for a cause of this node's own. */
  private boolean isTooEarly() {
    return election().lost() && state.watch().silence(now) < timing().silenceLimit();
  }

  @Override
  public Step nameUnknown(Event.NameUnknown event) {
    if (event.attempt() != phase.attempt()) {
      return ignore();
    }
    // A user who knows that nobody is there may say so, but not where the peer is just asking.
    boolean unheard = state.watch().silence(now) > timing().patience();
    if (state.self().forced() && unheard) {
      return nobody(
          election().trusting(),
          PromotionBlockers.unasked(event, ReasonCode.PEER_NOT_ASKED),
          false);
    }
    // Nobody was asked, so it has not begun to wait for its peer either.
    ElectionContext waiting = election().trusting().anew(now);
    return before(
        hold(state, waiting, PromotionBlockers.nameUnknown(state, election(), event)),
        leaveOld(ReasonCode.PRIMARY_IN_DOUBT));
  }

  @Override
  public Step silentPeer(Event.SilentPeer event) {
    if (event.attempt() != phase.attempt()) {
      return ignore();
    }
    if (isTooEarly() && timing().allowance() > 0) {
      // While this node does not run, time goes by and it hears nothing.
      return ask(state, election(), phase.was(), Reason.NONE);
    }
    return isPatient() ? wordless(event.detail()) : nobody(election(), dead(event.detail()), true);
  }

  @Override
  public Step brokenAnswer(Event.BrokenAnswer event) {
    if (event.attempt() != phase.attempt()) {
      return ignore();
    }
    if (isPatient()) {
      return wordless(event.detail());
    }
    // It is alive. One that never gets further counts as dead in the end, but not one that was
    // heard a moment ago: its service may take long to stop.
    long unheard = Math.min(now - election().sinceNanos(), state.watch().silence(now));
    return unheard > timing().patience()
        ? nobody(election(), dead(event.detail()), true)
        : stay(state.in(later(election(), timing().askAgain())), oldLink());
  }

  private static Reason dead(Reason detail) {
    return detail.and(Reason.of(ReasonCode.COUNTS_AS_DEAD));
  }

  /** The port accepts: that is a frozen peer only when it has lasted (R1.8). */
  private Step wordless(Reason detail) {
    ElectionContext doubting =
        phase.slept()
            ? election().trusting().suspecting(Suspicion.Kind.FROZEN, now)
            : election().suspecting(Suspicion.Kind.FROZEN, phase.askedNanos());
    long wordless = now - wordlessSince(state, doubting);
    if (wordless >= state.self().frozenNanos()) {
      Reason frozen =
          Reason.of(ReasonCode.PEER_COUNTS_AS_FROZEN)
              .with("seconds", wordless / 1_000_000_000L)
              .with("detail", detail);
      return nobody(doubting, frozen, true);
    }
    boolean soon = wordless <= timing().patience();
    return stay(state.in(later(doubting, soon ? timing().askAgain() : timing().probe())));
  }

  @Override
  public Step notAPeer(Event.NotAPeer event) {
    if (event.attempt() != phase.attempt()) {
      return ignore();
    }
    if (election().lost()) {
      return before(
          go(
              state.in(later(election().trusting(), timing().probe())),
              Reason.of(ReasonCode.NO_TAKEOVER_FROM_STRANGER).with("what", event.what())),
          leaveOld(ReasonCode.PRIMARY_IN_DOUBT));
    }
    if (isOvertaken() && event.mayPass()) {
      return ask(state, election(), phase.was(), Reason.NONE);
    }
    ElectionContext known = phase.slept() ? election().trusting() : election();
    if (event.outdated()) {
      return hold(state, known, PromotionBlockers.stranger(event));
    }
    ElectionContext doubting = known.suspecting(Suspicion.Kind.STRANGER, now);
    long limit = state.self().limits().startWaitNanos();
    if (!event.mayPass() || now - doubting.suspectedSince(Suspicion.Kind.STRANGER, now) >= limit) {
      return fail(event.what());
    }
    return hold(
        state,
        doubting,
        Reason.of(ReasonCode.STRANGER_AT_PEER)
            .with("what", event.what())
            .with("seconds", limit / 1_000_000_000L));
  }

  @Override
  public Step heard(Event.Heard event) {
    if (phase.was().filter(was -> was.link() == event.link()).isEmpty()) {
      return ignore();
    }
    Phase.Following was = phase.was().get();
    if (isOld(was.epoch())) {
      return ignore();
    }
    return go(
        learning(event.peer())
            .in(new Phase.Following(was.link(), was.epoch(), now, event.stampNanos())),
        ofPeer(ReasonCode.PEER_ALIVE_AGAIN));
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    if (phase.was().filter(was -> was.link() == event.link()).isEmpty()) {
      return ignore();
    }
    // Its primary was alive a moment ago: this question was put in a hurry, and says nothing now.
    return event.farewell()
        ? ask(state, election().patiently(now), Optional.empty(), Reason.NONE)
        : stay(state.in(phase.withoutLink()));
  }

  /** It is in doubt already; without its data the link is worth nothing. */
  @Override
  public Step replicationEnded(Event.ReplicationEnded event) {
    return phase.was().filter(was -> was.link() == event.link()).isEmpty()
        ? ignore()
        : stay(state.in(phase.withoutLink()), oldLink());
  }

  /** By now the old primary may have given the hand-over up, and serve again: it is asked first. */
  @Override
  public Step handOverAsked(Event.HandOverAsked event) {
    if (phase.was().filter(was -> was.link() == event.link()).isEmpty()) {
      return ignore();
    }
    return before(
        ask(state, election(), Optional.empty(), ofPeer(ReasonCode.PEER_HANDS_OVER_LATE)),
        leaveOld(ReasonCode.HAND_OVER_LATE));
  }

  @Override
  NodeState shown(NodeState from) {
    return from.in(phase.afterHearing());
  }

  @Override
  public Step peerAsked(Event.PeerAsked event) {
    Step step = super.peerAsked(event);
    return step.state().phase() instanceof Phase.Promoting
        ? before(step, leaveOld(ReasonCode.PRIMARY_STARTED_ANEW))
        : step;
  }

  /** A question put without a network says nothing, however late its end is told: put anew. */
  @Override
  public Step surroundings(Event.Surroundings event) {
    boolean back =
        !state.watch().place().equals(NetworkState.FINE) && event.place().equals(NetworkState.FINE);
    Step seen = super.surroundings(event);
    return back ? ask(seen.state(), election().trusting(), phase.was(), Reason.NONE) : seen;
  }

  private Step nobody(ElectionContext asking, Reason detail, boolean frozen) {
    if (phase.heardSince()) {
      return ask(
          state, asking, phase.was(), ofPeer(ReasonCode.PEER_NOT_REACHED).with("why", detail));
    }
    Reason found = asking.why().and(detail);
    Optional<Reason> objection = PromotionBlockers.alone(state, asking, now);
    List<Effect> old = leaveOld(ReasonCode.PRIMARY_COUNTS_AS_DEAD);
    if (objection.isPresent()) {
      // Whoever waits for the network has not begun to wait for its peer.
      boolean away = !state.watch().place().equals(NetworkState.FINE);
      return before(hold(state, away ? asking.anew(now) : asking, objection.get()), old);
    }
    if (!mayLackNews(frozen)) {
      return before(promote(state, asking, asking.cause(), Optional.empty(), found), old);
    }
    Reason warned = found.and(Reason.of(ReasonCode.DATA_MAY_BE_OLD));
    NodeState next = state.with(state.durable().withOldData());
    return before(promote(next, asking, asking.cause(), Optional.empty(), warned), old);
  }

  /** Whether the other node may have newer data, and neither it nor a witness can say (R1.8). */
  private boolean mayLackNews(boolean frozen) {
    boolean asked = lease().isPresent() && !state.self().forced();
    return !election().lost() && !asked && (frozen || state.durable().peerMayHaveTakenOver());
  }

  private Step fail(Reason why) {
    return go(
        state.in(new Phase.Ended(PreparingRules.CONFIGURATION)),
        Reason.of(ReasonCode.START_FAILED).with("why", why),
        new Effect.Exit(PreparingRules.CONFIGURATION));
  }

  private List<Effect> leaveOld(ReasonCode why) {
    return phase
        .was()
        .<List<Effect>>map(was -> List.of(new Effect.Close(was.link(), why)))
        .orElse(List.of());
  }

  private Effect[] oldLink() {
    return leaveOld(ReasonCode.PRIMARY_IN_DOUBT).toArray(Effect[]::new);
  }
}
