package org.sbs.server.sync;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.JointId;
import org.sbs.core.replica.Manifest;
import org.sbs.server.sync.record.JointRecord;

/**
 * What the secondary is about to remember as common with its primary: what it told of its folders,
 * changed by the cycle that comes. Between two cycles nothing but the cycle counts. One thread.
 */
final class JointDraft {
  private final JointStore store;

  /** What was told and is not as in the joint cycle; empty stands for nothing there. */
  private final Map<EntryPath, Optional<FileEntry>> told = new HashMap<>();

  private Set<EntryPath> left;
  private Manifest manifest = Manifest.EMPTY;

  JointDraft(JointStore store) throws IOException {
    this.store = store;
    this.left = new HashSet<>(store.left().keySet());
  }

  /**
   * Begins anew with what is told now.
   *
   * @param found what this node has
   * @param leftNow what of it is left from before
   * @return what turns that, without what is left, into the joint manifest
   */
  JointDelta tell(Manifest found, Set<EntryPath> leftNow) throws IOException {
    Manifest joint = store.load();
    manifest = Leftovers.without(found, leftNow);
    told.clear();
    JointDelta rebase = JointDelta.between(joint, manifest);
    rebase.put().forEach(entry -> told.put(entry.at(), Optional.of(entry)));
    rebase.removed().forEach(at -> told.put(at, Optional.empty()));
    return JointDelta.between(manifest, joint);
  }

  /** Whether what was told becomes common with the next cycle. */
  boolean isNew() {
    return !told.isEmpty();
  }

  /** The entry as it was told, before the first cycle. */
  Optional<FileEntry> told(EntryPath at) {
    return manifest.find(at);
  }

  /** The cycle is committed: what was told has become common. */
  void committed() throws IOException {
    told.clear();
    manifest = Manifest.EMPTY;
    left = new HashSet<>(store.left().keySet());
  }

  /** What both nodes have after that cycle, as far as it can be put in place. */
  JointRecord record(StagedCommit cycle) {
    CycleHeader header = cycle.header();
    CycleContent content = cycle.content();
    Map<EntryPath, Optional<FileEntry>> changes = new HashMap<>(told);
    if (isNew()) {
      changes.keySet().removeAll(cycle.missing());
    }
    content.deleted().keySet().forEach(at -> changes.put(at, Optional.empty()));
    content.touched().forEach((at, entry) -> changes.put(at, Optional.of(entry)));
    content.created().forEach((at, made) -> changes.put(at, Optional.of(made.entry())));
    JointRecord.Builder record = JointRecord.newBuilder().setName(JointWire.name(id(header)));
    Set<EntryPath> leftNow = new HashSet<>();
    for (FileEntry entry : cycle.marks().left()) {
      changes.put(entry.at(), Optional.empty());
      record.addLeft(Wire.toWire(entry));
      leftNow.add(entry.at());
    }
    for (FileEntry entry : cycle.marks().shared()) {
      changes.put(entry.at(), Optional.of(entry));
      record.addUnleft(JointWire.place(entry.at()));
    }
    changes.forEach(
        (at, entry) -> {
          entry.ifPresentOrElse(
              now -> record.addPut(Wire.toWire(now)), () -> record.addRemoved(JointWire.place(at)));
          if (left.contains(at) && !leftNow.contains(at)) {
            record.addUnleft(JointWire.place(at));
          }
        });
    return record.build();
  }

  static JointId id(CycleHeader header) {
    return new JointId(header.epoch(), header.lineage().lastPrimary(), header.cycle());
  }
}
