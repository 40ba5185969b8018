package org.sbs.server.sync;

import java.util.List;
import org.sbs.core.replica.Lineage;

/**
 * What a cycle says of itself before its content. Immutable.
 *
 * @param cycle its number
 * @param epoch the reign it belongs to
 * @param lineage of the data, up to and with this reign
 * @param activeSentinels the names of those that were active on the primary
 */
public record CycleHeader(long cycle, long epoch, Lineage lineage, List<String> activeSentinels) {
  /** Copies the list. */
  public CycleHeader {
    activeSentinels = List.copyOf(activeSentinels);
  }
}
