package org.sbs.core.replica;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.bound.Bound;

/**
 * The epochs that a node's data has lived through, oldest first. Of two lineages one may be a
 * beginning of the other (then it is the older), or they parted. Immutable.
 *
 * @param epochs at most {@value #LIMIT}, the oldest are forgotten first
 */
public record Lineage(List<EpochOwner> epochs) {
  /** How many epochs are remembered. */
  public static final int LIMIT = 64;

  /** The lineage of a node that has never held data. */
  public static final Lineage NONE = new Lineage(List.of());

  /**
   * One epoch.
   *
   * @param epoch its number
   * @param nodeId who was primary
   */
  public record EpochOwner(long epoch, String nodeId) {
    /** Checks the number. */
    public EpochOwner {
      Bound.EPOCH.require(epoch);
    }
  }

  /** Copies the list. */
  public Lineage {
    int from = Math.max(0, epochs.size() - LIMIT);
    epochs = List.copyOf(epochs.subList(from, epochs.size()));
  }

  /** This lineage and one epoch more. */
  public Lineage with(long epoch, String nodeId) {
    List<EpochOwner> longer = new ArrayList<>(epochs);
    longer.add(new EpochOwner(epoch, nodeId));
    return new Lineage(longer);
  }

  /** The epoch of the last epoch, 0 where there is none. */
  public long lastEpoch() {
    return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).epoch();
  }

  /** Who was primary in the last epoch, empty where there is none. */
  public String lastPrimary() {
    return epochs.isEmpty() ? "" : epochs.get(epochs.size() - 1).nodeId();
  }

  /** True for a node that has never held data. */
  public boolean isEmpty() {
    return epochs.isEmpty();
  }
}
