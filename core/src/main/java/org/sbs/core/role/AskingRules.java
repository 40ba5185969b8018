package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;

/** A question is under way; its answer decides. */
final class AskingRules extends SeekingRules {
  private final Phase.Asking phase;

  AskingRules(NodeState state, Phase.Asking phase, long now) {
    super(state, phase.quest(), now);
    this.phase = phase;
  }

  @Override
  public Step woken(Event.Woken event) {
    return askFor(
        timing().patience(),
        state,
        quest(),
        Optional.empty(),
        Reason.sentence("woke from a sleep; asking " + peer() + " again"));
  }

  @Override
  public Step userStop(Event.UserStop event) {
    return phase
        .was()
        .map(
            was ->
                go(
                    state.in(new Phase.Ended(0)),
                    "stopped by the user",
                    new Effect.Goodbye(was.link(), "stopped by the user"),
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
    Optional<String> clash = Precedence.clash(next.view(), peer);
    if (clash.isPresent()) {
      Step step =
          quest().lost() ? hold(next, quest(), Reason.sentence(clash.get())) : fail(clash.get());
      return before(step, List.of(new Effect.Close(event.link(), "the settings clash")));
    }
    if (peer.standing() == Standing.PRIMARY) {
      return before(
          go(
              next.in(
                  new Phase.Joining(event.link(), peer, now + timing().silenceLimit(), quest())),
              peer() + " is primary in epoch " + peer.epoch() + "; joining as secondary",
              new Effect.Follow(event.link())),
          leaveOld("a new link takes its place"));
    }
    Step step =
        switch (peer.standing()) {
          case STARTING, SECONDARY -> contest(next, peer);
          case PROMOTING ->
              go(next.in(later(quest(), timing().askAgain())), peer() + " is becoming primary");
          case LEAVING, STOPPED, PRIMARY ->
              go(next.in(later(quest(), timing().askAgain())), peer() + " is about to stop");
        };
    step = before(step, leaveOld("the primary does not serve any more"));
    return before(step, List.of(new Effect.Close(event.link(), "the question is answered")));
  }

  @Override
  public Step noAnswer(Event.NoAnswer event) {
    if (event.attempt() != phase.attempt()) {
      return ignore();
    }
    // Where this node's own cable is pulled, links may break and questions fail at once; that it is
    // the one cut off shows a moment later.
    boolean early =
        quest().lost() && !event.refused() && state.watch().silence(now) < timing().silenceLimit();
    return early
        ? stay(state.in(later(quest(), timing().askAgain())), oldLink())
        : nobody(event.detail());
  }

  @Override
  public Step silentPeer(Event.SilentPeer event) {
    if (event.attempt() != phase.attempt()) {
      return ignore();
    }
    if (quest().lost() || state.durable().peerId().isPresent()) {
      return nobody(event.detail() + " It counts as dead");
    }
    if (phase.heardSince() || now - quest().sinceNanos() <= coldStart()) {
      return stay(state.in(later(quest(), timing().askAgain())));
    }
    return fail(
        event.detail()
            + " This node has never met its peer there, so it cannot count as a dead one. Check"
            + " peer-address and port in [pair]");
  }

  @Override
  public Step brokenAnswer(Event.BrokenAnswer event) {
    if (event.attempt() != phase.attempt()) {
      return ignore();
    }
    // It is alive. One that never gets further counts as dead in the end, but not one that was
    // heard a moment ago: its service may take long to stop.
    long unheard = Math.min(now - quest().sinceNanos(), state.watch().silence(now));
    if (unheard > (quest().lost() ? timing().patience() : coldStart())) {
      return nobody(event.detail() + " It counts as dead");
    }
    return stay(state.in(later(quest(), timing().askAgain())), oldLink());
  }

  /** Where both nodes start cold the first question may end without an answer, and not the next. */
  private long coldStart() {
    return 2 * timing().patience();
  }

  @Override
  public Step notAPeer(Event.NotAPeer event) {
    if (event.attempt() != phase.attempt()) {
      return ignore();
    }
    if (!quest().lost()) {
      return fail(event.sentence());
    }
    return before(
        go(
            state.in(later(quest(), timing().probe())),
            "this node does not take over, for its peer's address answers: " + event.sentence()),
        leaveOld("the primary is in doubt"));
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
        peer() + " gives signs of life again; no takeover");
  }

  @Override
  public Step linkClosed(Event.LinkClosed event) {
    if (phase.was().filter(was -> was.link() == event.link()).isEmpty()) {
      return ignore();
    }
    return stay(
        state.in(new Phase.Asking(phase.attempt(), quest(), phase.heardSince(), Optional.empty())));
  }

  /** By now the old primary may have given the hand-over up, and serve again: it is asked first. */
  @Override
  public Step handOverAsked(Event.HandOverAsked event) {
    if (phase.was().filter(was -> was.link() == event.link()).isEmpty()) {
      return ignore();
    }
    String reason = peer() + " hands over after a silence; asking it";
    return before(
        ask(state, quest(), Optional.empty(), Reason.sentence(reason)),
        leaveOld("the hand-over comes late"));
  }

  @Override
  NodeState shown(NodeState from) {
    return from.in(new Phase.Asking(phase.attempt(), quest(), true, phase.was()));
  }

  @Override
  public Step peerAsked(Event.PeerAsked event) {
    Step step = super.peerAsked(event);
    return step.state().phase() instanceof Phase.Promoting
        ? before(step, leaveOld("its primary has started anew"))
        : step;
  }

  /** A question put without a network says nothing, however late its end is told: put anew. */
  @Override
  public Step surroundings(Event.Surroundings event) {
    boolean back = !state.watch().place().equals(Place.FINE) && event.place().equals(Place.FINE);
    Step seen = super.surroundings(event);
    return back ? ask(seen.state(), quest(), phase.was(), Reason.NONE) : seen;
  }

  private Step nobody(String detail) {
    if (phase.heardSince()) {
      return ask(
          state,
          quest(),
          phase.was(),
          Reason.sentence(peer() + " was heard but not reached (" + clause(detail) + ")"));
    }
    Reason found = quest().why().and(Reason.sentence(clause(detail)));
    Optional<Reason> objection = Holdback.alone(state, quest(), now);
    List<Effect> old = leaveOld("the primary counts as dead");
    if (objection.isEmpty()) {
      boolean stale = !quest().lost() && state.durable().peerMayHaveTakenOver();
      Reason warned =
          stale && lease().isEmpty()
              ? found.and(Reason.sentence("its data may be older than the other's"))
              : found;
      return before(promote(state, quest(), quest().cause(), Optional.empty(), warned), old);
    }
    // Whoever waits for the network has not begun to wait for its peer.
    boolean away = !state.watch().place().equals(Place.FINE);
    Quest waiting = away ? quest().anew(now) : quest();
    return before(hold(state, waiting, objection.get()), old);
  }

  private Step fail(String sentence) {
    return go(
        state.in(new Phase.Ended(PreparingRules.CONFIGURATION)),
        "cannot start: " + sentence,
        new Effect.Exit(PreparingRules.CONFIGURATION));
  }

  private List<Effect> leaveOld(String why) {
    return phase
        .was()
        .<List<Effect>>map(was -> List.of(new Effect.Close(was.link(), why)))
        .orElse(List.of());
  }

  private Effect[] oldLink() {
    return leaveOld("the primary is in doubt").toArray(Effect[]::new);
  }
}
