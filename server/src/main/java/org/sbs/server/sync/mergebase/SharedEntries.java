package org.sbs.server.sync.mergebase;

import java.util.List;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Manifest;

/**
 * Keeps a million files in memory once: entries that come in their order are replaced by those of a
 * manifest that is there anyway. Where they differ, at least path and content are shared, which
 * weigh most. Walks along both; used once, by one thread.
 */
public final class SharedEntries {
  private final List<FileEntry> mine;
  private final boolean timesCount;
  private int next;

  /**
   * For entries much like these.
   *
   * @param timesCount whether entries that differ in their time alone are others
   */
  public SharedEntries(Manifest mine, boolean timesCount) {
    this.mine = mine.entries();
    this.timesCount = timesCount;
  }

  public FileEntry of(FileEntry other) {
    int order = -1;
    while (next < mine.size() && (order = mine.get(next).at().compareTo(other.at())) < 0) {
      next++;
    }
    if (next == mine.size() || order != 0) {
      return other;
    }
    FileEntry own = mine.get(next);
    boolean same = timesCount ? own.equals(other) : MergeBaseDelta.isSame(own, other);
    return same
        ? own
        : new FileEntry(
            own.at(),
            other.kind(),
            other.size(),
            other.modifiedNanos(),
            other.mode(),
            own.hash().equals(other.hash()) ? own.hash() : other.hash(),
            other.target(),
            own.owner().equals(other.owner()) ? own.owner() : other.owner());
  }
}
