package org.sbs.core.alert;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Cause;
import org.sbs.core.role.ElectionContext;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Phase.PromoteStep;

/** Nodes that are about to become primary. */
final class Promotions {
  static final Reason WHY = Reason.of(ReasonCode.NO_SIGN_OF_LIFE).with("millis", 2003L);

  private Promotions() {}

  static Phase.Promoting of(Cause cause) {
    return new Phase.Promoting(
        cause,
        ElectionContext.begun(cause != Cause.START, 0, Reason.NONE),
        WHY,
        Optional.empty(),
        PromoteStep.WRITING,
        1,
        Optional.empty(),
        0);
  }
}
