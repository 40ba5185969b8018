package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Whoever asks on the secondary for the roles to be swapped is told when they are not (R3.2). */
class NotSwappedTest {
  private static NodeState in(String phase) {
    return Samples.in(Samples.phases().get(phase));
  }

  private static Step wanted(NodeState state) {
    return RoleMachine.on(state, new Event.SwitchoverWanted(Samples.LINK), Samples.NOW);
  }

  @Test
  @DisplayName("R3.2 a primary that does not swap the roles says why, to the one that asked")
  void refused() {
    Event unsent =
        new Event.FitnessKnown(
            Optional.empty(), Optional.of(Reason.of(ReasonCode.FOLDER_HANGS).with("folder", "/x")));
    NodeState serving = RoleMachine.on(in("Serving with a secondary"), unsent, Samples.NOW).state();
    Step step = wanted(serving);
    assertThat(step.state().phase()).isEqualTo(serving.phase());
    assertThat(step.reason().code()).isEqualTo(ReasonCode.ROLES_NOT_SWAPPED);
    assertThat(step.effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.TellNotSwapped.class,
            told -> {
              assertThat(told.link()).isEqualTo(Samples.LINK);
              assertThat(told.why().code()).isEqualTo(ReasonCode.LAST_CHANGES_NOT_SENT);
            });
    assertThat(wanted(in("Serving with a secondary")).effects())
        .hasAtLeastOneElementOfType(Effect.StopService.class)
        .noneMatch(Effect.TellNotSwapped.class::isInstance);
  }

  @Test
  @DisplayName("R3.2 one that has to roll back says so as well")
  void rolledBack() {
    NodeState sending = in("Swapping the roles, last cycle");
    Event left = new Event.LastCycleDone(Samples.ATTEMPT, false, Reason.sentence("it failed"));
    Step step = RoleMachine.on(sending, left, Samples.NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Serving.class);
    assertThat(step.effects()).hasAtLeastOneElementOfType(Effect.TellNotSwapped.class);
  }

  @Test
  @DisplayName(
      "R3.2 the secondary passes it on as the end of the request; an old link says nothing")
  void told() {
    Reason why = Reason.of(ReasonCode.SECONDARY_LACKS_DATA);
    NodeState following = in("Following");
    Step step =
        RoleMachine.on(following, new Event.SwitchoverRefused(Samples.LINK, why), Samples.NOW);
    assertThat(step.state().phase()).isEqualTo(following.phase());
    assertThat(step.reason()).isEqualTo(Reason.of(ReasonCode.ROLES_NOT_SWAPPED).with("why", why));
    Step old =
        RoleMachine.on(
            following, new Event.SwitchoverRefused(Samples.OTHER_LINK, why), Samples.NOW);
    assertThat(old.reason()).isEqualTo(Reason.NONE);
  }
}
