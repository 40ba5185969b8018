package org.sbs.server.sync;

import java.io.IOException;
import java.util.List;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.sync.record.JointRecord;

/**
 * What is noted of what both nodes have, in parts that belong together: what it changes comes in
 * the order of the paths, each once, over all parts. May be asked for several times.
 */
@FunctionalInterface
interface JointParts {
  /** So many changes are in a part. */
  int MOST = 1000;

  /** Who takes the parts. */
  @FunctionalInterface
  interface Sink {
    void take(JointRecord part) throws IOException;
  }

  /** Gives the parts in their order. */
  void each(Sink sink) throws IOException;

  /**
   * The parts of what changes, of which both lists are sorted and no place is in both.
   *
   * @param head all that is said beside
   */
  static JointParts of(JointRecord head, JointDelta delta) {
    return sink -> {
      List<FileEntry> put = delta.put();
      List<EntryPath> removed = delta.removed();
      JointRecord.Builder part = head.toBuilder();
      int i = 0;
      int j = 0;
      while (i < put.size() || j < removed.size()) {
        if (part.getPutCount() + part.getRemovedCount() == MOST) {
          sink.take(part.build());
          part = JointRecord.newBuilder();
        }
        boolean isPut =
            j == removed.size()
                || (i < put.size() && put.get(i).at().compareTo(removed.get(j)) < 0);
        if (isPut) {
          part.addPut(Wire.toWire(put.get(i++)));
        } else {
          part.addRemoved(JointWire.place(removed.get(j++)));
        }
      }
      sink.take(part.build());
    };
  }
}
