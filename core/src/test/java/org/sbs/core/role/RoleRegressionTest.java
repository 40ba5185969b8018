package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
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
            0);
    Phase leaving =
        new Phase.Leaving(
            6, Phase.Purpose.STOP, "stop", LeaveStep.LAST_CYCLE, 0, Optional.of(silent), false);
    Step step = RoleMachine.on(Samples.in(leaving), new Event.Tick(), Samples.NOW);
    assertThat(step.state().phase()).isEqualTo(new Phase.Ended(0));
    assertThat(step.reason()).contains("the secondary was lost");
  }

  @Test
  @DisplayName("R2.3 a state that was not written is not written again behind a newer epoch")
  void oldStateNeverFollowsThePromotion() {
    Phase saving = Samples.phases().get("Promoting, writing the epoch, after a hand-over");
    Step step = RoleMachine.on(Samples.in(saving).unsaved(true), new Event.BeatDue(), Samples.NOW);
    assertThat(step.effects()).isEmpty();
    Phase serving = Samples.phases().get("Serving alone");
    Step later =
        RoleMachine.on(Samples.in(serving).unsaved(true), new Event.BeatDue(), Samples.NOW);
    assertThat(later.effects()).containsExactly(new Effect.Persist(Samples.TARGET));
  }

  @Test
  @DisplayName("R2.3 a stop while the epoch is being written keeps the epoch")
  void stopWhilePromotingKeepsTheEpoch() {
    Phase saving = Samples.phases().get("Promoting, writing the epoch, after a hand-over");
    Step step = RoleMachine.on(Samples.in(saving), new Event.UserStop(), Samples.NOW);
    assertThat(step.state().durable().epoch()).isEqualTo(Samples.TARGET.epoch());
  }

  @Test
  @DisplayName("R2.5 a node that was primary of a later epoch is followed by a higher one")
  void reignIsRaisedAboveTheFollowers() {
    PeerView follower =
        new PeerView(
            Samples.PEER,
            Mode.SYMMETRIC,
            Standing.SECONDARY,
            9,
            Lineage.NONE.with(9, Samples.PEER),
            true,
            1,
            Pause.NONE,
            true,
            "none");
    NodeState alone = Samples.in(Samples.phases().get("Serving alone"));
    Step refused = RoleMachine.on(alone, new Event.FollowAsked(3, follower), Samples.NOW);
    assertThat(refused.state().durable().lineage().lastEpoch()).isEqualTo(10);
    DurableState raised = refused.state().durable();
    Step written = RoleMachine.on(refused.state(), new Event.Persisted(raised), Samples.NOW);
    Step accepted =
        RoleMachine.on(written.state(), new Event.FollowAsked(4, follower), Samples.NOW);
    assertThat(accepted.effects()).contains(new Effect.Accept(4, 10));
  }
}
