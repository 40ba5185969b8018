package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;

/**
 * The peer is there but has not decided, or cannot be understood; it is asked again in a moment.
 */
final class WaitingRules extends SeekingRules {
  private final Phase.Waiting phase;

  WaitingRules(NodeState state, Phase.Waiting phase, long now) {
    super(state, phase.election(), now);
    this.phase = phase;
  }

  @Override
  public Step tick(Event.Tick event) {
    return now - phase.untilNanos() < 0
        ? ignore()
        : ask(state, election(), Optional.empty(), Reason.NONE);
  }

  @Override
  public Step peerReplaced(Event.PeerReplaced event) {
    return replacePeer();
  }

  @Override
  NodeState shown(NodeState from) {
    return from;
  }
}
