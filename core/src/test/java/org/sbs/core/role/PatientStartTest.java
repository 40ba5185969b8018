package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * A start is in no hurry (R1.8), nor is a node that ended the following of a live primary itself.
 */
class PatientStartTest {
  private static final long SECOND = 1000 * Samples.MILLI;
  private static final long MINUTE = 60 * SECOND;
  private static final Timing TIMING = Timing.ofMillis(500, 2000);
  private static final long NOW = Samples.NOW;

  private static NodeState starting() {
    return Samples.in(Samples.phases().get("Asking at start-up"));
  }

  private static NodeState fresh() {
    return starting().with(DurableState.fresh(Samples.ME));
  }

  /** One step, with the ticks that come between the events of a node that does not sleep. */
  private static Step at(NodeState state, Event event, long now) {
    return RoleMachine.on(state.at(now - 1), event, now);
  }

  private static Event silent(NodeState state) {
    return new Event.SilentPeer(state.attempts(), Reason.sentence("It says nothing."));
  }

  private static Event broken(NodeState state) {
    return new Event.BrokenAnswer(state.attempts(), Reason.sentence("It did not greet in time."));
  }

  private static Event stranger(NodeState state) {
    return new Event.NotAPeer(state.attempts(), true, Reason.sentence("A web server is there."));
  }

  private static Event nobody(NodeState state) {
    return new Event.NoAnswer(state.attempts(), true, Reason.sentence("connection refused"));
  }

  private static Effect.Ask question(Step step) {
    return step.effects().stream()
        .filter(Effect.Ask.class::isInstance)
        .map(Effect.Ask.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** The next question of a node that waits. */
  private static Step asksAgain(Step waiting, long now) {
    assertThat(waiting.state().phase()).isInstanceOf(Phase.Waiting.class);
    return at(waiting.state(), new Event.Tick(), now);
  }

  private static NodeState with(NodeState state, Limits limits, boolean forced) {
    Self old = state.self();
    Self self = new Self(old.nodeId(), old.mode(), old.timing(), limits, old.peerName(), forced);
    return new NodeState(
        self,
        state.durable(),
        state.unsaved(),
        state.phase(),
        state.eventNanos(),
        state.attempts(),
        state.watch());
  }

  @Test
  @DisplayName("R1.8 a port that accepts and says nothing is asked for a minute, then frozen")
  void silentPortHasAMinute() {
    for (NodeState start : List.of(starting(), fresh())) {
      long asked = NOW;
      Step first = at(start, silent(start), NOW + TIMING.patience());
      Step second = asksAgain(first, NOW + TIMING.patience() + SECOND);
      Effect.Ask patient = question(second);
      assertThat(patient.reachNanos()).isEqualTo(TIMING.patience());
      assertThat(patient.withinNanos())
          .as("one question for what is left of the minute, for a handshake takes long")
          .isBetween(MINUTE - TIMING.patience() - 2 * SECOND, MINUTE);
      NodeState asks = second.state();
      Step early = at(asks, silent(asks), asked + MINUTE - SECOND);
      assertThat(early.state().phase()).isInstanceOf(Phase.Waiting.class);
      Step late = at(asks, silent(asks), asked + MINUTE);
      assertThat(late.state().phase()).isInstanceOf(Phase.Promoting.class);
      assertThat(late.reason().has(ReasonCode.PEER_COUNTS_AS_FROZEN)).isTrue();
      assertThat(late.reason().has(ReasonCode.DATA_MAY_BE_OLD)).isTrue();
      assertThat(late.state().durable().mayBeOld()).isTrue();
    }
  }

  @Test
  @DisplayName("R1.8 the same holds where it begins to speak and gets no further")
  void brokenAnswerHasAMinute() {
    NodeState start = starting();
    Step first = at(start, broken(start), NOW + SECOND);
    Step second = asksAgain(first, NOW + 2 * SECOND);
    NodeState asks = second.state();
    assertThat(at(asks, broken(asks), NOW + MINUTE - SECOND).state().phase())
        .isInstanceOf(Phase.Waiting.class);
    assertThat(at(asks, silent(asks), NOW + MINUTE).state().phase())
        .as("silent and broken count together")
        .isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R1.8 start-wait-seconds beyond a minute is waited for too; --force waits 8 s")
  void longestOfBoth() {
    NodeState long3 = with(starting(), Limits.ofSeconds(180, 3, 600, 2), false);
    assertThat(at(long3, silent(long3), NOW + 2 * MINUTE).state().phase())
        .isInstanceOf(Phase.Waiting.class);
    assertThat(at(long3, silent(long3), NOW + 3 * MINUTE).state().phase())
        .isInstanceOf(Phase.Promoting.class);
    NodeState forced = with(starting(), Samples.LIMITS, true);
    assertThat(at(forced, silent(forced), NOW + 4 * SECOND).state().phase())
        .isInstanceOf(Phase.Waiting.class);
    assertThat(at(forced, silent(forced), NOW + 8 * SECOND).state().phase())
        .isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R1.8 a peer that was heard is not frozen: its minute begins anew")
  void heardPeerIsNotFrozen() {
    NodeState start = starting();
    Event shows = new Event.PeerAsked(9, Samples.peer(AnnouncedRole.PRIMARY, 5));
    NodeState heard = at(start, shows, NOW + MINUTE - SECOND).state();
    Step silent = at(heard, silent(heard), NOW + MINUTE);
    assertThat(silent.state().phase()).isInstanceOf(Phase.Waiting.class);
  }

  @Test
  @DisplayName("R1.8 a node that sleeps while it asks counts no silence of before, nor an answer")
  void sleeperCountsNothing() {
    NodeState start = starting();
    NodeState slept = RoleMachine.on(start, new Event.Tick(), NOW + MINUTE).state();
    assertThat(slept.attempts()).as("its question goes on").isEqualTo(start.attempts());
    assertThat(at(slept, silent(slept), NOW + MINUTE + 2).state().phase())
        .isInstanceOf(Phase.Waiting.class);
    assertThat(at(slept, nobody(slept), NOW + MINUTE + 2).state().phase())
        .isInstanceOf(Phase.Asking.class);
    Event starts = new Event.Answered(slept.attempts(), 9, Samples.lesser(AnnouncedRole.STARTING));
    assertThat(at(slept, starts, NOW + MINUTE + 2).state().phase())
        .isInstanceOf(Phase.Asking.class);
    Event serves = new Event.Answered(slept.attempts(), 9, Samples.peer(AnnouncedRole.PRIMARY, 7));
    assertThat(at(slept, serves, NOW + MINUTE + 2).state().phase())
        .isInstanceOf(Phase.Joining.class);
  }

  @Test
  @DisplayName("R1.8 that nobody is there counts only if it is told soon after it was asked")
  void lateNobodyIsAskedAgain() {
    NodeState start = fresh();
    Step timely = at(start, nobody(start), NOW + TIMING.patience());
    assertThat(timely.state().phase()).isInstanceOf(Phase.Promoting.class);
    Step late = at(start, nobody(start), NOW + 10 * SECOND);
    assertThat(late.state().phase()).isInstanceOf(Phase.Asking.class);
    assertThat(late.state().attempts()).isEqualTo(start.attempts() + 1);
  }

  @Test
  @DisplayName("R1.8 a start that waits for a busy peer says so, once")
  void waitingIsTold() {
    NodeState start = starting();
    Step slow = at(start, new Event.Tick(), NOW + 5 * SECOND);
    assertThat(slow.reason().has(ReasonCode.PEER_IS_SLOW)).isTrue();
    Step again = at(slow.state(), new Event.Tick(), NOW + 6 * SECOND);
    assertThat(again.reason().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("R1.5 R1.8 a stranger ends a start only after start-wait-seconds without a break")
  void strangerMayPass() {
    NodeState start = starting();
    Step first = at(start, stranger(start), NOW);
    assertThat(first.reason().has(ReasonCode.STRANGER_AT_PEER)).isTrue();
    NodeState asks = asksAgain(first, NOW + SECOND).state();
    Step early = at(asks, stranger(asks), NOW + 9 * SECOND);
    assertThat(early.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(early.reason().isEmpty()).as("said once").isTrue();
    assertThat(at(asks, stranger(asks), NOW + 10 * SECOND).state().phase())
        .isEqualTo(new Phase.Ended(78));
    NodeState between =
        asksAgain(at(asks, silent(asks), NOW + 5 * SECOND), NOW + 6 * SECOND).state();
    assertThat(at(between, stranger(between), NOW + 12 * SECOND).state().phase())
        .as("it was something else in between")
        .isInstanceOf(Phase.Waiting.class);
  }

  @Test
  @DisplayName("R1.8 a stranger told late, after the peer has shown itself, is asked again")
  void strangerIsGone() {
    NodeState start = starting();
    NodeState asks = asksAgain(at(start, stranger(start), NOW), NOW + SECOND).state();
    Event shows = new Event.PeerAsked(9, Samples.peer(AnnouncedRole.PRIMARY, 5));
    NodeState heard = at(asks, shows, NOW + 20 * SECOND).state();
    Step late = at(heard, stranger(heard), NOW + 40 * SECOND);
    assertThat(late.state().phase()).isInstanceOf(Phase.Asking.class);
    assertThat(late.state().attempts()).isEqualTo(heard.attempts() + 1);
  }

  @Test
  @DisplayName("R1.5 this node itself at its peer's address ends the start at once")
  void itself() {
    NodeState start = starting();
    Event itself =
        new Event.NotAPeer(start.attempts(), false, Reason.sentence("It is this node itself."));
    assertThat(at(start, itself, NOW).state().phase()).isEqualTo(new Phase.Ended(78));
  }

  @Test
  @DisplayName("R1.8 another witness may be one that is not mounted yet: it does not end a start")
  void otherWitnessMayPass() {
    NodeState start = starting();
    PeerView peer = Samples.witnessedBy(Samples.peer(AnnouncedRole.PRIMARY, 7), "w-2");
    Step step = at(start, new Event.Answered(start.attempts(), 9, peer), NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Waiting.class);
    PeerView main = Samples.in(peer, Mode.MAIN_ONLY);
    NodeState other = Samples.in(start, Mode.MAIN_ONLY);
    Step clash = at(other, new Event.Answered(start.attempts(), 9, main), NOW);
    assertThat(clash.state().phase()).isEqualTo(new Phase.Ended(78));
  }

  @Test
  @DisplayName("R1.8 a start waits a minute for a primary that it asked to follow, lost ones 2 s")
  void joiningIsPatient() {
    NodeState start = starting();
    Event serves = new Event.Answered(start.attempts(), 9, Samples.peer(AnnouncedRole.PRIMARY, 7));
    NodeState joining = at(start, serves, NOW).state();
    assertThat(at(joining, new Event.Tick(), NOW + MINUTE - 1).state().phase())
        .isInstanceOf(Phase.Joining.class);
    Step late = at(joining, new Event.Tick(), NOW + MINUTE);
    assertThat(late.state().phase()).isInstanceOf(Phase.Waiting.class);
    long asked = NOW + MINUTE + SECOND;
    NodeState again = at(late.state(), new Event.Tick(), asked).state();
    assertThat(at(again, silent(again), asked + 10 * SECOND).state().phase())
        .as("it has answered: the next question gets its whole time")
        .isInstanceOf(Phase.Waiting.class);
    assertThat(at(again, silent(again), asked + MINUTE).state().phase())
        .isInstanceOf(Phase.Promoting.class);
    NodeState lost = Samples.in(Samples.phases().get("Asking because the primary is silent"));
    NodeState rejoins = at(lost, serves, NOW).state();
    assertThat(at(rejoins, new Event.Tick(), NOW + 2 * SECOND).state().phase())
        .isInstanceOf(Phase.Waiting.class);
  }

  @Test
  @DisplayName("R1.8 R2.9 a node that slept while it joined gives its primary a whole minute again")
  void sleptWhileJoining() {
    NodeState start = starting();
    Event serves = new Event.Answered(start.attempts(), 9, Samples.peer(AnnouncedRole.PRIMARY, 7));
    NodeState joining = at(start, serves, NOW).state();
    long slept = NOW + 40 * SECOND;
    NodeState awake =
        RoleMachine.on(joining.at(slept - 3 * SECOND), new Event.Tick(), slept).state();
    long asked = slept + SECOND;
    NodeState asks = at(awake, new Event.Tick(), asked).state();
    assertThat(at(asks, silent(asks), NOW + MINUTE + SECOND).state().phase())
        .as("a minute after the answer, twenty seconds after the sleep")
        .isInstanceOf(Phase.Waiting.class);
    assertThat(at(asks, silent(asks), asked + MINUTE).state().phase())
        .isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R1.8 a peer that begins anew is not waited for as the one that it was")
  void joiningMeetsAnotherLife() {
    NodeState joining = Samples.in(Samples.phases().get("Joining"));
    Event same = new Event.PeerAsked(9, Samples.peer(AnnouncedRole.PRIMARY, 5));
    assertThat(RoleMachine.on(joining, same, NOW).state().phase())
        .isInstanceOf(Phase.Joining.class);
    for (PeerView other :
        List.of(Samples.peer(AnnouncedRole.PRIMARY, 6), Samples.peer(AnnouncedRole.STARTING, 5))) {
      Step step = RoleMachine.on(joining, new Event.PeerAsked(9, other), NOW);
      assertThat(step.state().phase()).isInstanceOf(Phase.Waiting.class);
      assertThat(step.effects()).hasAtLeastOneElementOfType(Effect.Close.class);
    }
  }

  @Test
  @DisplayName("R1.8 R2.2 a peer that turns out to be primary ends a start or takeover under way")
  void primaryShowsItselfInTime() {
    Phase settling = Samples.phases().get("Promoting, settling the data");
    Event shows = new Event.PeerAsked(9, Samples.peer(AnnouncedRole.PRIMARY, 5));
    Step step = RoleMachine.on(Samples.in(settling), shows, NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(step.reason().has(ReasonCode.PEER_IS_PRIMARY)).isTrue();
    Event old = new Event.PeerAsked(9, Samples.peer(AnnouncedRole.PRIMARY, 4));
    assertThat(RoleMachine.on(Samples.in(settling), old, NOW).state().phase()).isEqualTo(settling);
    Phase handover = Samples.phases().get("Promoting, writing the epoch, after a hand-over");
    assertThat(RoleMachine.on(Samples.in(handover), shows, NOW).state().phase())
        .isEqualTo(handover);
  }

  @Test
  @DisplayName("R2.1 R1.8 a node that ended its following itself gives its primary a minute")
  void endedItself() {
    NodeState following = Samples.in(Samples.phases().get("Following"));
    Step left =
        at(following, new Event.ReplicationEnded(Samples.LINK, Reason.sentence("disk full")), NOW);
    assertThat(left.state().phase().role()).isEqualTo(Role.SECONDARY);
    assertThat(left.effects()).hasAtLeastOneElementOfType(Effect.Close.class);
    NodeState asks = left.state();
    assertThat(at(asks, silent(asks), NOW + 4 * SECOND).state().phase())
        .isInstanceOf(Phase.Waiting.class);
    assertThat(at(asks, silent(asks), NOW + MINUTE).state().phase())
        .isInstanceOf(Phase.Promoting.class);
    assertThat(at(asks, nobody(asks), NOW + SECOND).state().phase())
        .as("a dead one is taken over at once")
        .isInstanceOf(Phase.Promoting.class);
    Step another =
        at(following, new Event.ReplicationEnded(Samples.OTHER_LINK, Reason.sentence("")), NOW);
    assertThat(another.state().phase()).isEqualTo(following.phase());
  }

  @Test
  @DisplayName("R2.9 R1.8 a woken secondary whose link was given up gives its primary a minute")
  void wokenSecondary() {
    NodeState following = Samples.in(Samples.phases().get("Following"));
    long woke = NOW + 3 * SECOND;
    NodeState asks = RoleMachine.on(following, new Event.Tick(), woke).state();
    assertThat(asks.phase()).isInstanceOf(Phase.Asking.class);
    assertThat(at(asks, silent(asks), woke + 4 * SECOND).state().phase())
        .as("its link is open, and no sign of life comes")
        .isInstanceOf(Phase.Promoting.class);
    NodeState closed =
        at(asks, new Event.LinkClosed(Samples.LINK, Reason.sentence("silent")), woke + SECOND)
            .state();
    assertThat(at(closed, silent(closed), woke + 4 * SECOND).state().phase())
        .as("its primary gave it up while it slept")
        .isInstanceOf(Phase.Waiting.class);
  }

  @Test
  @DisplayName("R2.2 R1.8 a primary that said farewell, or never came to say anything, is busy")
  void farewell() {
    NodeState following = Samples.in(Samples.phases().get("Following"));
    NodeState unheard =
        Samples.in(new Phase.Following(Samples.LINK, 5, NOW - 10 * Samples.MILLI, 0));
    Event broke = new Event.LinkClosed(Samples.LINK, Reason.sentence("reset"));
    Event farewell =
        new Event.LinkClosed(Samples.LINK, true, Reason.sentence("silent for the whole limit"));
    assertThat(afterSilence(at(following, broke, NOW).state())).isInstanceOf(Phase.Promoting.class);
    assertThat(afterSilence(at(following, farewell, NOW).state()))
        .isInstanceOf(Phase.Waiting.class);
    assertThat(afterSilence(at(unheard, broke, NOW).state())).isInstanceOf(Phase.Waiting.class);
    NodeState doubts = Samples.in(Samples.phases().get("Asking because the primary is silent"));
    assertThat(afterSilence(at(doubts, broke, NOW).state())).isInstanceOf(Phase.Promoting.class);
    assertThat(afterSilence(at(doubts, farewell, NOW).state())).isInstanceOf(Phase.Waiting.class);
    Step anew = at(doubts, farewell, NOW);
    assertThat(question(anew).reachNanos()).isEqualTo(TIMING.patience());
    assertThat(at(anew.state(), nobody(doubts), NOW + SECOND).state().phase())
        .as("the end of the question that was put in a hurry")
        .isEqualTo(anew.state().phase());
  }

  private static Phase afterSilence(NodeState asks) {
    return at(asks, silent(asks), NOW + 2 * SECOND).state().phase();
  }

  @Test
  @DisplayName("R2.1 a secondary that loses its primary does not wait: frozen counts as dead")
  void lostPrimaryIsNotWaitedFor() {
    NodeState asks = Samples.in(Samples.phases().get("Asking because the primary is silent"));
    assertThat(at(asks, silent(asks), NOW + SECOND).state().phase())
        .isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R1.8 a start that joins has data that may be old until the first cycle")
  void joinedAtAStart() {
    NodeState joining = Samples.in(Samples.phases().get("Joining"));
    Step follows = RoleMachine.on(joining, new Event.FollowAccepted(Samples.LINK, 5), NOW);
    assertThat(follows.state().durable().mayBeOld()).isTrue();
    Step cycle =
        RoleMachine.on(
            follows.state(), new Event.CycleCommitted(Samples.LINK, Samples.copy(13)), NOW);
    assertThat(cycle.state().durable().mayBeOld()).isFalse();
    Optional<Effect> saved = cycle.effects().stream().findFirst();
    assertThat(saved).contains(new Effect.Persist(cycle.state().durable()));
  }
}
