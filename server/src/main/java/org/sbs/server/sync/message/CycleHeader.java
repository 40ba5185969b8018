package org.sbs.server.sync.message;

import java.util.List;
import java.util.Optional;
import org.sbs.core.replica.Lineage;

/**
 * What a cycle says of itself before its content. Immutable.
 *
 * @param cycle its number
 * @param epoch the epoch it belongs to
 * @param lineage of the data, up to and with this epoch
 * @param activeSentinels the names of those that were active on the primary; empty where it does
 *     not know
 */
public record CycleHeader(
    long cycle, long epoch, Lineage lineage, Optional<List<String>> activeSentinels) {
  /** Copies the list. */
  public CycleHeader {
    activeSentinels = activeSentinels.map(List::copyOf);
  }
}
