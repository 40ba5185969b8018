package org.sbs.server.sync.commit;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.sync.disk.FileStat;

/** What one cycle wants to do, as it was received. One thread. */
public final class CycleContent {
  /**
   * A file of the set that has the content.
   *
   * @param found as it was found there with that content
   */
  record Source(EntryPath at, FileStat found) {}

  /**
   * Something to be put in place.
   *
   * @param staged the number by which it waits in the cycle's staging folder; {@link #NOT_STAGED}
   *     for folders and copies, which are staged when the cycle has been checked
   * @param source of a copy
   */
  public record Created(FileEntry entry, int staged, Optional<Source> source) {}

  static final int NOT_STAGED = -1;

  private final NavigableMap<EntryPath, Created> created = new TreeMap<>();
  private final NavigableMap<EntryPath, FileEntry> touched = new TreeMap<>();
  private final NavigableMap<EntryPath, FileEntry.Kind> deleted = new TreeMap<>();
  private final Set<EntryPath> takenOut = new HashSet<>();

  public NavigableMap<EntryPath, Created> created() {
    return created;
  }

  public NavigableMap<EntryPath, FileEntry> touched() {
    return touched;
  }

  public NavigableMap<EntryPath, FileEntry.Kind> deleted() {
    return deleted;
  }

  /** Takes out of the cycle what lies there; true if there was any such thing. */
  boolean takeOut(Predicate<EntryPath> places) {
    boolean any = takeOut(created.keySet(), places);
    any |= takeOut(touched.keySet(), places);
    any |= deleted.keySet().removeIf(places);
    return any;
  }

  private boolean takeOut(Set<EntryPath> keys, Predicate<EntryPath> places) {
    List<EntryPath> out = keys.stream().filter(places).toList();
    out.forEach(keys::remove);
    return takenOut.addAll(out);
  }

  /** What was to be created or touched and was taken out. */
  Set<EntryPath> takenOut() {
    return takenOut;
  }

  /** Whether what lies there, a file, has another name or none after the cycle. */
  boolean loses(EntryPath file) {
    Created replacement = created.get(file);
    return deleted.get(file) == FileEntry.Kind.FILE
        || (replacement != null && replacement.entry().kind() != FileEntry.Kind.FOLDER);
  }
}
