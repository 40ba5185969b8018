package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Lineage;

/** A node that cannot become primary leaves that to the other one, within seconds (R2.10). */
class WeakNodeTest {
  private static final long LIMIT = Timing.ofMillis(500, 2000).stepLimit();
  private static final long HEARTBEAT = 500 * Samples.MILLI;

  private static NodeState in(String phase) {
    return Samples.in(Samples.phases().get(phase));
  }

  /** Time passes without a sleep. */
  private static NodeState at(NodeState state, long now) {
    return RoleMachine.on(state.at(now - HEARTBEAT), new Event.BeatDue(), now).state();
  }

  private static Step tickAfter(NodeState state, long nanos) {
    long now = Samples.NOW + nanos;
    return RoleMachine.on(state.at(now), new Event.Tick(), now);
  }

  private static Event answer(NodeState state, PeerView peer) {
    return new Event.Answered(((Phase.Asking) state.phase()).attempt(), 9, peer);
  }

  private static PeerView peer(AnnouncedRole announcedRole, Lineage lineage) {
    return peer(announcedRole, lineage, Optional.empty());
  }

  private static PeerView peer(
      AnnouncedRole announcedRole, Lineage lineage, Optional<Reason> weakness) {
    return new PeerView(
        Samples.PEER,
        Mode.SYMMETRIC,
        announcedRole,
        lineage.lastEpoch(),
        lineage,
        true,
        12,
        Pause.NONE,
        true,
        "none",
        false,
        weakness,
        false,
        Membership.UNKNOWN);
  }

  @Test
  @DisplayName("R2.10 each step of a promotion has a deadline, after which the node gives it up")
  void deadlines() {
    Map<String, ReasonCode> late =
        Map.of(
            "Promoting, settling the data", ReasonCode.DATA_LATE,
            "Promoting, writing the epoch, after a hand-over", ReasonCode.STATE_LATE,
            "Promoting with a witness, looking", ReasonCode.WITNESS_LATE,
            "Promoting with a witness, claiming", ReasonCode.WITNESS_LATE);
    late.forEach(
        (phase, code) -> {
          NodeState promoting = in(phase);
          assertThat(tickAfter(promoting, 0).state().phase())
              .as(phase)
              .isEqualTo(promoting.phase());
          Step step = tickAfter(promoting, 2 * Samples.MILLI);
          assertThat(step.state().phase()).as(phase).isInstanceOf(Phase.Waiting.class);
          assertThat(step.reason().code()).isEqualTo(ReasonCode.NOT_PRIMARY_UNFIT);
          assertThat(step.state().view().weakness()).as(phase).map(Reason::code).contains(code);
          assertThat(step.state().view().announcedRole()).isEqualTo(AnnouncedRole.SECONDARY);
        });
  }

  @Test
  @DisplayName(
      "R2.10 R5.2 a primary whose disk does not take its raised epoch, and whose service is down,"
          + " leaves the role to one that could serve")
  void leavesWhatItCannotRaise() {
    NodeState raised =
        RoleMachine.on(
                in("Serving alone, the service failed too often"),
                new Event.FollowAsked(8, fit()),
                Samples.NOW)
            .state();
    assertThat(RoleMachine.on(raised, new Event.FollowAsked(9, fit()), Samples.NOW).state().phase())
        .as("its disk may still take it")
        .isInstanceOf(Phase.Serving.class);
    NodeState stuck = unfit(raised);
    Step leaves = RoleMachine.on(stuck, new Event.FollowAsked(9, fit()), Samples.NOW);
    assertThat(leaves.state().phase()).isInstanceOf(Phase.Leaving.class);
    assertThat(leaves.effects())
        .contains(new Effect.Refuse(9, ReasonCode.EPOCH_IS_RAISED))
        .hasAtLeastOneElementOfType(Effect.StopService.class);
    assertThat(leaves.reason().code()).isEqualTo(ReasonCode.ROLE_PASSES_UNFIT);
    List<PeerView> others =
        List.of(
            peer(AnnouncedRole.SECONDARY, Lineage.NONE),
            peer(AnnouncedRole.SECONDARY, fit().lineage(), Optional.of(Reason.sentence("full"))));
    for (PeerView other : others) {
      assertThat(RoleMachine.on(stuck, new Event.FollowAsked(9, other), Samples.NOW).state())
          .as("one that could not serve either")
          .extracting(NodeState::phase)
          .isInstanceOf(Phase.Serving.class);
    }
    NodeState prints =
        unfit(
            RoleMachine.on(in("Serving alone"), new Event.FollowAsked(8, fit()), Samples.NOW)
                .state());
    assertThat(RoleMachine.on(prints, new Event.FollowAsked(9, fit()), Samples.NOW).state().phase())
        .as("while its service runs, it goes on")
        .isInstanceOf(Phase.Serving.class);
  }

  /** A node that served in a later epoch, and could again. */
  private static PeerView fit() {
    return peer(AnnouncedRole.SECONDARY, Samples.TARGET.lineage().with(99, Samples.PEER));
  }

  private static NodeState unfit(NodeState state) {
    Event hangs =
        new Event.FitnessKnown(Optional.of(Reason.sentence("it hangs")), Optional.empty());
    return RoleMachine.on(state, hangs, Samples.NOW).state();
  }

  @Test
  @DisplayName("R2.10 a promotion gets more time as long as it gets on")
  void progress() {
    NodeState settling = in("Promoting, settling the data");
    Step step = RoleMachine.on(settling, new Event.Progressed(Samples.ATTEMPT), Samples.NOW);
    assertThat(tickAfter(step.state(), LIMIT - Samples.MILLI).state().phase())
        .isInstanceOf(Phase.Promoting.class);
    assertThat(tickAfter(step.state(), LIMIT).state().phase()).isInstanceOf(Phase.Waiting.class);
    Step other = RoleMachine.on(settling, new Event.Progressed(Samples.ATTEMPT - 1), Samples.NOW);
    assertThat(other.state().phase()).as("of an earlier one").isEqualTo(settling.phase());
  }

  @Test
  @DisplayName(
      "R2.10 a disk that fails gives the role back at once: the link of the hand-over ends")
  void givesBack() {
    NodeState writing = in("Promoting, writing the epoch, after a hand-over");
    Step step =
        RoleMachine.on(
            writing,
            new Event.PersistFailed(Samples.TARGET, Reason.sentence("disk full")),
            Samples.NOW);
    assertThat(step.effects()).hasAtLeastOneElementOfType(Effect.Close.class);
    assertThat(step.state().view().weakness())
        .contains(
            Reason.of(ReasonCode.STATE_NOT_WRITTEN).with("why", Reason.sentence("disk full")));
    NodeState settling = in("Promoting, settling the data");
    Reason why = Reason.sentence("input/output error");
    Step unsettled =
        RoleMachine.on(settling, new Event.SettleFailed(Samples.ATTEMPT, why), Samples.NOW);
    assertThat(unsettled.state().view().weakness())
        .contains(Reason.of(ReasonCode.DATA_NOT_IN_PLACE).with("why", why));
  }

  @Test
  @DisplayName("R2.10 the primary that handed over is kept waiting by signs of life only")
  void beatsWhilePromoting() {
    NodeState writing = in("Promoting, writing the epoch, after a hand-over");
    assertThat(RoleMachine.on(writing, new Event.BeatDue(), Samples.NOW).effects())
        .containsExactly(new Effect.Beat(Samples.LINK, Samples.NOW, 0));
    assertThat(
            RoleMachine.on(in("Promoting, settling the data"), new Event.BeatDue(), Samples.NOW)
                .effects())
        .isEmpty();
  }

  @Test
  @DisplayName("R2.10 of two nodes without a primary the one that can serve goes first, always")
  void theOtherGoesFirst() {
    for (String phase : List.of("Asking at start-up", "Asking because the primary is silent")) {
      for (AnnouncedRole announcedRole : List.of(AnnouncedRole.STARTING, AnnouncedRole.SECONDARY)) {
        NodeState asking = in(phase);
        PeerView better = peer(announcedRole, Samples.DATA);
        Step fit = RoleMachine.on(asking, answer(asking, Samples.weak(better)), Samples.NOW);
        assertThat(fit.state().phase()).as(phase).isInstanceOf(Phase.Promoting.class);
        NodeState weak =
            RoleMachine.on(
                    asking,
                    new Event.FitnessKnown(
                        Optional.of(Reason.sentence("disk full")), Optional.empty()),
                    Samples.NOW)
                .state();
        PeerView empty = Samples.lesser(announcedRole);
        assertThat(RoleMachine.on(weak, answer(weak, empty), Samples.NOW).state().phase())
            .as("a node without data does not serve in its place: %s", phase)
            .isInstanceOf(Phase.Promoting.class);
        Step yields = RoleMachine.on(weak, answer(weak, better), Samples.NOW);
        assertThat(yields.state().phase()).as(phase).isInstanceOf(Phase.Waiting.class);
      }
    }
  }

  @Test
  @DisplayName("R2.10 a weak node without data goes first nowhere, whatever its mode")
  void weakAndEmpty() {
    PeerView full = Samples.peer(AnnouncedRole.STARTING, 5);
    PeerView weak = Samples.weak(Samples.lesser(AnnouncedRole.STARTING));
    assertThat(Precedence.isWeaknessDecisive(full, weak)).isTrue();
    assertThat(Precedence.isWeaknessDecisive(weak, full)).isTrue();
    assertThat(Precedence.becomesPrimary(full, weak)).isTrue();
    assertThat(Precedence.becomesPrimary(weak, full)).isFalse();
    PeerView empty = Samples.lesser(AnnouncedRole.STARTING);
    assertThat(Precedence.isWeaknessDecisive(empty, Samples.weak(full))).isFalse();
  }

  @Test
  @DisplayName("R2.10 one that hangs while it becomes primary leaves that to a fit one that comes")
  void leavesItToTheFit() {
    for (AnnouncedRole role : List.of(AnnouncedRole.STARTING, AnnouncedRole.SECONDARY)) {
      NodeState settling = in("Promoting, settling the data");
      Event settled = new Event.DataSettled(Samples.ATTEMPT, Optional.empty());
      NodeState writing = RoleMachine.on(settling, settled, Samples.NOW).state();
      PeerView fit = Samples.peer(role, 5);
      Event asked = new Event.PeerAsked(Samples.LINK, fit);
      assertThat(RoleMachine.on(writing, asked, Samples.NOW).state().phase())
          .as("it knows nothing against itself")
          .isInstanceOf(Phase.Promoting.class);
      Event hangs =
          new Event.FitnessKnown(Optional.of(Reason.sentence("it hangs")), Optional.empty());
      NodeState weak = RoleMachine.on(writing, hangs, Samples.NOW).state();
      Step left = RoleMachine.on(weak, asked, Samples.NOW);
      assertThat(left.state().phase()).isInstanceOf(Phase.Waiting.class);
      assertThat(left.reason().has(ReasonCode.NOT_PRIMARY_UNFIT)).isTrue();
      assertThat(left.state().durable().epoch())
          .as("what is under way to the disk counts as written")
          .isEqualTo(((Phase.Promoting) writing.phase()).target().orElseThrow().epoch());
      assertThat(
              RoleMachine.on(
                      weak, new Event.PeerAsked(Samples.LINK, Samples.weak(fit)), Samples.NOW)
                  .state()
                  .phase())
          .as("the other is as weak")
          .isInstanceOf(Phase.Promoting.class);
      PeerView backup = Samples.in(fit, Mode.BACKUP_ONLY);
      Phase beside =
          RoleMachine.on(weak, new Event.PeerAsked(Samples.LINK, backup), Samples.NOW)
              .state()
              .phase();
      assertThat(beside instanceof Phase.Promoting)
          .as("one that waits for a primary would not serve")
          .isEqualTo(role == AnnouncedRole.STARTING);
    }
  }

  @Test
  @DisplayName("R1.8 R2.10 a starting node with older data gives one that cannot serve its time")
  void olderData() {
    NodeState asking = in("Asking at start-up");
    PeerView newer = Samples.weak(peer(AnnouncedRole.STARTING, Samples.DATA.with(9, Samples.PEER)));
    Step waits = RoleMachine.on(asking, answer(asking, newer), Samples.NOW);
    assertThat(waits.reason().code()).isEqualTo(ReasonCode.NOT_PRIMARY_BEHIND);
    long later = Samples.NOW + 10_000 * Samples.MILLI;
    Step serves = RoleMachine.on(asking.at(later), answer(asking, newer), later);
    assertThat(serves.state().phase()).isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R2.10 a node that is fit again waits until nobody goes by the contrary any more")
  void justFit() {
    NodeState asking = in("Asking because the primary is silent");
    Event unfit =
        new Event.FitnessKnown(Optional.of(Reason.sentence("disk full")), Optional.empty());
    NodeState weak = RoleMachine.on(asking, unfit, Samples.NOW).state();
    NodeState fit =
        RoleMachine.on(
                weak, new Event.FitnessKnown(Optional.empty(), Optional.empty()), Samples.NOW)
            .state();
    PeerView starting = peer(AnnouncedRole.STARTING, Samples.DATA);
    Step step = RoleMachine.on(fit, answer(fit, starting), Samples.NOW);
    assertThat(step.reason().code()).isEqualTo(ReasonCode.NOT_PRIMARY_JUST_FIT);
    long later = Samples.NOW + Timing.ofMillis(500, 2000).crossing() + 1;
    assertThat(RoleMachine.on(fit.at(later), answer(fit, starting), later).state().phase())
        .isInstanceOf(Phase.Promoting.class);
    Event nobody = new Event.NoAnswer(Samples.ATTEMPT, true, Reason.sentence("connection refused"));
    assertThat(RoleMachine.on(fit, nobody, Samples.NOW).state().phase())
        .as("alone it goes on at once")
        .isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName(
      "R2.10 a node that is alone with a full disk tries on, uses up no epochs, says so once")
  void alone() {
    NodeState state = in("Promoting, writing the epoch, after a hand-over");
    List<Reason> told = new ArrayList<>();
    List<Long> epochs = new ArrayList<>();
    long now = Samples.NOW;
    for (int attempt = 0; attempt < 20; attempt++) {
      DurableState target = ((Phase.Promoting) state.phase()).target().orElseThrow();
      epochs.add(target.epoch());
      Step failed =
          RoleMachine.on(
              state.at(now), new Event.PersistFailed(target, Reason.sentence("full")), now);
      told.add(failed.reason());
      now += 1000 * Samples.MILLI;
      Step asks = RoleMachine.on(failed.state().at(now), new Event.Tick(), now);
      long asked = ((Phase.Asking) asks.state().phase()).attempt();
      Step promotes =
          RoleMachine.on(
              asks.state(), new Event.NoAnswer(asked, true, Reason.sentence("refused")), now);
      told.add(promotes.reason());
      long number = ((Phase.Promoting) promotes.state().phase()).number();
      state =
          RoleMachine.on(promotes.state(), new Event.DataSettled(number, Optional.empty()), now)
              .state();
    }
    assertThat(epochs).containsOnly(Samples.TARGET.epoch());
    assertThat(told.stream().filter(reason -> !reason.isEmpty())).hasSize(1);
  }

  @Test
  @DisplayName("R2.10 what an earlier promotion or hand-over asked for and comes late is not taken")
  void lateWord() {
    NodeState settling = in("Promoting, settling the data");
    Event settled = new Event.DataSettled(Samples.ATTEMPT - 1, Optional.empty());
    assertThat(RoleMachine.on(settling, settled, Samples.NOW).state().phase())
        .isEqualTo(settling.phase());
    NodeState swapping = in("Swapping the roles, last cycle");
    Event done = new Event.LastCycleDone(Samples.ATTEMPT - 1, true, Reason.NONE);
    assertThat(RoleMachine.on(swapping, done, Samples.NOW).state().phase())
        .isEqualTo(swapping.phase());
  }

  @Test
  @DisplayName("R2.10 R3.2 a last cycle that hangs does not keep the service down")
  void lastCycle() {
    Step swap = tickAfter(in("Swapping the roles, last cycle"), 2 * Samples.MILLI);
    assertThat(swap.state().phase()).isInstanceOf(Phase.Serving.class);
    assertThat(swap.reason().has(ReasonCode.ROLES_NOT_SWAPPED)).isTrue();
    assertThat(swap.reason().has(ReasonCode.CYCLE_LATE)).isTrue();
    assertThat(swap.effects()).hasAtLeastOneElementOfType(Effect.StartService.class);
    Step stop = tickAfter(in("Leaving, last cycle"), 2 * Samples.MILLI);
    assertThat(stop.effects()).hasAtLeastOneElementOfType(Effect.HandOver.class);
    assertThat(stop.reason().has(ReasonCode.LAST_CHANGES_NOT_SENT)).isTrue();
    NodeState running = in("Swapping the roles, last cycle");
    NodeState further =
        RoleMachine.on(running, new Event.Progressed(Samples.ATTEMPT), Samples.NOW).state();
    assertThat(tickAfter(further, 2 * Samples.MILLI).state().phase())
        .as("one that gets on is given its time")
        .isInstanceOf(Phase.Leaving.class);
  }

  @Test
  @DisplayName("R2.10 nobody hands over to a secondary that became weak during the last cycle")
  void weakMeanwhile() {
    for (String phase :
        List.of("Swapping the roles, last cycle", "Stopping if taken, last cycle")) {
      NodeState sending = in(phase);
      Phase.Leaving leaving = (Phase.Leaving) sending.phase();
      long link = leaving.follower().orElseThrow().link();
      Reason hangs = Reason.of(ReasonCode.FOLDER_HANGS).with("folder", "/srv/x");
      PeerView weak = peer(AnnouncedRole.SECONDARY, Samples.DATA, Optional.of(hangs));
      NodeState told =
          RoleMachine.on(sending, new Event.Heard(link, weak, 0, 0), Samples.NOW).state();
      NodeState weakToo =
          RoleMachine.on(
                  told, new Event.FitnessKnown(Optional.of(hangs), Optional.empty()), Samples.NOW)
              .state();
      for (NodeState state : List.of(told, weakToo)) {
        Step late = tickAfter(state, 2 * Samples.MILLI);
        assertThat(late.state().phase()).isInstanceOf(Phase.Serving.class);
        assertThat(late.reason().has(ReasonCode.OTHER_UNFIT)).isTrue();
        assertThat(late.effects()).hasAtLeastOneElementOfType(Effect.StartService.class);
      }
    }
  }

  @Test
  @DisplayName(
      "R2.10 R3.2 what could not be sent rolls a switchover back, though the cycle is committed")
  void leftOut() {
    Reason left = Reason.sentence("/srv/x does not answer");
    Event done = new Event.LastCycleDone(Samples.ATTEMPT, true, left);
    Step swap = RoleMachine.on(in("Swapping the roles, last cycle"), done, Samples.NOW);
    assertThat(swap.state().phase()).isInstanceOf(Phase.Serving.class);
    Step stop = RoleMachine.on(in("Leaving, last cycle"), done, Samples.NOW);
    assertThat(stop.effects()).hasAtLeastOneElementOfType(Effect.HandOver.class);
    assertThat(stop.reason().values())
        .containsEntry("first", Reason.of(ReasonCode.LAST_CHANGES_NOT_SENT).with("why", left));
  }

  @Test
  @DisplayName("R2.10 a weakness is forgotten after a while, and when the node serves")
  void forgotten() {
    NodeState weak = tickAfter(in("Promoting, settling the data"), 2 * Samples.MILLI).state();
    assertThat(weak.view().weakness()).isPresent();
    assertThat(at(weak, Samples.NOW + LIMIT + 2 * Samples.MILLI).view().weakness()).isEmpty();
    NodeState writing = in("Promoting, writing the epoch, after a hand-over");
    NodeState tried = writing.with(Fitness.UNTRIED.failing(Reason.sentence("full"), Samples.NOW));
    Step serves = RoleMachine.on(tried, new Event.Persisted(Samples.TARGET), Samples.NOW);
    assertThat(serves.state().phase()).isInstanceOf(Phase.Serving.class);
    assertThat(serves.state().view().weakness()).isEmpty();
  }

  private static NodeState servingWith(PeerView said) {
    NodeState serving = in("Serving with a secondary");
    Event heard = new Event.Heard(Samples.LINK, said, 78, 0);
    return RoleMachine.on(serving, heard, Samples.NOW).state();
  }

  @Test
  @DisplayName("R2.10 the service is not stopped where the other node could not take over")
  void refused() {
    NodeState serving = servingWith(Samples.weak(Samples.peer(AnnouncedRole.SECONDARY, 5)));
    Step swap = RoleMachine.on(serving, new Event.SwitchoverAsked(), Samples.NOW);
    assertThat(swap.reason().code()).isEqualTo(ReasonCode.ROLES_NOT_SWAPPED);
    assertThat(swap.reason().has(ReasonCode.STATE_NOT_WRITTEN)).isTrue();
    assertThat(swap.effects()).isEmpty();
    Step stop = RoleMachine.on(serving, new Event.UserStop(false), Samples.NOW);
    assertThat(stop.reason().code()).isEqualTo(ReasonCode.NOT_STOPPED);
    assertThat(stop.effects()).isEmpty();
    Step anyway = RoleMachine.on(serving, new Event.UserStop(true), Samples.NOW);
    assertThat(anyway.state().phase()).isInstanceOf(Phase.Leaving.class);
    NodeState failing = servingWith(Samples.failing(AnnouncedRole.SECONDARY, 5));
    assertThat(RoleMachine.on(failing, new Event.SwitchoverAsked(), Samples.NOW).state().phase())
        .as("on request the role passes to a node on which the service failed")
        .isInstanceOf(Phase.Leaving.class);
  }

  @Test
  @DisplayName("R2.10 R3.2 no switchover while the last changes could not be sent; a stop goes on")
  void unsent() {
    Event hangs =
        new Event.FitnessKnown(Optional.empty(), Optional.of(Reason.sentence("/srv/x hangs")));
    NodeState serving = RoleMachine.on(in("Serving with a secondary"), hangs, Samples.NOW).state();
    assertThat(serving.view().weakness()).as("it could still be primary").isEmpty();
    Step swap = RoleMachine.on(serving, new Event.SwitchoverAsked(), Samples.NOW);
    assertThat(swap.reason().has(ReasonCode.LAST_CHANGES_NOT_SENT)).isTrue();
    assertThat(swap.effects()).isEmpty();
    Step stop = RoleMachine.on(serving, new Event.UserStop(false), Samples.NOW);
    assertThat(stop.state().phase()).isInstanceOf(Phase.Leaving.class);
  }

  @Test
  @DisplayName("R2.10 a stop that nobody takes over from is rolled back, unless it is forced")
  void stopRollsBack() {
    Event lost = new Event.LinkClosed(Samples.LINK, Reason.sentence("reset"));
    NodeState sending = in("Stopping if taken, last cycle");
    Step back = RoleMachine.on(sending, lost, Samples.NOW);
    assertThat(back.state().phase()).isInstanceOf(Phase.Serving.class);
    assertThat(back.reason().has(ReasonCode.NOT_STOPPED)).isTrue();
    NodeState handing = in("Stopping if taken, handing over");
    assertThat(RoleMachine.on(handing, lost, Samples.NOW).state().phase())
        .as("the other may have taken over: it is asked")
        .isInstanceOf(Phase.Asking.class);
    Step taken = RoleMachine.on(handing, new Event.HandOverTaken(Samples.LINK, 7), Samples.NOW);
    assertThat(taken.state().phase()).isEqualTo(new Phase.Ended(0));
    NodeState forced = RoleMachine.on(handing, new Event.UserStop(true), Samples.NOW).state();
    assertThat(RoleMachine.on(forced, lost, Samples.NOW).state().phase())
        .isEqualTo(new Phase.Ended(0));
  }

  @Test
  @DisplayName("R7.3 R2.10 a service that does not run here passes without what cannot be sent")
  void passes() {
    Phase.Leaving swapping = (Phase.Leaving) Samples.phases().get("Swapping the roles, last cycle");
    NodeState passing =
        Samples.in(swapping.towards(Phase.Purpose.PASS, Reason.of(ReasonCode.SERVICE_FAILED_ONCE)));
    assertThat(tickAfter(passing, 2 * Samples.MILLI).effects())
        .hasAtLeastOneElementOfType(Effect.HandOver.class);
  }

  private static final Event DISK_FAILS =
      new Event.FitnessKnown(
          Optional.of(
              Reason.of(ReasonCode.STATE_FOLDER_FAILS).with("folder", "/s").with("why", "full")),
          Optional.empty());

  @Test
  @DisplayName("R2.10 a primary whose own disk fails gives the role to a secondary that is ready")
  void diskFails() {
    Step told = RoleMachine.on(in("Serving with a secondary"), DISK_FAILS, Samples.NOW);
    assertThat(told.state().phase()).isInstanceOf(Phase.Serving.class);
    assertThat(told.reason().code()).isEqualTo(ReasonCode.NODE_UNFIT);
    Step passes = RoleMachine.on(told.state(), new Event.Tick(), Samples.NOW);
    assertThat(passes.state().phase())
        .isInstanceOfSatisfying(
            Phase.Leaving.class,
            leaving -> assertThat(leaving.purpose()).isEqualTo(Phase.Purpose.PASS));
    assertThat(passes.reason().code()).isEqualTo(ReasonCode.ROLE_PASSES_UNFIT);
    assertThat(passes.effects()).contains(new Effect.StopService(0));
  }

  @Test
  @DisplayName("R2.10 a primary whose own disk fails goes on where nobody can take the role")
  void diskFailsAlone() {
    Step told = RoleMachine.on(in("Serving alone"), DISK_FAILS, Samples.NOW);
    assertThat(told.reason().code()).isEqualTo(ReasonCode.ROLE_STAYS_UNFIT);
    Step later = RoleMachine.on(told.state(), new Event.Tick(), Samples.NOW);
    assertThat(later.state().phase()).isInstanceOf(Phase.Serving.class);
    Event well = new Event.FitnessKnown(Optional.empty(), Optional.empty());
    Step again = RoleMachine.on(later.state(), well, Samples.NOW);
    assertThat(again.reason().code()).isEqualTo(ReasonCode.NODE_FIT_AGAIN);
  }

  @Test
  @DisplayName("R2.10 R3.2 a switchover away from a disk that fails is not rolled back")
  void switchesAway() {
    NodeState swapping = in("Swapping the roles, last cycle");
    long number = ((Phase.Leaving) swapping.phase()).number();
    Event left = new Event.LastCycleDone(number, false, Reason.sentence("no space left"));
    assertThat(RoleMachine.on(swapping, left, Samples.NOW).state().phase())
        .isInstanceOf(Phase.Serving.class);
    NodeState weak = RoleMachine.on(swapping, DISK_FAILS, Samples.NOW).state();
    Phase after = RoleMachine.on(weak, left, Samples.NOW).state().phase();
    assertThat(after)
        .isInstanceOfSatisfying(
            Phase.Leaving.class,
            leaving -> assertThat(leaving.step()).isEqualTo(Phase.LeaveStep.HANDING_OVER));
  }
}
