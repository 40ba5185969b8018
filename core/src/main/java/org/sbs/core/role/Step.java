package org.sbs.core.role;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.reason.Reason;

/**
 * The machine's answer to one event.
 *
 * @param state the next state
 * @param effects what to do now, in this order
 * @param reason why; worded, it is the row of log and history, the status and the mail; empty where
 *     nothing worth telling was decided
 */
public record Step(NodeState state, List<Effect> effects, Reason reason) {
  /** Copies the list. */
  public Step {
    effects = List.copyOf(effects);
  }

  /** This step and then that: the reasons are told one after the other. */
  Step and(NodeState next, Reason reasonToo, List<Effect> effectsToo) {
    List<Effect> all = new ArrayList<>(effects);
    all.addAll(effectsToo);
    return new Step(next, all, reason.and(reasonToo));
  }
}
