package org.sbs.server.sync;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;

/** What one cycle wants to do, as it was received. One thread. */
final class CycleContent {
  /**
   * A file of the set that has the content.
   *
   * @param found as it was found there with that content
   */
  record Source(EntryPath at, Found found) {}

  /**
   * Something to be put in place.
   *
   * @param staged where it waits, in the cycle's staging folder; empty for folders and copies,
   *     which are staged when the cycle has been checked
   * @param source of a copy
   */
  record Created(FileEntry entry, String staged, Optional<Source> source) {}

  private final NavigableMap<EntryPath, Created> created = new TreeMap<>();
  private final NavigableMap<EntryPath, FileEntry> touched = new TreeMap<>();
  private final NavigableMap<EntryPath, FileEntry.Kind> deleted = new TreeMap<>();

  NavigableMap<EntryPath, Created> created() {
    return created;
  }

  NavigableMap<EntryPath, FileEntry> touched() {
    return touched;
  }

  NavigableMap<EntryPath, FileEntry.Kind> deleted() {
    return deleted;
  }

  /** Whether what lies there, a file, has another name or none after the cycle. */
  boolean loses(EntryPath file) {
    Created replacement = created.get(file);
    return deleted.get(file) == FileEntry.Kind.FILE
        || (replacement != null && replacement.entry().kind() != FileEntry.Kind.FOLDER);
  }
}
