package org.sbs.server.node;

import java.util.Map;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.role.DurableState;
import org.sbs.core.role.Lease;
import org.sbs.core.role.Limits;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Self;
import org.sbs.core.role.Timing;
import org.sbs.core.settings.Settings;

/** What a node begins with: what its settings say, and what it remembers. */
final class InitialState {
  private InitialState() {}

  /** As which it begins. */
  static NodeState state(Node.Dependencies needs, DurableState known, long nowNanos) {
    return NodeState.starting(self(needs, known.nodeId()), known, nowNanos);
  }

  /** What hooks are told of the pair, whatever happens. */
  static Map<String, String> told(Node.Dependencies needs, DurableState known) {
    return Map.of("SBS_NODE", known.nodeId(), "SBS_PEER", needs.peer().configured().host());
  }

  /** What the settings say of this node. */
  private static Self self(Node.Dependencies needs, String nodeId) {
    Settings.Pair pair = needs.settings().pair();
    Limits limits =
        Limits.ofSeconds(
                pair.startWaitSeconds(),
                pair.maxTakeovers(),
                pair.takeoverWindowSeconds(),
                needs.settings().service().restarts())
            .withChecks(HealthCheck.longestNanos(needs.settings().service().checks()));
    return new Self(
        nodeId,
        pair.mode(),
        Timing.ofMillis(pair.heartbeatMs(), pair.silenceLimitMs()),
        needs
            .witness()
            .map(voice -> limits.with(new Lease(voice.lease().toNanos())))
            .orElse(limits),
        needs.peer().configured().toString(),
        needs.forced());
  }

  /** A copy that was committed after the state was last written counts as known. */
  static DurableState known(Node.Dependencies needs) {
    DurableState state = needs.store().state();
    return ReplicationManager.copy(needs.replica()).map(state::withCopy).orElse(state);
  }
}
