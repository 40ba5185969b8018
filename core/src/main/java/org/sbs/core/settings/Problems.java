package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that is wrong with the settings, never the first only. Immutable.
 *
 * @param list by line; those without a line first
 */
public record Problems(List<Problem> list) {
  /** Nothing is wrong. */
  public static final Problems NONE = new Problems(List.of());

  /** Copies and sorts the list. */
  public Problems {
    List<Problem> sorted = new ArrayList<>(list);
    sorted.sort(Comparator.comparingInt(Problem::line));
    list = List.copyOf(sorted);
  }

  /** True where nothing is wrong. */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** These and those. */
  public Problems and(Problems others) {
    List<Problem> all = new ArrayList<>(list);
    all.addAll(others.list);
    return new Problems(all);
  }
}
