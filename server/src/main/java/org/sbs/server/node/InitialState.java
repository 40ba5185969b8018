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
  static NodeState state(Node.Dependencies dependencies, DurableState known, long nowNanos) {
    return NodeState.starting(self(dependencies, known.nodeId()), known, nowNanos);
  }

  /** What hooks are told of the pair, whatever happens. */
  static Map<String, String> told(Node.Dependencies dependencies, DurableState known) {
    return Map.of("SBS_NODE", known.nodeId(), "SBS_PEER", dependencies.peer().configured().host());
  }

  /** What the settings say of this node. */
  private static Self self(Node.Dependencies dependencies, String nodeId) {
    Settings.Pair pair = dependencies.settings().pair();
    Limits limits =
        Limits.ofSeconds(
                pair.startWaitSeconds(),
                pair.maxTakeovers(),
                pair.takeoverWindowSeconds(),
                dependencies.settings().service().restarts())
            .withChecks(HealthCheck.longestNanos(dependencies.settings().service().checks()));
    return new Self(
        nodeId,
        pair.mode(),
        Timing.ofMillis(pair.heartbeatMs(), pair.silenceLimitMs()),
        dependencies
            .witness()
            .map(voice -> limits.with(new Lease(voice.lease().toNanos())))
            .orElse(limits),
        dependencies.peer().configured().toString(),
        dependencies.forced());
  }

  /** A copy that was committed after the state was last written counts as known. */
  static DurableState known(Node.Dependencies dependencies) {
    DurableState state = dependencies.store().state();
    return ReplicationManager.copy(dependencies.replica()).map(state::withCopy).orElse(state);
  }
}
