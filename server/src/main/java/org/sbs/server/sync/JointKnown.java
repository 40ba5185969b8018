package org.sbs.server.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.JointId;
import org.sbs.server.sync.record.JointFolder;
import org.sbs.server.sync.record.JointRecord;

/** What the records of the joint store amount to, but for the set itself. One thread. */
final class JointKnown {
  private JointId.Memory memory = JointId.Memory.NONE;
  private final Map<EntryPath, FileEntry> left = new HashMap<>();
  private final Map<Integer, String> folders = new HashMap<>();

  JointId.Memory memory() {
    return memory;
  }

  /** What this node kept that its primary had deleted. */
  Map<EntryPath, FileEntry> left() {
    return left;
  }

  /** What the folders of the entries are called, by their indexes. */
  Map<Integer, String> folders() {
    return folders;
  }

  JointKnown copy() {
    JointKnown copy = new JointKnown();
    copy.memory = memory;
    copy.left.putAll(left);
    copy.folders.putAll(folders);
    return copy;
  }

  /** A record without what it says of the set and of what was replaced in it. */
  static JointRecord head(JointRecord record) {
    return record.toBuilder().clearPut().clearRemoved().clearReplaced().build();
  }

  void learn(JointRecord record) {
    if (record.getReset()) {
      left.clear();
      folders.clear();
      record.getFolderList().forEach(folder -> folders.put(folder.getFolder(), folder.getPath()));
    }
    Optional<JointId> joint =
        record.hasName() ? Optional.of(JointWire.id(record.getName())) : memory.joint();
    Optional<JointId> offered =
        record.hasOffered() ? Optional.of(JointWire.id(record.getOffered())) : memory.offered();
    memory = new JointId.Memory(joint, offered);
    record.getUnleftList().forEach(place -> left.remove(JointWire.at(place)));
    JointWire.entries(record.getLeftList()).forEach(entry -> left.put(entry.at(), entry));
  }

  /** Begins the file anew; the rest comes at its end. */
  JointRecord first() {
    JointRecord.Builder first = JointRecord.newBuilder().setReset(true);
    folders.forEach(
        (index, path) -> first.addFolder(JointFolder.newBuilder().setFolder(index).setPath(path)));
    return first.build();
  }

  /** What the file says beside the set and its folders. */
  JointRecord last() {
    JointRecord.Builder last = JointRecord.newBuilder();
    memory.joint().ifPresent(id -> last.setName(JointWire.name(id)));
    memory.offered().ifPresent(id -> last.setOffered(JointWire.name(id)));
    left.values().forEach(entry -> last.addLeft(Wire.toWire(entry)));
    return last.build();
  }
}
