package org.sbs.server.sync.mergebase;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.server.link.wire.Entry;
import org.sbs.server.link.wire.MergeBaseMemory;
import org.sbs.server.link.wire.MergeBaseName;
import org.sbs.server.link.wire.Place;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.MergeBaseRecord;

/** Between messages and values of what both nodes have. */
public final class MergeBaseCodec {
  private MergeBaseCodec() {}

  public static MergeBaseName name(MergeBaseId id) {
    return MergeBaseName.newBuilder()
        .setEpoch(id.epoch())
        .setPrimary(id.primary())
        .setCycle(id.cycle())
        .build();
  }

  static MergeBaseId id(MergeBaseName name) {
    return new MergeBaseId(name.getEpoch(), name.getPrimary(), name.getCycle());
  }

  public static MergeBaseMemory toWire(MergeBaseId.Memory memory) {
    MergeBaseMemory.Builder wire = MergeBaseMemory.newBuilder();
    memory.mergeBase().ifPresent(id -> wire.setMergeBase(name(id)));
    memory.offered().ifPresent(id -> wire.setOffered(name(id)));
    return wire.build();
  }

  public static MergeBaseId.Memory fromWire(MergeBaseMemory wire) {
    return new MergeBaseId.Memory(
        wire.hasMergeBase() ? Optional.of(id(wire.getMergeBase())) : Optional.empty(),
        wire.hasOffered() ? Optional.of(id(wire.getOffered())) : Optional.empty());
  }

  public static EntryPath at(Place place) {
    return new EntryPath(place.getFolder(), place.getPath());
  }

  static Place place(EntryPath at) {
    return Place.newBuilder().setFolder(at.folder()).setPath(at.path()).build();
  }

  public static List<Place> places(Collection<EntryPath> all) {
    return all.stream().map(MergeBaseCodec::place).toList();
  }

  /** Adds what a record says of the set; empty stands for nothing there. */
  static void changes(MergeBaseRecord record, Map<EntryPath, Optional<FileEntry>> into) {
    record.getRemovedList().forEach(place -> into.put(at(place), Optional.empty()));
    entries(record.getPutList()).forEach(entry -> into.put(entry.at(), Optional.of(entry)));
  }

  /** Entries that this node wrote itself. */
  public static List<FileEntry> entries(List<Entry> wire) {
    List<FileEntry> entries = new ArrayList<>(wire.size());
    try {
      for (Entry entry : wire) {
        entries.add(Wire.fromWire(entry));
      }
    } catch (BadMessageException e) {
      throw new IllegalStateException("a record that this node wrote: " + e.getMessage(), e);
    }
    return entries;
  }
}
