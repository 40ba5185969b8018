package org.sbs.server.node;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Event;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Step;
import org.sbs.server.node.NodeControl.Answer;

/** A user's stop that is not to leave the pair without anybody who serves (R2.10). */
final class StopRequest implements Requests.Settled {
  private final Runnable again;

  /**
   * A stop that was asked for.
   *
   * @param again stops the node whatever comes of that; must return at once
   */
  StopRequest(Runnable again) {
    this.again = again;
  }

  @Override
  public Optional<Answer> by(NodeState before, Event event, Step step) {
    if (step.reason().has(ReasonCode.NOT_STOPPED)) {
      return Optional.of(new Answer(false, step.reason().and(Reason.of(ReasonCode.STOP_BY_FORCE))));
    }
    boolean follows =
        step.state().phase() instanceof Phase.Following
            && !(before.phase() instanceof Phase.Following);
    if (follows) {
      // The other node serves after all, though it could not say so in time.
      again.run();
    }
    boolean servesAgain =
        step.state().phase() instanceof Phase.Serving && !(before.phase() instanceof Phase.Serving);
    if (servesAgain) {
      // The hand-over was not confirmed, and the other node is not there any more.
      Reason why = Reason.of(ReasonCode.HAND_OVER_UNCONFIRMED);
      return Optional.of(
          new Answer(
              false,
              Reason.of(ReasonCode.NOT_STOPPED)
                  .with("why", why)
                  .and(Reason.of(ReasonCode.STOP_BY_FORCE))));
    }
    return Optional.empty();
  }
}
