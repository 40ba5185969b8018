package org.sbs.server.node;

import java.util.Map;

/**
 * What a node counted since SBS was started on it. Immutable.
 *
 * @param promotions how often it became primary, by its cause: {@code start}, {@code takeover},
 *     {@code handover}
 * @param committedCycles in which it took part
 * @param refusedCycles in which it took part
 * @param files whose content was sent or received
 * @param bytes of content sent or received
 * @param deletes entries that cycles deleted
 */
public record Totals(
    Map<String, Long> promotions,
    long committedCycles,
    long refusedCycles,
    long files,
    long bytes,
    long deletes) {
  /** Copies the map. */
  public Totals {
    promotions = Map.copyOf(promotions);
  }
}
