package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What comes late, or in the very moment in which both nodes decide: faults that the simulation
 * found once, each in the smallest form.
 */
class LateWordTest {
  @Test
  @DisplayName("R3.2 a hand-over that comes when its sender may have given it up is asked about")
  void lateHandOverIsAskedAbout() {
    NodeState doubts = Samples.in(Samples.phases().get("Asking because the primary is silent"));
    Event handOver = new Event.HandOverAsked(Samples.LINK, 5);
    Step late = RoleMachine.on(doubts, handOver, Samples.NOW);
    assertThat(late.state().phase()).isInstanceOf(Phase.Asking.class);
    assertThat(late.effects()).anyMatch(effect -> effect instanceof Effect.Ask);
    assertThat(late.effects()).contains(new Effect.Close(Samples.LINK, "the hand-over comes late"));
    NodeState follows = Samples.in(Samples.phases().get("Following"));
    Step timely = RoleMachine.on(follows, handOver, Samples.NOW);
    assertThat(timely.state().phase()).isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R1.4 a cycle that is committed late does not change what this node told its peer")
  void lateCycleChangesNoContest() {
    Copy late = new Copy(13, Samples.DATA.with(5, Samples.PEER), Optional.empty());
    for (String name :
        List.of("Asking because the primary is silent", "Waiting without a primary")) {
      NodeState told = Samples.in(Samples.phases().get(name));
      Step step = RoleMachine.on(told, new Event.CycleCommitted(late), Samples.NOW);
      assertThat(step.state().view()).as(name).isEqualTo(told.view());
    }
    NodeState promoting = Samples.in(Samples.phases().get("Promoting, settling the data"));
    Event settled = new Event.DataSettled(Optional.of(late));
    assertThat(RoleMachine.on(promoting, settled, Samples.NOW).effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Persist.class,
            save -> assertThat(save.what().cycle()).as("it counts then").isEqualTo(13));
  }

  @Test
  @DisplayName("R3.3 R1.4 who goes first does not hang on the tick that ends the pause")
  void pauseEndsBeforeItsTick() {
    PeerView lost = Samples.peer(Standing.SECONDARY, 5);
    Event asked = new Event.PeerAsked(9, lost);
    NodeState starts = Samples.in(Samples.phases().get("Asking at start-up"));
    Pause pause = new Pause(1, 10 * Samples.MILLI);
    NodeState paused = Pausing.adopt(starts, pause, Samples.NOW);
    Step during = RoleMachine.on(paused, asked, Samples.NOW + Samples.MILLI);
    assertThat(during.state().phase()).isInstanceOf(Phase.Promoting.class);
    Step over = RoleMachine.on(paused, asked, Samples.NOW + 10 * Samples.MILLI);
    assertThat(over.state().phase()).as("the lost one goes first").isInstanceOf(Phase.Asking.class);
  }

  @Test
  @DisplayName(
      "R2.5 late word of a reign that is over is followed by nobody, nor takes anyone over")
  void lateWordOfAnOldReign() {
    Event later = new Event.PeerAsked(9, Samples.peer(Standing.PRIMARY, 6));
    Event heard = new Event.Heard(Samples.LINK, Samples.peer(Standing.PRIMARY, 5), 1, 0);
    Event handOver = new Event.HandOverAsked(Samples.LINK, 5);
    Event accepted = new Event.FollowAccepted(Samples.LINK, 5);
    for (String name : List.of("Asking because the primary is silent", "Following", "Joining")) {
      NodeState before = Samples.in(Samples.phases().get(name));
      NodeState knows = RoleMachine.on(before, later, Samples.NOW).state();
      for (Event late : List.of(heard, handOver, accepted)) {
        Step step = RoleMachine.on(knows, late, Samples.NOW);
        assertThat(step.state().phase().getClass())
            .as("%s, %s", name, late)
            .isIn(before.phase().getClass(), Phase.Waiting.class);
      }
    }
  }
}
