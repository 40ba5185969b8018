package org.sbs.server.sync.mergebase;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.MergeBaseFolder;
import org.sbs.server.sync.record.MergeBaseRecord;

/**
 * What the records of the store of the merge base amount to, but for the set itself. One thread.
 */
final class MergeBaseKnown {
  private MergeBaseId.Memory memory = MergeBaseId.Memory.NONE;
  private final Map<EntryPath, FileEntry> left = new HashMap<>();
  private final Map<Integer, String> folders = new HashMap<>();

  MergeBaseId.Memory memory() {
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

  MergeBaseKnown copy() {
    MergeBaseKnown copy = new MergeBaseKnown();
    copy.memory = memory;
    copy.left.putAll(left);
    copy.folders.putAll(folders);
    return copy;
  }

  /** A record without what it says of the set and of what was replaced in it. */
  static MergeBaseRecord head(MergeBaseRecord record) {
    return record.toBuilder().clearPut().clearRemoved().clearReplaced().build();
  }

  void learn(MergeBaseRecord record) {
    if (record.getReset()) {
      left.clear();
      folders.clear();
      record.getFolderList().forEach(folder -> folders.put(folder.getFolder(), folder.getPath()));
    }
    Optional<MergeBaseId> mergeBase =
        record.hasName() ? Optional.of(MergeBaseCodec.id(record.getName())) : memory.mergeBase();
    Optional<MergeBaseId> offered =
        record.hasOffered()
            ? Optional.of(MergeBaseCodec.id(record.getOffered()))
            : memory.offered();
    memory = new MergeBaseId.Memory(mergeBase, offered);
    record.getNotRetainedList().forEach(place -> left.remove(MergeBaseCodec.at(place)));
    MergeBaseCodec.entries(record.getLeftList()).forEach(entry -> left.put(entry.at(), entry));
  }

  /** Begins the file anew; the rest comes at its end. */
  MergeBaseRecord first() {
    MergeBaseRecord.Builder first = MergeBaseRecord.newBuilder().setReset(true);
    folders.forEach(
        (index, path) ->
            first.addFolder(MergeBaseFolder.newBuilder().setFolder(index).setPath(path)));
    return first.build();
  }

  /** What the file says beside the set and its folders. */
  MergeBaseRecord last() {
    MergeBaseRecord.Builder last = MergeBaseRecord.newBuilder();
    memory.mergeBase().ifPresent(id -> last.setName(MergeBaseCodec.name(id)));
    memory.offered().ifPresent(id -> last.setOffered(MergeBaseCodec.name(id)));
    left.values().forEach(entry -> last.addLeft(Wire.toWire(entry)));
    return last.build();
  }
}
