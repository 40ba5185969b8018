package org.sbs.server.sync.mergebase;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.sync.record.MergeBaseRecord;

/** Brings what both nodes had and what a note changes into one order. One thread. */
final class MergeBaseUpdate {
  /** Who takes the entries that both have then. */
  @FunctionalInterface
  interface Sink {
    void take(FileEntry entry) throws IOException;
  }

  private final MergeBaseEntries before;
  private final Sink sink;
  private Optional<EntryPath> last = Optional.empty();

  MergeBaseUpdate(MergeBaseEntries before, Sink sink) {
    this.before = before;
    this.sink = sink;
  }

  /**
   * Takes the parts in their order.
   *
   * @throws IllegalStateException if a part changes what lies before the part that came last
   */
  void take(MergeBaseRecord part) throws IOException {
    NavigableMap<EntryPath, Optional<FileEntry>> changes = new TreeMap<>();
    MergeBaseCodec.changes(part, changes);
    for (Map.Entry<EntryPath, Optional<FileEntry>> change : changes.entrySet()) {
      EntryPath at = change.getKey();
      if (last.filter(former -> former.compareTo(at) >= 0).isPresent()) {
        throw new IllegalStateException("a note that is not sorted: " + at);
      }
      last = Optional.of(at);
      int order = copyUntil(at);
      if (order == 0) {
        before.advance();
      }
      if (change.getValue().isPresent()) {
        sink.take(change.getValue().get());
      }
    }
  }

  /** Answers with 0 if the entry that comes next is the one at that place. */
  private int copyUntil(EntryPath at) throws IOException {
    for (Optional<FileEntry> old = before.peek(); old.isPresent(); old = before.peek()) {
      int order = old.get().at().compareTo(at);
      if (order >= 0) {
        return order;
      }
      sink.take(old.get());
      before.advance();
    }
    return 1;
  }

  /** All parts have come. */
  void rest() throws IOException {
    for (Optional<FileEntry> old = before.peek(); old.isPresent(); old = before.peek()) {
      sink.take(old.get());
      before.advance();
    }
  }
}
