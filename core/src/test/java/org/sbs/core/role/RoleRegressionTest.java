package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.Phase.LeaveStep;

/** Faults that the simulation found once, each in the smallest form. */
class RoleRegressionTest {
  private static final long LIMIT = Timing.ofMillis(500, 2000).silenceLimit();

  @Test
  @DisplayName("R3.1 a primary that leaves does not wait for a secondary that fell silent")
  void leavingNoticesSilence() {
    Follower silent =
        new Follower(
            Samples.LINK,
            Samples.PEER,
            Mode.SYMMETRIC,
            Samples.NOW - LIMIT,
            Samples.NOW - LIMIT,
            true,
            0,
            Optional.empty());
    Phase leaving =
        new Phase.Leaving(
            6,
            Phase.Purpose.STOP,
            Reason.of(ReasonCode.STOPPED_BY_USER),
            LeaveStep.LAST_CYCLE,
            0,
            0,
            Optional.of(silent),
            false,
            0);
    Step step = RoleMachine.on(Samples.in(leaving), new Event.Tick(), Samples.NOW);
    assertThat(step.state().phase()).isEqualTo(new Phase.Ended(0));
    assertThat(step.reason().has(ReasonCode.LOST_BEFORE_HAND_OVER)).isTrue();
  }

  @Test
  @DisplayName("R2.3 a state that was not written is not written again behind a newer epoch")
  void oldStateNeverFollowsThePromotion() {
    Phase saving = Samples.phases().get("Promoting, writing the epoch, after a hand-over");
    Step step = RoleMachine.on(Samples.in(saving).unsaved(true), new Event.BeatDue(), Samples.NOW);
    assertThat(step.effects()).noneMatch(effect -> effect instanceof Effect.Persist);
    Phase serving = Samples.phases().get("Serving alone");
    Step later =
        RoleMachine.on(Samples.in(serving).unsaved(true), new Event.BeatDue(), Samples.NOW);
    assertThat(later.effects()).containsExactly(new Effect.Persist(Samples.TARGET));
  }

  @Test
  @DisplayName("R2.3 a stop while the epoch is being written keeps the epoch")
  void stopWhilePromotingKeepsTheEpoch() {
    Phase saving = Samples.phases().get("Promoting, writing the epoch, after a hand-over");
    Step step = RoleMachine.on(Samples.in(saving), new Event.UserStop(true), Samples.NOW);
    assertThat(step.state().durable().epoch()).isEqualTo(Samples.TARGET.epoch());
  }

  @Test
  @DisplayName("R2.5 a node that was primary of a later epoch is followed by a higher one")
  void servedEpochIsRaisedAboveTheFollowers() {
    PeerView follower =
        new PeerView(
            Samples.PEER,
            Mode.SYMMETRIC,
            AnnouncedRole.SECONDARY,
            9,
            Lineage.NONE.with(9, Samples.PEER),
            true,
            1,
            Pause.NONE,
            true,
            "none",
            false,
            Optional.empty(),
            false,
            Membership.UNKNOWN);
    NodeState alone = Samples.in(Samples.phases().get("Serving alone"));
    Step refused = RoleMachine.on(alone, new Event.FollowAsked(3, follower), Samples.NOW);
    assertThat(refused.state().durable().lineage().lastEpoch()).isEqualTo(10);
    DurableState raised = refused.state().durable();
    Step written = RoleMachine.on(refused.state(), new Event.Persisted(raised), Samples.NOW);
    Step accepted =
        RoleMachine.on(written.state(), new Event.FollowAsked(4, follower), Samples.NOW);
    assertThat(accepted.effects()).contains(new Effect.Accept(4, 10));
  }

  @Test
  @DisplayName("R6.2 late word of an earlier claim says nothing of the claim that is held")
  void lateWordOfAnEarlierClaim() {
    NodeState holder = witnessed(Samples.phases().get("Serving alone"), 6, Samples.NOW);
    for (Event late :
        List.of(
            new Event.ClaimLost(5),
            new Event.Released(5),
            new Event.Claimed(5, Samples.NOW),
            new Event.Claimed(6, Samples.NOW - 1))) {
      Step step = RoleMachine.on(holder, late, Samples.NOW);
      assertThat(step.state().watch().leaseState().held())
          .as("%s", late)
          .contains(new LeaseState.Held(6, Samples.NOW));
    }
    NodeState claiming = Samples.in(Samples.phases().get("Promoting with a witness, claiming"));
    Step step = RoleMachine.on(claiming, new Event.ClaimLost(5), Samples.NOW);
    assertThat(step.state().phase()).isEqualTo(claiming.phase());
  }

  @Test
  @DisplayName(
      "R2.10 R6.1 after a claim that was lost the witness is looked at before the next one")
  void lostClaimIsNotRepeated() {
    NodeState claiming = Samples.in(Samples.phases().get("Promoting with a witness, claiming"));
    long target = ((Phase.Promoting) claiming.phase()).target().orElseThrow().epoch();
    Event free = new Event.WitnessSeen(WitnessView.UNCLAIMED, Samples.NOW - LIMIT);
    NodeState seen = RoleMachine.on(claiming, free, Samples.NOW).state();
    NodeState lost = RoleMachine.on(seen, new Event.ClaimLost(target), Samples.NOW).state();
    Phase settling = Samples.phases().get("Promoting, settling the data");
    Step step =
        RoleMachine.on(
            lost.in(settling),
            new Event.DataSettled(Samples.ATTEMPT, Optional.empty()),
            Samples.NOW);
    assertThat(step.effects()).containsExactly(new Effect.LookAtWitness());
  }

  @Test
  @DisplayName("R3.1 the service is stopped when the last of two stops has been answered")
  void twoStopsHaveTwoAnswers() {
    NodeState leaving = witnessed(leaving(Phase.Purpose.SWITCH), 6, Samples.NOW - LIMIT * 9);
    Step hurried = RoleMachine.on(leaving, new Event.Tick(), Samples.NOW);
    assertThat(hurried.effects()).contains(new Effect.StopService(2_000_000_000L));
    Event stopped = new Event.ServiceStopped(Optional.empty());
    Step first = RoleMachine.on(hurried.state(), stopped, Samples.NOW);
    assertThat(first.state().phase().role()).isEqualTo(Role.PRIMARY);
    assertThat(first.effects()).isEmpty();
    Step failed =
        RoleMachine.on(
            hurried.state(), new Event.ServiceStopFailed(Reason.sentence("it hangs")), Samples.NOW);
    assertThat(failed.effects()).isEmpty();
    Step second = RoleMachine.on(first.state(), stopped, Samples.NOW);
    assertThat(second.state().phase()).isInstanceOf(Phase.Asking.class);
  }

  @Test
  @DisplayName("R6.2 a service that did not stop is not left behind when the lease runs out")
  void stopFailsWithoutTheRightToServe() {
    NodeState leaving = witnessed(leaving(Phase.Purpose.SWITCH), 6, Samples.NOW - LIMIT * 9);
    Step step =
        RoleMachine.on(
            leaving, new Event.ServiceStopFailed(Reason.sentence("it hangs")), Samples.NOW);
    assertThat(step.state().phase().role()).isEqualTo(Role.PRIMARY);
    Step again = RoleMachine.on(step.state(), new Event.Tick(), Samples.NOW);
    assertThat(again.effects()).contains(new Effect.StopService(2_000_000_000L));
  }

  @Test
  @DisplayName("R6.2 the lease comes before all else that a primary that leaves sees at a tick")
  void leaseBeforeSilence() {
    Follower silent =
        new Follower(
            1, Samples.PEER, Mode.SYMMETRIC, Samples.NOW - LIMIT, 0, true, 0, Optional.empty());
    Phase.Leaving phase = leaving(Phase.Purpose.SWITCH).with(Optional.of(silent));
    NodeState leaving = witnessed(phase, 6, Samples.NOW - LIMIT * 9);
    Step step = RoleMachine.on(leaving, new Event.Tick(), Samples.NOW);
    assertThat(step.effects()).contains(new Effect.StopService(2_000_000_000L));
  }

  @Test
  @DisplayName("R2.5 an epoch that is being raised takes nobody on and is raised once")
  void raisedOnce() {
    DurableState raised = Samples.TARGET.reigning(10);
    NodeState raising = Samples.in(Samples.phases().get("Serving alone")).with(raised);
    PeerView old = Samples.peer(AnnouncedRole.SECONDARY, 9);
    Step step = RoleMachine.on(raising, new Event.FollowAsked(4, old), Samples.NOW);
    assertThat(step.effects()).containsExactly(new Effect.Refuse(4, ReasonCode.EPOCH_IS_RAISED));
    assertThat(step.state().durable().lineage()).isEqualTo(raised.lineage());
  }

  @Test
  @DisplayName("R6.2 a primary whose claim is lost leaves at once, its secondary's word or not")
  void lostClaimEndsTheServedEpoch() {
    NodeState holder = witnessed(Samples.phases().get("Serving with a secondary"), 6, Samples.NOW);
    Step step = RoleMachine.on(holder, new Event.ClaimLost(6), Samples.NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Leaving.class);
    assertThat(step.effects()).hasAtLeastOneElementOfType(Effect.StopService.class);
    assertThat(step.state().watch().leaseState().held()).isEmpty();
  }

  @Test
  @DisplayName("R2.9 R6.2 a primary that slept beyond its lease stops before it does anything else")
  void wokenBeyondTheLease() {
    Phase serving = Samples.phases().get("Serving with a secondary");
    NodeState holder = witnessed(serving, 6, Samples.NOW);
    long later = Samples.NOW + 9 * LIMIT;
    Event first = new Event.FollowAsked(4, Samples.peer(AnnouncedRole.STARTING, 5));
    Step step = RoleMachine.on(holder, first, later);
    assertThat(step.state().phase()).isInstanceOf(Phase.Leaving.class);
    assertThat(step.effects()).contains(new Effect.StopService(2_000_000_000L));
    assertThat(step.effects()).doesNotHaveAnyElementsOfTypes(Effect.Accept.class);
  }

  @Test
  @DisplayName("R6.1 a witness that remembers nothing is asked for an epoch above the node's own")
  void claimsAboveItsOwnEpoch() {
    NodeState looking = Samples.in(Samples.phases().get("Promoting with a witness, looking"));
    Event nothing = new Event.WitnessSeen(WitnessView.UNCLAIMED, Samples.NOW);
    Step step = RoleMachine.on(looking, nothing, Samples.NOW);
    assertThat(step.effects())
        .containsExactly(new Effect.Claim(Samples.DURABLE.epoch() + 1, WitnessView.UNCLAIMED));
  }

  @Test
  @DisplayName(
      "R2.3 an epoch that is being written is not forgotten when its promotion is given up")
  void writtenEpochIsKept() {
    Phase writing = Samples.phases().get("Promoting, writing the epoch, after a hand-over");
    NodeState state = witnessed(writing, 6, Samples.NOW);
    for (Event end : List.of(new Event.ClaimLost(6), new Event.Persisted(Samples.TARGET))) {
      // The word of the witness is too old for the second.
      long later = end instanceof Event.Persisted ? Samples.NOW + 3 * LIMIT : Samples.NOW;
      Step step = RoleMachine.on(state.at(later - 1), end, later);
      assertThat(step.state().phase().role()).as("%s", end).isEqualTo(Role.SECONDARY);
      assertThat(step.state().durable().epoch()).as("%s", end).isEqualTo(6);
      assertThat(step.effects()).as("%s", end).contains(new Effect.Persist(step.state().durable()));
    }
  }

  @Test
  @DisplayName("R2.3 a secondary that never got a whole copy does not take over")
  void nothingToTakeOverWith() {
    NodeState empty =
        Samples.in(Samples.phases().get("Promoting, settling the data"))
            .with(DurableState.fresh(Samples.ME));
    Step step =
        RoleMachine.on(
            empty, new Event.DataSettled(Samples.ATTEMPT, Optional.empty()), Samples.NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(step.effects()).isEmpty();
  }

  @Test
  @DisplayName("R2.9 R3.1 a stop that may be rolled back waits for the answer of a woken primary")
  void wokenDoesNotStopIfTaken() {
    NodeState woken = Samples.in(Samples.phases().get("Serving, just woken"));
    Step asked = RoleMachine.on(woken, new Event.UserStop(false), Samples.NOW);
    assertThat(asked.state().phase()).isEqualTo(woken.phase());
    assertThat(asked.effects()).isEmpty();
    assertThat(asked.reason().has(ReasonCode.NOT_STOPPED)).isTrue();
    assertThat(asked.reason().has(ReasonCode.SLEPT_UNSURE)).isTrue();
    Step anyway = RoleMachine.on(woken, new Event.UserStop(true), Samples.NOW);
    assertThat(anyway.state().phase()).isInstanceOf(Phase.Leaving.class);
  }

  @Test
  @DisplayName(
      "R2.9 a primary that has just woken does not swap the roles before it has its answer")
  void wokenDoesNotSwap() {
    NodeState slept = Samples.in(Samples.phases().get("Serving with a secondary"));
    long later = Samples.NOW + 3 * LIMIT;
    Step step = RoleMachine.on(slept, new Event.SwitchoverAsked(), later);
    assertThat(step.state().phase()).isInstanceOf(Phase.Serving.class);
    assertThat(((Phase.Serving) step.state().phase()).unsure()).isTrue();
    assertThat(step.reason().has(ReasonCode.ROLES_NOT_SWAPPED)).isTrue();
  }

  @Test
  @DisplayName("R3.1 a primary that takes long to leave is not dead for one answer that broke off")
  void slowLeaverIsAlive() {
    NodeState asks = Samples.in(Samples.phases().get("Asking because the primary is silent"));
    long later = Samples.NOW + 3 * LIMIT;
    Event shows = new Event.PeerAsked(9, Samples.peer(AnnouncedRole.LEAVING, 5));
    NodeState heard = RoleMachine.on(asks.at(later - 2), shows, later - 1).state();
    Event broken = new Event.BrokenAnswer(Samples.ATTEMPT, Reason.sentence("reset"));
    Step step = RoleMachine.on(heard, broken, later);
    assertThat(step.state().phase()).isInstanceOf(Phase.Waiting.class);
  }

  @Test
  @DisplayName("R2.1 a primary notices that its secondary fell silent")
  void silentSecondaryIsGone() {
    NodeState serving = Samples.in(Samples.phases().get("Serving with a secondary"));
    long later = Samples.NOW + LIMIT - 1;
    Step step = RoleMachine.on(serving.at(later - 1), new Event.Tick(), later);
    assertThat(((Phase.Serving) step.state().phase()).follower()).isEmpty();
    assertThat(step.effects()).hasAtLeastOneElementOfType(Effect.Goodbye.class);
  }

  private static Phase.Leaving leaving(Phase.Purpose purpose) {
    return new Phase.Leaving(
        6, purpose, Reason.NONE, LeaveStep.STOPPING, 0, 0, Optional.empty(), false, 1);
  }

  /** A node with a lease of eight seconds at a witness, and a claim there. */
  private static NodeState witnessed(Phase phase, long epoch, long askedNanos) {
    NodeState state = Samples.in(phase);
    Self self =
        new Self(
            Samples.ME,
            Mode.SYMMETRIC,
            Timing.ofMillis(500, 2000),
            Samples.LIMITS.with(Lease.ofSeconds(8)),
            "peer",
            false);
    LeaseState held = state.watch().leaseState().claimed(epoch, askedNanos);
    return new NodeState(
        self,
        state.durable(),
        false,
        phase,
        Samples.NOW,
        state.attempts(),
        state.watch().with(held));
  }

  @Test
  @DisplayName(
      "R1.4 of two nodes that both become primary, for they were of two minds, one goes on")
  void oneOfTwoGoesOn() {
    Phase settling = Samples.phases().get("Promoting, settling the data");
    Event other = new Event.PeerAsked(9, Samples.peer(AnnouncedRole.PROMOTING, 5));
    Step step = RoleMachine.on(Samples.in(settling), other, Samples.NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Waiting.class);
    Event lesser = new Event.PeerAsked(9, Samples.lesser(AnnouncedRole.PROMOTING));
    Step goesOn = RoleMachine.on(Samples.in(settling), lesser, Samples.NOW);
    assertThat(goesOn.state().phase()).isEqualTo(settling);
  }

  @Test
  @DisplayName("R3.3 resume without a pause, and a pause during one, tell what is so")
  void pauseTellsWhatWas() {
    NodeState following = Samples.in(Samples.phases().get("Following"));
    Event resumed = new Event.PauseAsked(0);
    Event paused = new Event.PauseAsked(60_000 * Samples.MILLI);
    assertThat(RoleMachine.on(following, resumed, Samples.NOW).reason())
        .isEqualTo(Reason.of(ReasonCode.NOT_PAUSED));
    Step first = RoleMachine.on(following, paused, Samples.NOW);
    Reason told = Reason.of(ReasonCode.PAUSED_FOR_SECONDS).with("seconds", 60L);
    assertThat(first.reason()).isEqualTo(told);
    Step longer = RoleMachine.on(first.state(), paused, Samples.NOW + 1);
    assertThat(longer.reason())
        .isEqualTo(told.and(Reason.of(ReasonCode.PAUSE_REPLACED).with("minutes", 1L)));
    Step ended = RoleMachine.on(longer.state(), resumed, Samples.NOW + 2);
    assertThat(ended.reason()).isEqualTo(Reason.of(ReasonCode.PAUSE_ENDED));
    assertThat(RoleMachine.on(ended.state(), resumed, Samples.NOW + 3).reason())
        .isEqualTo(Reason.of(ReasonCode.NOT_PAUSED));
  }

  @Test
  @DisplayName("R3.3 a pause that both know is not told anew with every sign of life")
  void pauseIsToldOnce() {
    PeerView calm = Samples.peer(AnnouncedRole.PRIMARY, 5);
    Pause told = new Pause(1, 60_000 * Samples.MILLI);
    Pause again = new Pause(1, told.leftNanos() + Samples.MILLI);
    NodeState following = Samples.in(Samples.phases().get("Following"));
    Step first = RoleMachine.on(following, heard(calm, told), Samples.NOW);
    assertThat(first.reason())
        .isEqualTo(Reason.of(ReasonCode.PAUSED_FOR_SECONDS).with("seconds", 60L));
    Step second = RoleMachine.on(first.state(), heard(calm, again), Samples.NOW);
    assertThat(second.reason().isEmpty()).isTrue();
    assertThat(second.effects()).isEmpty();
  }

  private static Event heard(PeerView view, Pause pause) {
    return new Event.Heard(Samples.LINK, Samples.telling(view, pause), 1, 0);
  }

  @Test
  @DisplayName("R2.3 a primary that does not know which sentinels are to work does not say none")
  void unknownSentinelsAreNotNone() {
    DurableState fresh = DurableState.fresh(Samples.ME);
    Copy unknown = new Copy(13, Samples.DATA, Optional.empty());
    assertThat(fresh.withCopy(unknown).activeSentinels()).isEmpty();
    assertThat(Samples.DURABLE.withCopy(unknown).activeSentinels()).contains(List.of("Dock 3"));
    Copy none = new Copy(13, Samples.DATA, Optional.of(List.of()));
    assertThat(Samples.DURABLE.withCopy(none).activeSentinels()).contains(List.of());
  }
}
