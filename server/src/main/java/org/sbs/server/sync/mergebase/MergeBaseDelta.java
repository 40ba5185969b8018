package org.sbs.server.sync.mergebase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Manifest;

/**
 * What turns one manifest into another, both lists in the order of the paths. Times do not count: a
 * copy has its own. Immutable.
 *
 * @param put entries that are new or others
 * @param removed where nothing is any more
 */
public record MergeBaseDelta(List<FileEntry> put, List<EntryPath> removed) {
  private static final long ENTRY_BYTES = 80;

  public MergeBaseDelta {
    put = List.copyOf(put);
    removed = List.copyOf(removed);
  }

  /** Nothing turns. */
  public static final MergeBaseDelta NONE = new MergeBaseDelta(List.of(), List.of());

  /** The same, from lists in any order; what is put counts where it is also removed. */
  public static MergeBaseDelta of(List<FileEntry> put, List<EntryPath> removed) {
    List<FileEntry> sorted = new ArrayList<>(put);
    sorted.sort(Comparator.comparing(FileEntry::at));
    MergeBaseDelta puts = new MergeBaseDelta(sorted, List.of());
    List<EntryPath> gone =
        removed.stream().filter(at -> !puts.has(at)).sorted().distinct().toList();
    return new MergeBaseDelta(sorted, gone);
  }

  public boolean isEmpty() {
    return put.isEmpty() && removed.isEmpty();
  }

  /** About how many bytes it takes to write it down. */
  public long aboutBytes() {
    return ENTRY_BYTES * ((long) put.size() + removed.size());
  }

  /** Whether something changes at that place. */
  public boolean has(EntryPath at) {
    return find(put, FileEntry::at, at) || find(removed, place -> place, at);
  }

  private static <T> boolean find(List<T> sorted, Function<T, EntryPath> place, EntryPath at) {
    int low = 0;
    int high = sorted.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = place.apply(sorted.get(middle)).compareTo(at);
      if (order == 0) {
        return true;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return false;
  }

  // Entries that are the very same objects need no look.
  @SuppressWarnings("ReferenceEquality")
  public static MergeBaseDelta between(Manifest from, Manifest to) {
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
    return new MergeBaseDelta(put, removed);
  }

  public static boolean isSame(FileEntry one, FileEntry other) {
    return one.kind() == other.kind()
        && one.size() == other.size()
        && one.mode() == other.mode()
        && one.hash().equals(other.hash())
        && one.target().equals(other.target());
  }
}
