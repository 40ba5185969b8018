package org.sbs.server.sync.mergebase;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.ReplacedVersion;
import org.sbs.server.sync.message.ReplacedWire;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.MergeBaseRecord;

/**
 * What is noted of what both nodes have, in parts that belong together: what it changes comes in
 * the order of the paths, each once, over all parts. May be asked for several times.
 */
@FunctionalInterface
public interface MergeBaseChanges {
  /** So many changes are in a part. */
  int MOST = 1000;

  /** Who takes the parts. */
  @FunctionalInterface
  interface Sink {
    void take(MergeBaseRecord part) throws IOException;
  }

  /** Gives the parts in their order. */
  void each(Sink sink) throws IOException;

  /**
   * Answers with what a note replaces at a place: what both nodes had there, and what the secondary
   * had if that was something else.
   */
  @FunctionalInterface
  interface Before {
    /** Nothing is known, or nothing was there. */
    Before NOTHING = at -> List.of();

    List<ReplacedVersion> at(EntryPath at);
  }

  /** The parts of what changes, where nothing that both had is replaced. */
  static MergeBaseChanges of(MergeBaseRecord head, MergeBaseDelta delta) {
    return of(head, delta, Before.NOTHING);
  }

  /**
   * The parts of what changes, of which both lists are sorted and no place is in both.
   *
   * @param head all that is said beside
   * @param before asked once for each place that changes, whenever the parts are given
   */
  static MergeBaseChanges of(MergeBaseRecord head, MergeBaseDelta delta, Before before) {
    return sink -> {
      List<FileEntry> put = delta.put();
      List<EntryPath> removed = delta.removed();
      MergeBaseRecord.Builder part = head.toBuilder();
      int i = 0;
      int j = 0;
      while (i < put.size() || j < removed.size()) {
        if (part.getPutCount() + part.getRemovedCount() == MOST) {
          sink.take(part.build());
          part = MergeBaseRecord.newBuilder();
        }
        boolean isPut =
            j == removed.size()
                || (i < put.size() && put.get(i).at().compareTo(removed.get(j)) < 0);
        if (isPut) {
          FileEntry entry = put.get(i++);
          part.addPut(Wire.toWire(entry));
          Optional<ReplacedVersion> now = ReplacedVersion.of(entry);
          for (ReplacedVersion old : before.at(entry.at())) {
            if (now.filter(old::sameVersion).isEmpty()) {
              part.addReplaced(ReplacedWire.record(entry.at(), old));
            }
          }
        } else {
          EntryPath at = removed.get(j++);
          part.addRemoved(MergeBaseCodec.place(at));
          for (ReplacedVersion old : before.at(at)) {
            part.addReplaced(ReplacedWire.record(at, old));
          }
        }
      }
      sink.take(part.build());
    };
  }
}
