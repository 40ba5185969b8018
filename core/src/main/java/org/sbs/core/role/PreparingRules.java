package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;

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
        ElectionContext.begun(false, now, Reason.sentence("no primary is there"));
    return ask(
        state,
        election,
        Optional.empty(),
        Reason.sentence("asking " + peer() + " whether it is primary"));
  }

  @Override
  public Step prepareFailed(Event.PrepareFailed event) {
    return go(
        state.in(new Phase.Ended(1)),
        "cannot start: the protected service is not under control: " + event.why(),
        new Effect.Exit(1));
  }
}
