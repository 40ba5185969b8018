package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Before the first question: the service must be under control (R1.2). */
final class PreparingRules extends Rules {
  /** Exit status of a configuration error. */
  static final int CONFIGURATION = 78;

  PreparingRules(NodeState state, long now) {
    super(state, now);
  }

  @Override
  public Step prepared(Event.Prepared event) {
    ElectionContext election =
        ElectionContext.begun(false, now, Reason.of(ReasonCode.NO_PRIMARY_THERE));
    return ask(state, election, Optional.empty(), ofPeer(ReasonCode.ASKING_WHETHER_PRIMARY));
  }

  @Override
  public Step prepareFailed(Event.PrepareFailed event) {
    Reason why = Reason.of(ReasonCode.SERVICE_NOT_CONTROLLED).with("why", event.why());
    return go(
        state.in(new Phase.Ended(1)),
        Reason.of(ReasonCode.START_FAILED).with("why", why),
        new Effect.Exit(1));
  }
}
