package org.sbs.server.node;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Step;
import org.sbs.server.node.NodeControl.Answer;

/** How a switchover ended, seen from the node on which it was asked for (R3.2). */
final class Switchover implements Requests.Settled {

  @Override
  public Optional<Answer> by(NodeState before, Event event, Step step) {
    Phase to = step.state().phase();
    Reason reason = step.reason();
    if (reason.has(ReasonCode.ROLES_NOT_SWAPPED)) {
      return answer(false, reason);
    }
    Reason done = Reason.of(ReasonCode.SWITCHOVER_DONE).with("what", reason);
    boolean moved = !to.getClass().equals(before.phase().getClass());
    if (moved && to instanceof Phase.Following) {
      return answer(true, done);
    }
    if (moved && to instanceof Phase.Serving && !(before.phase() instanceof Phase.Leaving)) {
      return answer(true, done);
    }
    return to instanceof Phase.Ended
        ? answer(false, Reason.of(ReasonCode.SWITCHOVER_CUT_SHORT).with("why", reason))
        : Optional.empty();
  }

  private Optional<Answer> answer(boolean done, Reason reason) {
    return Optional.of(new Answer(done, reason));
  }
}
