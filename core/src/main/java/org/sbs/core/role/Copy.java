package org.sbs.core.role;

import java.util.List;
import java.util.Optional;
import org.sbs.core.replica.Lineage;

/**
 * A cycle that was committed whole: what a takeover starts from.
 *
 * @param cycle its number
 * @param lineage the epochs that its data has lived through, the last one being its own
 * @param activeSentinels the sentinels that were active on the primary; empty where the primary
 *     does not know, for the service never ran there
 */
public record Copy(long cycle, Lineage lineage, Optional<List<String>> activeSentinels) {
  /** Copies the list. */
  public Copy {
    activeSentinels = activeSentinels.map(List::copyOf);
  }
}
