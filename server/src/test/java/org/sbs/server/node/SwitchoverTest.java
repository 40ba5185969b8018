package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Event;
import org.sbs.core.role.Limits;
import org.sbs.core.role.Mode;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Self;
import org.sbs.core.role.ServiceHealth;
import org.sbs.core.role.Step;
import org.sbs.core.role.Timing;
import org.sbs.server.node.NodeControl.Answer;

/** What the user of a switchover is told, and when. */
class SwitchoverTest {
  private static final String ID = "a".repeat(32);
  private static final Phase SERVING =
      new Phase.Serving(
          1,
          new ServiceHealth(ServiceHealth.State.RUNNING, 0, 0, Reason.NONE),
          Optional.empty(),
          Optional.empty(),
          0,
          false);
  private static final Phase LEAVING =
      new Phase.Leaving(
          1,
          Phase.Purpose.SWITCH,
          Reason.NONE,
          Phase.LeaveStep.STOPPING,
          0,
          0,
          Optional.empty(),
          false,
          1);
  private static final Phase FOLLOWING = new Phase.Following(1, 2, 0, 0);

  private static NodeState in(Phase phase) {
    NodeState start =
        NodeState.starting(
            new Self(
                ID,
                Mode.SYMMETRIC,
                Timing.ofMillis(50, 200),
                Limits.ofSeconds(1, 3, 60, 2),
                "peer",
                false),
            DurableState.fresh(ID),
            0);
    return new NodeState(start.self(), start.durable(), false, phase, 0, 0, start.watch());
  }

  private static Optional<Answer> answer(Phase from, Phase to, Reason reason) {
    return new Switchover().by(in(from), new Event.Tick(), new Step(in(to), List.of(), reason));
  }

  private static Reason of(ReasonCode code) {
    return Reason.of(code).with("peer", "b").with("epoch", 2L);
  }

  @Test
  @DisplayName("R3.2 beginning to hand the role over is no answer yet")
  void beginning() {
    assertThat(answer(SERVING, LEAVING, Reason.of(ReasonCode.USER_SWAPS))).isEmpty();
  }

  @Test
  @DisplayName("R3.2 the old primary is done when it follows, the new one when it serves")
  void swapped() {
    assertThat(done(LEAVING, FOLLOWING, of(ReasonCode.SECONDARY_OF)))
        .contains("The roles are swapped: this node is now secondary of b in epoch 2.");
    assertThat(done(FOLLOWING, SERVING, of(ReasonCode.PRIMARY_BY_HANDOVER)))
        .contains("The roles are swapped: this node is now primary in epoch 2: b handed over.");
  }

  private static Optional<String> done(Phase from, Phase to, Reason reason) {
    return answer(from, to, reason).filter(Answer::done).map(Answer::sentence);
  }

  @Test
  @DisplayName("R3.2 an old primary that serves on says why the roles are not swapped")
  void rolledBack() {
    Reason refused =
        Reason.of(ReasonCode.ROLES_NOT_SWAPPED).with("why", Reason.sentence("disk full"));
    Step step = new Step(in(SERVING), List.of(), refused);
    Optional<Answer> no = new Switchover().by(in(LEAVING), new Event.Tick(), step);
    assertThat(no.filter(Answer::done)).isEmpty();
    assertThat(no.map(Answer::sentence)).contains("The roles are not swapped: disk full.");
  }
}
