package org.sbs.core.options;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often an option was changed on purpose, counted on each node by itself. One revision is newer
 * than another if no count is lower; if each has a count that is higher, the nodes were changed
 * while apart. No clock is asked. Immutable.
 *
 * @param counts by the ids of the nodes, without those that never changed it
 */
public record Revision(SortedMap<String, Long> counts) {
  /** More nodes than a pair will ever have had, however often a machine is replaced. */
  public static final int MOST_NODES = 64;

  /** More than people will ever change. */
  public static final long MOST_CHANGES = 1_000_000;

  /** Never changed on purpose. */
  public static final Revision NONE = new Revision(new TreeMap<>());

  /**
   * Copies the counts.
   *
   * @throws IllegalArgumentException if they are absurd
   */
  public Revision {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    boolean absurd = counts.values().stream().anyMatch(count -> count < 1 || count > MOST_CHANGES);
    if (absurd || counts.size() > MOST_NODES) {
      throw new IllegalArgumentException("no revision can be " + counts);
    }
  }

  /** With those counts. */
  public static Revision of(Map<String, Long> counts) {
    return new Revision(new TreeMap<>(counts));
  }

  /** The number that people are shown: all changes that it has seen. */
  public long number() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether it was never changed on purpose. */
  public boolean isNone() {
    return counts.isEmpty();
  }

  /** After one more change on that node. */
  public Revision raised(String nodeId) {
    SortedMap<String, Long> raised = new TreeMap<>(counts);
    raised.merge(nodeId, 1L, (count, more) -> Math.min(MOST_CHANGES, count + more));
    return new Revision(raised);
  }

  /** Whether it has seen all changes that the other one has seen. */
  public boolean covers(Revision other) {
    return other.counts.entrySet().stream()
        .allMatch(entry -> counts.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
  }

  /** Having seen the changes of both. */
  public Revision joined(Revision other) {
    SortedMap<String, Long> joined = new TreeMap<>(counts);
    other.counts.forEach(
        (node, count) -> {
          if (joined.containsKey(node) || joined.size() < MOST_NODES) {
            joined.merge(node, count, Math::max);
          }
        });
    return new Revision(joined);
  }
}
