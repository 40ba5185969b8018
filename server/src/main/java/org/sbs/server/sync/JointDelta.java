package org.sbs.server.sync;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Manifest;

/**
 * What turns one manifest into another. Times do not count: a copy has its own. Immutable.
 *
 * @param put entries that are new or others
 * @param removed where nothing is any more
 */
record JointDelta(List<FileEntry> put, List<EntryPath> removed) {
  JointDelta {
    put = List.copyOf(put);
    removed = List.copyOf(removed);
  }

  // Entries that are the very same objects need no look.
  @SuppressWarnings("ReferenceEquality")
  static JointDelta between(Manifest from, Manifest to) {
    List<FileEntry> put = new ArrayList<>();
    List<EntryPath> removed = new ArrayList<>();
    List<FileEntry> old = from.entries();
    List<FileEntry> now = to.entries();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      FileEntry one = i < old.size() ? old.get(i) : null;
      FileEntry other = j < now.size() ? now.get(j) : null;
      int order = one == null ? 1 : other == null ? -1 : one.at().compareTo(other.at());
      if (order < 0) {
        removed.add(one.at());
      } else if (order > 0 || (one != other && !isSame(one, other))) {
        put.add(other);
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return new JointDelta(put, removed);
  }

  static boolean isSame(FileEntry one, FileEntry other) {
    return one.kind() == other.kind()
        && one.size() == other.size()
        && one.mode() == other.mode()
        && one.hash().equals(other.hash())
        && one.target().equals(other.target());
  }
}
