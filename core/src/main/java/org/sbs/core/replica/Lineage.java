package org.sbs.core.replica;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.bound.Bound;

/**
 * The reigns that a node's data has lived through, oldest first. Of two lineages one may be a
 * beginning of the other (then it is the older), or they parted. Immutable.
 *
 * @param reigns at most {@value #LIMIT}, the oldest are forgotten first
 */
public record Lineage(List<Reign> reigns) {
  /** How many reigns are remembered. */
  public static final int LIMIT = 64;

  /** The lineage of a node that has never held data. */
  public static final Lineage NONE = new Lineage(List.of());

  /**
   * One reign.
   *
   * @param epoch its number
   * @param nodeId who was primary
   */
  public record Reign(long epoch, String nodeId) {
    /** Checks the number. */
    public Reign {
      Bound.EPOCH.require(epoch);
    }
  }

  /** Copies the list. */
  public Lineage {
    int from = Math.max(0, reigns.size() - LIMIT);
    reigns = List.copyOf(reigns.subList(from, reigns.size()));
  }

  /** This lineage and one reign more. */
  public Lineage with(long epoch, String nodeId) {
    List<Reign> longer = new ArrayList<>(reigns);
    longer.add(new Reign(epoch, nodeId));
    return new Lineage(longer);
  }

  /** The epoch of the last reign, 0 where there is none. */
  public long lastEpoch() {
    return reigns.isEmpty() ? 0 : reigns.get(reigns.size() - 1).epoch();
  }

  /** Who was primary in the last reign, empty where there is none. */
  public String lastPrimary() {
    return reigns.isEmpty() ? "" : reigns.get(reigns.size() - 1).nodeId();
  }

  /** True for a node that has never held data. */
  public boolean isEmpty() {
    return reigns.isEmpty();
  }
}
