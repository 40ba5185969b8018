package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** R1.10, in its smallest form: a node with the pair's key that is not one of the two. */
class ThirdNodeTest {
  static Stream<String> phases() {
    return Samples.phases().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("phases")
  @DisplayName("R1.10 what a third node says changes neither role nor epoch, and is named once")
  void changesNothing(String phase) {
    NodeState node = Samples.in(Samples.phases().get(phase));
    Event asks = new Event.PeerAsked(901, Samples.third(Membership.UNKNOWN));
    Step first = RoleMachine.on(node, asks, Samples.NOW);
    assertThat(first.state().phase()).isEqualTo(node.phase());
    assertThat(first.state().durable()).isEqualTo(node.durable());
    assertThat(first.reason().code()).isEqualTo(ReasonCode.THIRD_NODE_REFUSED);
    assertThat(first.effects()).containsExactly(new Effect.Greet(901));
    Event follows = new Event.FollowAsked(902, Samples.third(Membership.UNKNOWN));
    Step second = RoleMachine.on(first.state(), follows, Samples.NOW);
    assertThat(second.state().phase()).isEqualTo(node.phase());
    assertThat(second.reason().isEmpty()).isTrue();
    assertThat(second.effects()).hasSize(1).first().isInstanceOf(Effect.Refuse.class);
  }

  @Test
  @DisplayName("R1.10 a third node does not become primary, neither at once nor when all are dead")
  void outsiderWaits() {
    NodeState asks = Samples.in(Samples.phases().get("Asking at start-up"));
    Event answer = new Event.Answered(Samples.ATTEMPT, 7, Samples.ofAnother());
    Step told = RoleMachine.on(asks, answer, Samples.NOW);
    assertThat(told.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(told.reason().code()).isEqualTo(ReasonCode.EXCLUDED_FROM_PAIR);
    assertThat(told.effects()).contains(new Effect.Persist(told.state().durable()));
    NodeState restarted =
        Samples.in(Samples.phases().get("Asking at start-up")).with(told.state().durable());
    Event nobody = new Event.NoAnswer(Samples.ATTEMPT, true, Reason.sentence("connection refused"));
    Step alone = RoleMachine.on(restarted, nobody, Samples.NOW);
    assertThat(alone.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(alone.reason().code()).isEqualTo(ReasonCode.EXCLUDED_FROM_PAIR);
  }

  @Test
  @DisplayName("R1.10 a node that serves and hears that its peer has another partner stops")
  void outsiderStops() {
    NodeState serves = Samples.in(Samples.phases().get("Serving alone"));
    Event asked = new Event.PeerAsked(7, Samples.ofAnother());
    Step step = RoleMachine.on(serves, asked, Samples.NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Leaving.class);
    assertThat(step.reason().code()).isEqualTo(ReasonCode.EXCLUDED_STEPS_ASIDE);
    assertThat(step.state().durable().excluded()).isTrue();
  }

  @Test
  @DisplayName("R1.10 a third node asks ever more slowly")
  void slower() {
    NodeState excluded =
        Samples.in(Samples.phases().get("Asking at start-up")).with(Samples.DURABLE.excluded(true));
    long earlier = 0;
    for (int seconds : new int[] {1, 4, 16, 64, 256}) {
      long now = Samples.NOW + seconds * 1000L * Samples.MILLI;
      Event answer = new Event.Answered(Samples.ATTEMPT, 7, Samples.ofAnother());
      Phase.Waiting waits =
          (Phase.Waiting) RoleMachine.on(excluded.at(now), answer, now).state().phase();
      long pause = waits.untilNanos() - now;
      assertThat(pause).isGreaterThan(earlier).isLessThanOrEqualTo(60_000L * Samples.MILLI);
      earlier = seconds > 16 ? pause - 1 : pause;
    }
  }

  @Test
  @DisplayName(
      "R1.10 one that knows that it is excluded counts as nobody; another holds a start up")
  void atThePeersAddress() {
    NodeState asks = Samples.in(Samples.phases().get("Asking because the primary is silent"));
    Event other = new Event.Answered(Samples.ATTEMPT, 7, Samples.third(Membership.UNKNOWN));
    Step held = RoleMachine.on(asks, other, Samples.NOW);
    assertThat(held.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(held.reason().code()).isEqualTo(ReasonCode.THIRD_NODE_AT_PEER);
    Membership knows = new Membership(Optional.of(Samples.ME), true);
    Event excluded = new Event.Answered(Samples.ATTEMPT, 7, Samples.third(knows));
    Step alone = RoleMachine.on(asks, excluded, Samples.NOW);
    assertThat(alone.state().phase()).isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R1.10 a node is taken again as soon as its peer has forgotten the other one")
  void admitted() {
    NodeState excluded =
        Samples.in(Samples.phases().get("Asking at start-up")).with(Samples.DURABLE.excluded(true));
    Event answer = new Event.Answered(Samples.ATTEMPT, 7, Samples.peer(AnnouncedRole.PRIMARY, 9));
    Step step = RoleMachine.on(excluded, answer, Samples.NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Joining.class);
    assertThat(step.state().durable().excluded()).isFalse();
  }

  @Test
  @DisplayName("R1.10 the pair's other node is forgotten on request, unless it is connected")
  void replaced() {
    NodeState alone = Samples.in(Samples.phases().get("Serving alone"));
    Step forgotten = RoleMachine.on(alone, new Event.PeerReplaced(), Samples.NOW);
    assertThat(forgotten.reason().code()).isEqualTo(ReasonCode.PEER_REPLACED);
    assertThat(forgotten.state().durable().peerId()).isEmpty();
    Event follows = new Event.FollowAsked(902, Samples.third(Membership.UNKNOWN));
    Step taken = RoleMachine.on(forgotten.state(), follows, Samples.NOW);
    assertThat(taken.effects()).noneMatch(ThirdNodeTest::refusesAsThird);
    NodeState follower = Samples.in(Samples.phases().get("Following"));
    Step refused = RoleMachine.on(follower, new Event.PeerReplaced(), Samples.NOW);
    assertThat(refused.reason().code()).isEqualTo(ReasonCode.PEER_NOT_REPLACED);
    assertThat(refused.state().durable().peerId()).isPresent();
  }

  private static boolean refusesAsThird(Effect effect) {
    return effect instanceof Effect.Refuse refuse
        && refuse.why().code() == ReasonCode.PAIR_IS_COMPLETE;
  }
}
