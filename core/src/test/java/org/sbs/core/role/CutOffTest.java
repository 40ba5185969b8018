package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Phase.LeaveStep;

/** A node that is itself the one cut off, or was a moment ago, each case in the smallest form. */
class CutOffTest {
  private static final long LIMIT = Timing.ofMillis(500, 2000).silenceLimit();
  private static final Event CUT =
      new Event.Surroundings(
          new NetworkState(
              Optional.empty(), Optional.of(Reason.of(ReasonCode.NETWORK_WITHOUT_LINKS))));

  @Test
  @DisplayName(
      "R2.8 a question from the time of being cut off does not count when the network is back")
  void questionFromTheCutDoesNotCount() {
    Phase asking = Samples.phases().get("Asking because the primary is silent");
    Event back = new Event.Surroundings(NetworkState.FINE);
    NodeState cutOff = RoleMachine.on(Samples.in(asking), CUT, Samples.NOW).state();
    long plugged = Samples.NOW + LIMIT;
    Step again = RoleMachine.on(cutOff.at(plugged - 1), back, plugged);
    long attempt = again.state().attempts();
    assertThat(again.effects()).singleElement().isInstanceOf(Effect.Ask.class);
    long late = plugged + 3 * LIMIT;
    Step old = RoleMachine.on(again.state().at(late - 1), unanswered(Samples.ATTEMPT), late);
    assertThat(old.state().phase()).as("its end told late").isInstanceOf(Phase.Asking.class);
    long soon = plugged + Samples.MILLI;
    Step unheard = RoleMachine.on(again.state(), unanswered(attempt), soon);
    assertThat(unheard.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(unheard.reason().code()).isEqualTo(ReasonCode.NETWORK_JUST_BACK);
    long whole = plugged + 2 * LIMIT + 1;
    Step later = RoleMachine.on(again.state().at(whole - 1), unanswered(attempt), whole);
    assertThat(later.state().phase()).isInstanceOf(Phase.Promoting.class);
  }

  private static Event unanswered(long attempt) {
    return new Event.NoAnswer(attempt, false, Reason.sentence("no connection in time"));
  }

  @Test
  @DisplayName("R2.8 links that break at once, as where the cable is pulled, are not silence yet")
  void brokenLinkIsNotSilence() {
    NodeState following = Samples.in(Samples.phases().get("Following"));
    Step asks =
        RoleMachine.on(
            following, new Event.LinkClosed(Samples.LINK, Reason.sentence("gone")), Samples.NOW);
    long attempt = asks.state().attempts();
    Event unreachable =
        new Event.NoAnswer(attempt, false, Reason.sentence("network is unreachable"));
    Step soon = RoleMachine.on(asks.state(), unreachable, Samples.NOW + Samples.MILLI);
    assertThat(soon.state().phase()).isInstanceOf(Phase.Waiting.class);
    Event refused = new Event.NoAnswer(attempt, true, Reason.sentence("connection refused"));
    Step dead = RoleMachine.on(asks.state(), refused, Samples.NOW + Samples.MILLI);
    assertThat(dead.state().phase()).isInstanceOf(Phase.Promoting.class);
    long limit = Samples.NOW + LIMIT;
    Step late = RoleMachine.on(asks.state().at(limit - 1), unreachable, limit);
    assertThat(late.state().phase()).isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName(
      "R2.8 R3.2 a node that handed over does not serve again for a link that broke at once")
  void brokenHandOverIsNotSilence() {
    Phase.Leaving handing =
        new Phase.Leaving(
            6,
            Phase.Purpose.SWITCH,
            Reason.NONE,
            LeaveStep.HANDING_OVER,
            Samples.NOW + LIMIT,
            0,
            Samples.FOLLOWER,
            false,
            0);
    Event heard = new Event.Heard(Samples.LINK, Samples.peer(AnnouncedRole.SECONDARY, 5), 1, 0);
    NodeState hands = RoleMachine.on(Samples.in(handing), heard, Samples.NOW).state();
    long soon = Samples.NOW + Samples.MILLI;
    Step asks =
        RoleMachine.on(hands, new Event.LinkClosed(Samples.LINK, Reason.sentence("gone")), soon);
    Event unreachable =
        new Event.NoAnswer(
            asks.state().attempts(), false, Reason.sentence("network is unreachable"));
    assertThat(RoleMachine.on(asks.state(), unreachable, soon).state().phase())
        .isInstanceOf(Phase.Waiting.class);
  }

  @Test
  @DisplayName("R1.9 a node that starts without any link waits for one, unless it is forced")
  void startsWithoutALink() {
    NodeState asks = Samples.in(Samples.phases().get("Asking at start-up"));
    NodeState cutOff = RoleMachine.on(asks, CUT, Samples.NOW).state();
    Event noAnswer =
        new Event.NoAnswer(Samples.ATTEMPT, false, Reason.sentence("no route to host"));
    Step step = RoleMachine.on(cutOff, noAnswer, Samples.NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(step.reason())
        .isEqualTo(
            Reason.of(ReasonCode.WAITING_FOR_NETWORK_UNLESS_FORCED)
                .with("why", Reason.of(ReasonCode.NETWORK_WITHOUT_LINKS)));
    Self self = cutOff.self();
    Self forced =
        new Self(self.nodeId(), self.mode(), self.timing(), self.limits(), self.peerName(), true);
    NodeState goesOn =
        new NodeState(
            forced,
            cutOff.durable(),
            false,
            cutOff.phase(),
            Samples.NOW,
            cutOff.attempts(),
            cutOff.watch());
    assertThat(RoleMachine.on(goesOn, noAnswer, Samples.NOW).state().phase())
        .isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R2.8 a secondary whose own address is gone does not take over, and says so")
  void ownAddressGone() {
    Event gone =
        new Event.Surroundings(
            new NetworkState(
                Optional.of(Reason.sentence("192.0.2.2 is not up")), Optional.empty()));
    NodeState asks = Samples.in(Samples.phases().get("Asking because the primary is silent"));
    NodeState without = RoleMachine.on(asks, gone, Samples.NOW).state();
    Event silent = new Event.SilentPeer(Samples.ATTEMPT, Reason.sentence("nothing came back"));
    Step step = RoleMachine.on(without, silent, Samples.NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(step.reason().code()).isEqualTo(ReasonCode.NO_TAKEOVER_WITHOUT_OWN_ADDRESS);
  }

  @Test
  @DisplayName("R2.8 a takeover is given up when the node sees that its own address is gone")
  void takeoverWithoutOwnAddress() {
    Event gone =
        new Event.Surroundings(
            new NetworkState(
                Optional.of(Reason.sentence("192.0.2.2 is not up")), Optional.empty()));
    NodeState takingOver = Samples.in(Samples.phases().get("Promoting, settling the data"));
    Step step = RoleMachine.on(takingOver, gone, Samples.NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(step.reason().code()).isEqualTo(ReasonCode.NO_TAKEOVER_WITHOUT_OWN_ADDRESS);
  }

  @Test
  @DisplayName("R2.8 a takeover is given up when the node sees that it is the one cut off")
  void cutIsSeenLate() {
    NodeState taking = Samples.in(Samples.phases().get("Promoting, settling the data"));
    Step step = RoleMachine.on(taking, CUT, Samples.NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(step.reason())
        .isEqualTo(
            Reason.of(ReasonCode.NO_TAKEOVER_CUT_OFF)
                .with("why", Reason.of(ReasonCode.NETWORK_WITHOUT_LINKS)));
    NodeState handed =
        Samples.in(Samples.phases().get("Promoting, writing the epoch, after a hand-over"));
    assertThat(RoleMachine.on(handed, CUT, Samples.NOW).state().phase()).isEqualTo(handed.phase());
  }
}
