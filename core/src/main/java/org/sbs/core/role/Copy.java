package org.sbs.core.role;

import java.util.List;
import org.sbs.core.replica.Lineage;

/**
 * A cycle that was committed whole: what a takeover starts from.
 *
 * @param cycle its number
 * @param lineage the reigns that its data has lived through, the last one being its own
 * @param activeSentinels the sentinels that were active on the primary
 */
public record Copy(long cycle, Lineage lineage, List<String> activeSentinels) {
  /** Copies the list. */
  public Copy {
    activeSentinels = List.copyOf(activeSentinels);
  }
}
