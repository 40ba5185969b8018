package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.ReasonCode;

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
    assertThat(late.effects()).contains(new Effect.Close(Samples.LINK, ReasonCode.HAND_OVER_LATE));
    NodeState follows = Samples.in(Samples.phases().get("Following"));
    Step timely = RoleMachine.on(follows, handOver, Samples.NOW);
    assertThat(timely.state().phase()).isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R1.7 R3.2 a cycle committed over an earlier link shows nothing of a new one")
  void cycleOfAnEarlierLink() {
    Phase.Serving serving = (Phase.Serving) Samples.phases().get("Serving with a secondary");
    Follower joined =
        new Follower(
            Samples.OTHER_LINK,
            Samples.PEER,
            Mode.SYMMETRIC,
            Samples.NOW,
            Samples.NOW,
            false,
            Samples.NOW,
            Optional.empty());
    NodeState state = Samples.in(serving.with(Optional.of(joined)));
    assertThat(hasTheData(state, Samples.LINK)).isFalse();
    assertThat(hasTheData(state, Samples.OTHER_LINK)).isTrue();
  }

  private static boolean hasTheData(NodeState state, long link) {
    Event committed = new Event.CycleCommitted(link, Samples.copy(13));
    Phase phase = RoleMachine.on(state, committed, Samples.NOW).state().phase();
    return ((Phase.Serving) phase).follower().orElseThrow().current();
  }

  @Test
  @DisplayName("R1.4 a cycle that is committed late does not change what this node told its peer")
  void lateCycleChangesNoContest() {
    Copy late = new Copy(13, Samples.DATA.with(5, Samples.PEER), Optional.empty());
    for (String name :
        List.of("Asking because the primary is silent", "Waiting without a primary")) {
      NodeState told = Samples.in(Samples.phases().get(name));
      Step step = RoleMachine.on(told, new Event.CycleCommitted(Samples.LINK, late), Samples.NOW);
      assertThat(step.state().view()).as(name).isEqualTo(told.view());
    }
    NodeState promoting = Samples.in(Samples.phases().get("Promoting, settling the data"));
    Event settled = new Event.DataSettled(Samples.ATTEMPT, Optional.of(late));
    assertThat(RoleMachine.on(promoting, settled, Samples.NOW).effects())
        .singleElement()
        .isInstanceOfSatisfying(
            Effect.Persist.class,
            save -> assertThat(save.what().cycle()).as("it counts then").isEqualTo(13));
  }

  @Test
  @DisplayName("R3.3 R1.4 a pause that ends while questions cross lets no two nodes go first")
  void pauseEndsWhileQuestionsCross() {
    Pause pause = new Pause(1, 10 * Samples.MILLI);
    NodeState starts = paused("Asking at start-up", pause);
    NodeState lost = paused("Asking because the primary is silent", pause);
    Event lostAsks = asks(AnnouncedRole.SECONDARY, pause);
    Event startingAsks = asks(AnnouncedRole.STARTING, new Pause(1, 0));
    long during = Samples.NOW + Samples.MILLI;
    long over = Samples.NOW + 10 * Samples.MILLI;
    assertThat(phaseAfter(starts, lostAsks, during)).isInstanceOf(Phase.Promoting.class);
    assertThat(phaseAfter(starts, lostAsks, over))
        .as("the one that lost its primary goes by what it told here")
        .isInstanceOf(Phase.Promoting.class);
    assertThat(phaseAfter(lost, startingAsks, over)).isInstanceOf(Phase.Asking.class);
    Event lostKnowsItsEnd = asks(AnnouncedRole.SECONDARY, new Pause(1, 0));
    assertThat(phaseAfter(starts, lostKnowsItsEnd, over))
        .as("the end counts before its tick")
        .isInstanceOf(Phase.Asking.class);
    long crossed = over + lost.self().timing().crossing();
    NodeState ticked = ticking(lost, over, crossed);
    assertThat(phaseAfter(ticked, startingAsks, crossed)).isInstanceOf(Phase.Asking.class);
    assertThat(phaseAfter(ticked, startingAsks, crossed + 1))
        .as("the pause is past, and the newer data counts")
        .isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R3.3 R1.4 a pause that begins while questions cross lets no two nodes go first")
  void pauseBeginsWhileQuestionsCross() {
    NodeState starts = paused("Asking at start-up", new Pause(1, 1_000_000 * Samples.MILLI));
    Event asked = asks(AnnouncedRole.SECONDARY, Pause.NONE);
    assertThat(phaseAfter(starts, asked, Samples.NOW + Samples.MILLI))
        .as("the other one may just have been told that there is no pause")
        .isInstanceOf(Phase.Asking.class);
    Event knows = asks(AnnouncedRole.SECONDARY, new Pause(1, 5));
    assertThat(phaseAfter(starts, knows, Samples.NOW + Samples.MILLI))
        .isInstanceOf(Phase.Promoting.class);
  }

  private static NodeState paused(String phase, Pause pause) {
    return Pausing.adopt(Samples.in(Samples.phases().get(phase)), pause, Samples.NOW);
  }

  private static NodeState ticking(NodeState state, long from, long to) {
    NodeState next = state;
    for (long at = from; at < to; at += 100 * Samples.MILLI) {
      next = RoleMachine.on(next, new Event.Tick(), at).state();
    }
    return next;
  }

  private static Event asks(AnnouncedRole announcedRole, Pause pause) {
    return new Event.PeerAsked(9, Samples.telling(Samples.peer(announcedRole, 5), pause));
  }

  private static Phase phaseAfter(NodeState state, Event event, long now) {
    return RoleMachine.on(state, event, now).state().phase();
  }

  @Test
  @DisplayName(
      "R2.5 late word of an epoch that is over is followed by nobody, nor takes anyone over")
  void lateWordOfAnOldServedEpoch() {
    Event later = new Event.PeerAsked(9, Samples.peer(AnnouncedRole.PRIMARY, 6));
    Event heard = new Event.Heard(Samples.LINK, Samples.peer(AnnouncedRole.PRIMARY, 5), 1, 0);
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
