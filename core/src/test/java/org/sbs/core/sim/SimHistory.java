package org.sbs.core.sim;

import java.util.ArrayList;
import java.util.List;

/** Which data came from which: versions by number, 0 the empty beginning, and what was promised. */
final class SimHistory {
  private final List<Integer> parents = new ArrayList<>(List.of(0));
  private int acknowledged;

  /** A version that was made from another. */
  int after(int parent) {
    parents.add(parent);
    return parents.size() - 1;
  }

  /** The primary was told that the secondary has that version. */
  void acknowledged(int version) {
    if (contains(version, acknowledged)) {
      acknowledged = version;
    }
  }

  /** Whether that version has all in it that was ever acknowledged. */
  boolean acknowledgedIn(int version) {
    return contains(version, acknowledged);
  }

  private boolean contains(int version, int older) {
    int at = version;
    while (at > older) {
      at = parents.get(at);
    }
    return at == older;
  }
}
