package org.sbs.core.role;

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
}
