package org.sbs.core.replica;

import java.util.List;

/** Walks three manifests at once, side by side. */
final class ThreeWay {
  /** What is told of each place where this node's and the other's entry are not the same object. */
  @FunctionalInterface
  interface Meeting {
    /** An entry is null where a side has none. */
    void of(EntryPath at, FileEntry old, FileEntry own, FileEntry other);
  }

  private ThreeWay() {}

  // Entries that both sides share are the very same objects: that is quicker than comparing.
  @SuppressWarnings("ReferenceEquality")
  static void walk(Reconciliation.Sides sides, Meeting meeting) {
    List<FileEntry> olds = sides.ancestor().entries();
    List<FileEntry> owns = sides.mine().entries();
    List<FileEntry> others = sides.theirs().entries();
    int i = 0;
    int j = 0;
    int k = 0;
    while (j < owns.size() || k < others.size()) {
      FileEntry own = j < owns.size() ? owns.get(j) : null;
      FileEntry other = k < others.size() ? others.get(k) : null;
      if (own != null && own == other) {
        j++;
        k++;
        continue;
      }
      int order = own == null ? 1 : other == null ? -1 : own.at().compareTo(other.at());
      EntryPath at = order <= 0 ? own.at() : other.at();
      while (i < olds.size() && olds.get(i).at().compareTo(at) < 0) {
        i++;
      }
      FileEntry old = i < olds.size() && olds.get(i).at().equals(at) ? olds.get(i) : null;
      meeting.of(at, old, order <= 0 ? own : null, order >= 0 ? other : null);
      j += order <= 0 ? 1 : 0;
      k += order >= 0 ? 1 : 0;
    }
  }
}
