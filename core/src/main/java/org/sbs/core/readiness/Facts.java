package org.sbs.core.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node tells of itself when the pair is checked. Immutable.
 *
 * @param host its machine's name
 * @param version of SBS
 * @param system operating system and processor
 * @param account under which SBS runs
 * @param service its protected service
 * @param witness what tells its witness from others, "none" without one; empty if not known
 * @param licence what it has in the way of licences
 * @param queues the operating system's printers; empty where it does not tell
 * @param probes what it looked at
 */
public record Facts(
    String nodeId,
    String host,
    String version,
    String system,
    String account,
    Service service,
    String witness,
    Licence licence,
    Optional<List<Queue>> queues,
    List<Probe> probes) {
  /** Copies the lists. */
  public Facts {
    queues = queues.map(List::copyOf);
    probes = List.copyOf(probes);
  }

  /** With these probes too. */
  public Facts with(List<Probe> more) {
    List<Probe> all = new ArrayList<>(probes);
    all.addAll(more);
    return new Facts(
        nodeId, host, version, system, account, service, witness, licence, queues, all);
  }

  /**
   * The protected service.
   *
   * @param adapter as the settings name it
   * @param version of its program, in any form that tells versions apart; empty if not known
   */
  public record Service(String adapter, String version, String settingsFolder) {}

  /**
   * Licensing.
   *
   * @param issuer the key of whose licences count; empty: licensing is off
   * @param kind {@code off}, {@code main}, {@code backup}, {@code expired} or {@code none}
   */
  public record Licence(String issuer, String kind) {}
}
