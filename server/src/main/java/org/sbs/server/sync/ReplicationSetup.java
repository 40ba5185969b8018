package org.sbs.server.sync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Lineage;
import org.sbs.server.sync.consent.FolderGate;

/**
 * What a primary replicates, and as whom. Immutable.
 *
 * @param set with the settings folder as folder 0
 * @param settingsFolder of the protected service on this node: where folder 0 lies here
 * @param gate whether a folder of the set is left out on this node; asked before each full cycle
 * @param scripts run before each cycle
 * @param period from the end of one cycle to the beginning of the next
 * @param epoch of this epoch
 * @param lineage of the data, up to and with this epoch
 * @param lastCycle the number of the last cycle that this node knows of; the next is higher
 * @param knownSentinels those that were active when last listed, for as long as they cannot be
 *     listed; empty if they never were
 * @param merge whether what was changed on the secondary alone, while the nodes were apart, is
 *     taken over when they meet (R5.1); else this node's files win
 */
public record ReplicationSetup(
    FolderSet set,
    Path settingsFolder,
    FolderGate gate,
    UpdatingScripts scripts,
    Duration period,
    long epoch,
    Lineage lineage,
    long lastCycle,
    Optional<List<String>> knownSentinels,
    boolean merge) {
  /** Checks that nothing is missing. */
  public ReplicationSetup {
    Objects.requireNonNull(set, "set");
    Objects.requireNonNull(settingsFolder, "settingsFolder");
    Objects.requireNonNull(gate, "gate");
    Objects.requireNonNull(scripts, "scripts");
    Objects.requireNonNull(period, "period");
    Objects.requireNonNull(lineage, "lineage");
    knownSentinels = knownSentinels.map(List::copyOf);
  }
}
