package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.ReasonCode;

/** Two primaries meet (R5.2): which one stays, and that both say the same. */
class TwoPrimariesTest {
  private static NodeState serving() {
    return Samples.in(Samples.phases().get("Serving alone"));
  }

  private static PeerView primary(long epoch, boolean mayBeOld) {
    return Samples.old(Samples.peer(AnnouncedRole.PRIMARY, epoch), mayBeOld);
  }

  private static NodeState old(NodeState state) {
    return state.with(state.durable().withOldData());
  }

  private static Step meets(NodeState state, PeerView other) {
    return RoleMachine.on(state, new Event.PeerAsked(9, other), Samples.NOW);
  }

  @Test
  @DisplayName("R5.2 the one that served on stays beside one whose data may be old, whose epoch is")
  void servedOnStays() {
    Step stays = meets(serving(), primary(9, true));
    assertThat(stays.state().phase()).isInstanceOf(Phase.Serving.class);
    assertThat(stays.reason().has(ReasonCode.STAYS_WITH_DATA)).isTrue();
    Step leaves = meets(old(serving()), primary(1, false));
    assertThat(leaves.state().phase()).isInstanceOf(Phase.Leaving.class);
    assertThat(leaves.reason().has(ReasonCode.STAYS_WITH_DATA)).isTrue();
  }

  @Test
  @DisplayName(
      "R5.2 a winner with the lower epoch raises its own above both, once, before others join")
  void winnerRaises() {
    Step stays = meets(serving(), primary(9, true));
    assertThat(stays.reason().has(ReasonCode.EPOCH_RAISED)).isTrue();
    DurableState raised = stays.state().durable();
    assertThat(raised.lineage().lastEpoch()).isEqualTo(10);
    assertThat(stays.effects()).contains(new Effect.Persist(raised));
    Step again = meets(stays.state(), primary(9, true));
    assertThat(again.state().durable()).isEqualTo(raised);
    Event follows = new Event.FollowAsked(3, Samples.peer(AnnouncedRole.SECONDARY, 9));
    assertThat(RoleMachine.on(stays.state(), follows, Samples.NOW).effects())
        .as("not before it is on disk")
        .hasAtLeastOneElementOfType(Effect.Refuse.class);
    NodeState written =
        RoleMachine.on(stays.state(), new Event.Persisted(raised), Samples.NOW).state();
    assertThat(RoleMachine.on(written, follows, Samples.NOW).effects())
        .contains(new Effect.Accept(3, 10));
  }

  @Test
  @DisplayName("R5.2 a winner with the higher epoch raises nothing")
  void higherEpochStays() {
    Step stays = meets(serving(), primary(5, false));
    assertThat(stays.reason().has(ReasonCode.STAYS_BY_EPOCH)).isTrue();
    assertThat(stays.effects()).doesNotHaveAnyElementsOfTypes(Effect.Persist.class);
  }

  @Test
  @DisplayName("R5.2 the main node goes before all, also with old data")
  void mainStays() {
    NodeState main = Samples.in(old(serving()), Mode.MAIN_ONLY);
    Step stays = meets(main, primary(9, false));
    assertThat(stays.state().phase()).isInstanceOf(Phase.Serving.class);
    assertThat(stays.reason().has(ReasonCode.STAYS_AS_MAIN)).isTrue();
  }

  @Test
  @DisplayName("R5.2 whatever both have and whichever has raised its epoch, exactly one stays")
  void bothSayTheSame() {
    for (Mode mine : Mode.values()) {
      for (Mode theirs : Mode.values()) {
        if (mine != theirs || mine == Mode.SYMMETRIC) {
          for (boolean mineOld : List.of(true, false)) {
            for (boolean theirsOld : List.of(true, false)) {
              for (long epoch : new long[] {5, 6, 7}) {
                PeerView me =
                    Samples.old(Samples.in(Samples.primaryView(Samples.ME, 6), mine), mineOld);
                PeerView peer =
                    Samples.old(
                        Samples.in(Samples.primaryView(Samples.PEER, epoch), theirs), theirsOld);
                assertThat(Precedence.staysPrimary(me, peer))
                    .as("%s %s", me, peer)
                    .isNotEqualTo(Precedence.staysPrimary(peer, me));
              }
            }
          }
        }
      }
    }
  }

  @Test
  @DisplayName("R5.2 a winner that raises its epoch meanwhile is answered the same on both sides")
  void raisedEpochChangesNothing() {
    PeerView winner = Samples.old(Samples.primaryView(Samples.ME, 5), false);
    PeerView raised = Samples.old(Samples.primaryView(Samples.ME, 10), false);
    PeerView loser = Samples.old(Samples.primaryView(Samples.PEER, 9), true);
    for (PeerView seen : List.of(winner, raised)) {
      assertThat(Precedence.staysPrimary(seen, loser)).isTrue();
      assertThat(Precedence.staysPrimary(loser, seen)).isFalse();
    }
  }
}
