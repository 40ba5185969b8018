package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.ServiceHealth;
import org.sbs.core.role.Step;

/** What a user who stops a node is answered. */
class StopRequestTest {
  private static final NodeState STARTING = StartingNode.fresh(1);

  private static final NodeState SERVING =
      new NodeState(
          STARTING.self(),
          STARTING.durable(),
          false,
          new Phase.Serving(
              2,
              new ServiceHealth(ServiceHealth.State.STARTING, 1, 0, Reason.NONE),
              Optional.empty(),
              Optional.empty(),
              1,
              false),
          1,
          0,
          STARTING.watch());

  @Test
  @DisplayName(
      "R2.10 R3.1 a stop whose hand-over came to nothing is answered when the node serves again")
  void servesAgain() {
    StopRequest request = new StopRequest(() -> fail("nobody follows anybody"));
    Step serves = new Step(SERVING, List.of(), Reason.NONE);
    Optional<NodeControl.Answer> answer = request.by(STARTING, new Event.Tick(), serves);
    assertThat(answer).isPresent();
    assertThat(answer.get().done()).isFalse();
    assertThat(answer.get().why().has(ReasonCode.NOT_STOPPED)).isTrue();
    assertThat(request.by(SERVING, new Event.Tick(), serves))
        .as("it has not begun to stop")
        .isEmpty();
  }
}
