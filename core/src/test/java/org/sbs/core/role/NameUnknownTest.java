package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Where nobody can be asked, or only a stranger answers at an address that may be out of date. */
class NameUnknownTest {
  private static final Reason SILENT = Reason.of(ReasonCode.NAME_SERVICE_SILENT);

  private static NodeState asking(String phase, Mode mode, boolean forced) {
    NodeState sample = Samples.in(Samples.phases().get(phase));
    Self self = sample.self();
    return new NodeState(
        new Self(self.nodeId(), mode, self.timing(), self.limits(), self.peerName(), forced),
        sample.durable(),
        false,
        sample.phase(),
        sample.eventNanos(),
        sample.attempts(),
        sample.watch());
  }

  private static Event.NameUnknown unknown(NodeState state) {
    return new Event.NameUnknown(state.attempts(), "peer", SILENT);
  }

  /** What comes of it when the question after this one is refused at that time. */
  private static Step refusedAt(NodeState state, long nanos) {
    Step asks = RoleMachine.on(state.at(nanos - 1), new Event.Tick(), nanos);
    assertThat(asks.effects()).singleElement().isInstanceOf(Effect.Ask.class);
    Event refused =
        new Event.NoAnswer(asks.state().attempts(), true, Reason.sentence("connection refused"));
    return RoleMachine.on(asks.state(), refused, nanos);
  }

  @Test
  @DisplayName("R1.3 a node that can ask nobody does not become primary, in any mode, and says so")
  void notPrimary() {
    for (Mode mode : Mode.values()) {
      for (String phase : List.of("Asking at start-up", "Asking because the primary is silent")) {
        NodeState asks = asking(phase, mode, false);
        Step step = RoleMachine.on(asks, unknown(asks), Samples.NOW);
        assertThat(step.state().phase())
            .as("%s, %s", mode, phase)
            .isInstanceOf(Phase.Waiting.class);
        assertThat(step.reason().code()).isEqualTo(ReasonCode.PEER_NAME_UNKNOWN);
        assertThat(step.reason().values()).containsEntry("name", "peer");
      }
    }
  }

  @Test
  @DisplayName("R1.3 a node that can ask nobody asks on, and says why once, whatever it is told")
  void saidOnce() {
    NodeState asks = asking("Asking at start-up", Mode.SYMMETRIC, false);
    NodeState waits = RoleMachine.on(asks, unknown(asks), Samples.NOW).state();
    long later = Samples.NOW + waits.self().timing().probe();
    Step again = RoleMachine.on(waits.at(later - 1), new Event.Tick(), later);
    assertThat(again.effects()).singleElement().isInstanceOf(Effect.Ask.class);
    Reason other = Reason.of(ReasonCode.NAME_NOT_RESOLVED).with("words", "no such name");
    Event unknown = new Event.NameUnknown(again.state().attempts(), "peer", other);
    Step second = RoleMachine.on(again.state(), unknown, later);
    assertThat(second.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(second.reason().isEmpty()).isTrue();
    Step old = RoleMachine.on(again.state(), unknown(asks), later);
    assertThat(old.state().phase()).as("told of an old question").isInstanceOf(Phase.Asking.class);
  }

  @Test
  @DisplayName("R1.3 --force makes a node primary that can ask nobody, unless its peer asks it")
  void forced() {
    NodeState asks = asking("Asking at start-up", Mode.MAIN_ONLY, true);
    long later = Samples.NOW + 2 * asks.self().timing().patience();
    Step step = RoleMachine.on(asks.at(later - 1), unknown(asks), later);
    assertThat(step.state().phase()).isInstanceOf(Phase.Promoting.class);
    Event primary = new Event.PeerAsked(9, Samples.peer(AnnouncedRole.PRIMARY, 7));
    NodeState asked = RoleMachine.on(asks.at(later - 2), primary, later - 1).state();
    Step held = RoleMachine.on(asked, unknown(asks), later);
    assertThat(held.state().phase()).isInstanceOf(Phase.Waiting.class);
  }

  @Test
  @DisplayName("R1.3 R1.8 a node begins to wait for its peer when it can ask it, not before")
  void waitBeginsWithTheFirstQuestion() {
    NodeState asks = asking("Asking at start-up", Mode.SYMMETRIC, false);
    long wait = asks.self().limits().startWaitNanos();
    long found = Samples.NOW + wait;
    NodeState waits = RoleMachine.on(asks.at(found - 1), unknown(asks), found).state();
    long soon = found + waits.self().timing().probe();
    assertThat(refusedAt(waits, soon).state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(refusedAt(waits, found + wait).state().phase()).isInstanceOf(Phase.Promoting.class);
  }

  @Test
  @DisplayName("R1.9 without a network no name is found either: it is the network that is named")
  void networkFirst() {
    NodeState asks = asking("Asking at start-up", Mode.SYMMETRIC, false);
    NetworkState nowhere =
        new NetworkState(Optional.of(Reason.sentence("192.0.2.1 is not up")), Optional.empty());
    NodeState absent = RoleMachine.on(asks, new Event.Surroundings(nowhere), Samples.NOW).state();
    Step step = RoleMachine.on(absent, unknown(asks), Samples.NOW);
    assertThat(step.state().phase()).isInstanceOf(Phase.Waiting.class);
    assertThat(step.reason().code()).isNotEqualTo(ReasonCode.PEER_NAME_UNKNOWN);
  }

  @Test
  @DisplayName(
      "R1.3 R2.9 a primary whose peer's name is gone serves on; one that slept stays unsure")
  void primaryServesOn() {
    Event unknown = new Event.NameUnknown(Samples.ATTEMPT, "peer", SILENT);
    NodeState serves = Samples.in(Samples.phases().get("Serving alone"));
    assertThat(RoleMachine.on(serves, unknown, Samples.NOW).state().phase())
        .isInstanceOf(Phase.Serving.class);
    NodeState woken = Samples.in(Samples.phases().get("Serving, just woken"));
    long soon = Samples.NOW + woken.self().timing().probe();
    NodeState asks = RoleMachine.on(woken.at(soon - 1), new Event.Tick(), soon).state();
    assertThat(((Phase.Serving) asks.phase()).attempt()).contains(asks.attempts());
    NodeState told = RoleMachine.on(asks, unknown(asks), soon).state();
    Phase.Serving unsure = (Phase.Serving) told.phase();
    assertThat(unsure.unsure()).isTrue();
    assertThat(unsure.attempt()).as("it asks again").isEmpty();
  }

  @Test
  @DisplayName("R1.3 R1.5 a stranger at a remembered address is named, and waited for at a start")
  void strangerAtARememberedAddress() {
    for (Mode mode : Mode.values()) {
      NodeState asks = asking("Asking at start-up", mode, false);
      Event stranger =
          new Event.NotAPeer(
              asks.attempts(), true, Reason.sentence("A web server is there."), true);
      Step step = RoleMachine.on(asks, stranger, Samples.NOW);
      assertThat(step.state().phase()).as("%s", mode).isInstanceOf(Phase.Waiting.class);
      assertThat(step.reason().code()).isEqualTo(ReasonCode.STRANGER_AT_PEER_ADDRESS);
      assertThat(step.effects()).noneMatch(effect -> effect instanceof Effect.Exit);
    }
  }
}
