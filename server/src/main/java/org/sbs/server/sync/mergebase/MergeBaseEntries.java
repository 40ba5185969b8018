package org.sbs.server.sync.mergebase;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.sync.record.MergeBaseRecord;

/**
 * What both nodes had, entry by entry in the order of the paths: the whole set, which was written
 * sorted, is read as a stream; only what was noted since is in memory. One thread.
 */
final class MergeBaseEntries implements Closeable {
  private final MergeBaseFrames base;
  private final long baseEnd;
  private List<FileEntry> part = List.of();
  private int next;
  private final Iterator<Map.Entry<EntryPath, Optional<FileEntry>>> changes;
  private Map.Entry<EntryPath, Optional<FileEntry>> change;
  private FileEntry entry;

  /**
   * Opens the file.
   *
   * @param baseEnd where the whole set ends and what was noted since begins
   * @param end where that ends
   */
  MergeBaseEntries(Path file, long baseEnd, long end) throws IOException {
    this.changes = changes(file, baseEnd, end).entrySet().iterator();
    this.base = new MergeBaseFrames(file, 0, baseEnd);
    this.baseEnd = baseEnd;
    try {
      nextChange();
      advance();
    } catch (IOException e) {
      base.close();
      throw e;
    }
  }

  private static NavigableMap<EntryPath, Optional<FileEntry>> changes(Path file, long from, long to)
      throws IOException {
    NavigableMap<EntryPath, Optional<FileEntry>> changes = new TreeMap<>();
    try (MergeBaseFrames frames = new MergeBaseFrames(file, from, to)) {
      for (Optional<MergeBaseRecord> read = frames.next(); read.isPresent(); read = frames.next()) {
        MergeBaseCodec.changes(read.get(), changes);
      }
      requireAll(frames, to, file);
    }
    return changes;
  }

  private static void requireAll(MergeBaseFrames frames, long to, Path file) throws IOException {
    if (frames.position() != to) {
      throw new IOException(file + " was damaged since this node opened it");
    }
  }

  /** The next entry, which stays until it is taken; empty at the end. */
  Optional<FileEntry> peek() {
    return Optional.ofNullable(entry);
  }

  /** Goes on to the next one. */
  void advance() throws IOException {
    entry = null;
    while (entry == null) {
      if (next == part.size() && !nextPart()) {
        entry = change == null ? null : takeChange();
        if (entry != null || change == null) {
          return;
        }
        continue;
      }
      FileEntry old = part.get(next);
      int order = change == null ? 1 : change.getKey().compareTo(old.at());
      next += order >= 0 ? 1 : 0;
      entry = order > 0 ? old : takeChange();
    }
  }

  private FileEntry takeChange() {
    FileEntry put = change.getValue().orElse(null);
    nextChange();
    return put;
  }

  private void nextChange() {
    change = changes.hasNext() ? changes.next() : null;
  }

  private boolean nextPart() throws IOException {
    while (true) {
      Optional<MergeBaseRecord> read = base.next();
      if (read.isEmpty()) {
        if (base.position() != baseEnd) {
          throw new IOException("the memory of what both nodes have was damaged while it was read");
        }
        return false;
      }
      part = MergeBaseCodec.entries(read.get().getPutList());
      next = 0;
      if (!part.isEmpty()) {
        return true;
      }
    }
  }

  @Override
  public void close() throws IOException {
    base.close();
  }
}
