package org.sbs.core.role;

import java.util.ArrayList;
import java.util.List;

/**
 * The machine's answer to one event.
 *
 * @param state the next state
 * @param effects what to do now, in this order
 * @param reason why, one sentence for log, history, status and mail; empty where nothing worth
 *     telling was decided
 */
public record Step(NodeState state, List<Effect> effects, String reason) {
  /** Copies the list. */
  public Step {
    effects = List.copyOf(effects);
  }

  /** This step and then that: the reasons are told one after the other. */
  Step and(NodeState next, String reasonToo, List<Effect> effectsToo) {
    List<Effect> all = new ArrayList<>(effects);
    all.addAll(effectsToo);
    String both =
        reason.isEmpty() || reasonToo.isEmpty() ? reason + reasonToo : reason + "; " + reasonToo;
    return new Step(next, all, both);
  }
}
