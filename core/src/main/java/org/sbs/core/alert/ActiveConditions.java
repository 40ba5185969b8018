package org.sbs.core.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.ElectionContext;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.ServiceHealth;

/** What is wrong with a node at one moment and begins and ends: each under a key of its own. */
final class ActiveConditions {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;

  /**
   * One trouble.
   *
   * @param graceNanos how long it must last before anybody is told
   */
  record Trouble(Alert alert, long graceNanos) {}

  /**
   * What only the past knows.
   *
   * @param stalledNanos how long replication has stood still
   * @param hadSecondary whether this epoch has had one
   * @param aloneTold whether a mail said already that this epoch begins without one
   * @param aloneWhy why the secondary is gone
   * @param serviceWhy why the service does not run
   */
  record AlertMemory(
      long stalledNanos,
      boolean hadSecondary,
      boolean aloneTold,
      Reason aloneWhy,
      Reason serviceWhy) {}

  private final Map<String, Trouble> found = new LinkedHashMap<>();

  private ActiveConditions() {}

  static Map<String, Trouble> of(Health health, AlertMemory past) {
    ActiveConditions troubles = new ActiveConditions();
    if (health.state().phase() instanceof Phase.Serving serving) {
      troubles.secondary(health, serving, past);
      troubles.serving(health, serving, past);
    } else {
      election(health.state().phase())
          .filter(election -> !election.held().isEmpty())
          .ifPresent(election -> troubles.nobody(health.state(), election));
    }
    return troubles.found;
  }

  private void add(Alert alert, long graceNanos) {
    found.put(alert.word(), new Trouble(alert, graceNanos));
  }

  private void secondary(Health health, Phase.Serving serving, AlertMemory past) {
    String peer = health.state().self().peerName();
    if (serving.follower().isEmpty()) {
      boolean met = health.state().durable().peerId().isPresent();
      if (past.hadSecondary()) {
        add(new Alert.SecondaryLost(peer, past.aloneWhy()), MINUTE);
      } else if (met && !past.aloneTold()) {
        // Both machines were switched on, perhaps, and the other one is slower.
        add(new Alert.SecondaryLost(peer, Reason.of(ReasonCode.SECONDARY_NEVER_CAME)), 10 * MINUTE);
      }
      return;
    }
    serving
        .follower()
        .get()
        .unfit()
        .ifPresent(why -> add(new Alert.SecondaryUnfit(peer, why), MINUTE));
    if (!health.gaps().isEmpty()) {
      add(new Alert.CopyIncomplete(peer, health.gaps()), MINUTE);
    }
    if (past.stalledNanos() >= health.stallNanos()) {
      add(
          new Alert.ReplicationStalled(
              peer,
              Math.max(1, past.stalledNanos() / MINUTE),
              health.cycleTrouble().orElse(Reason.of(ReasonCode.CYCLES_DO_NOT_END))),
          0);
    }
  }

  private void serving(Health health, Phase.Serving serving, AlertMemory past) {
    if (serving.serviceHealth().isWornOut(health.state().self().limits())) {
      // Where another node can take it, the role is on its way there.
      add(new Alert.ServiceDown(past.serviceWhy()), 5 * SECOND);
    } else if (serving.serviceHealth().service() != ServiceHealth.State.RUNNING) {
      add(new Alert.ServiceDown(past.serviceWhy()), 30 * SECOND);
    }
    for (Health.Failed failed : health.failed()) {
      Alert all =
          new Alert.SentinelsFailed(health.failed().stream().map(Health.Failed::told).toList());
      found.put(all.word() + ":" + failed.name(), new Trouble(all, 5 * SECOND));
    }
    health
        .state()
        .watch()
        .witnessTrouble()
        .ifPresent(why -> add(new Alert.WitnessLost(why), 10 * SECOND));
    if (health.heldDeletes() > 0) {
      add(new Alert.DeletesHeld(health.heldDeletes(), health.heldWhy()), 0);
    }
  }

  private void nobody(NodeState state, ElectionContext election) {
    add(
        new Alert.NobodyServes(state.self().peerName(), election.held()),
        election.lost() ? 20 * SECOND : 2 * MINUTE);
  }

  private static Optional<ElectionContext> election(Phase phase) {
    if (phase instanceof Phase.Waiting waiting) {
      return Optional.of(waiting.election());
    } else if (phase instanceof Phase.Asking asking) {
      return Optional.of(asking.election());
    }
    return Optional.empty();
  }
}
