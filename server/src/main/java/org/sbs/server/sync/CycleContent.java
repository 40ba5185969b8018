package org.sbs.server.sync;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;

/** What one cycle wants to do, as it was received. One thread. */
final class CycleContent {
  /**
   * Something to be put in place.
   *
   * @param staged where it waits, in the cycle's staging folder; empty for folders
   */
  record Created(FileEntry entry, String staged) {}

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
}
