package org.sbs.server.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.JointId;
import org.sbs.server.link.wire.Entry;
import org.sbs.server.link.wire.JointMemory;
import org.sbs.server.link.wire.JointName;
import org.sbs.server.link.wire.Place;
import org.sbs.server.sync.record.JointRecord;

/** Between messages and values of what both nodes have. */
final class JointWire {
  private JointWire() {}

  static JointName name(JointId id) {
    return JointName.newBuilder()
        .setEpoch(id.epoch())
        .setPrimary(id.primary())
        .setCycle(id.cycle())
        .build();
  }

  static JointId id(JointName name) {
    return new JointId(name.getEpoch(), name.getPrimary(), name.getCycle());
  }

  static JointMemory toWire(JointId.Memory memory) {
    JointMemory.Builder wire = JointMemory.newBuilder();
    memory.joint().ifPresent(id -> wire.setJoint(name(id)));
    memory.offered().ifPresent(id -> wire.setOffered(name(id)));
    return wire.build();
  }

  static JointId.Memory fromWire(JointMemory wire) {
    return new JointId.Memory(
        wire.hasJoint() ? Optional.of(id(wire.getJoint())) : Optional.empty(),
        wire.hasOffered() ? Optional.of(id(wire.getOffered())) : Optional.empty());
  }

  static EntryPath at(Place place) {
    return new EntryPath(place.getFolder(), place.getPath());
  }

  static Place place(EntryPath at) {
    return Place.newBuilder().setFolder(at.folder()).setPath(at.path()).build();
  }

  static List<Place> places(Collection<EntryPath> all) {
    return all.stream().map(JointWire::place).toList();
  }

  /** Adds what a record says of the set; empty stands for nothing there. */
  static void changes(JointRecord record, Map<EntryPath, Optional<FileEntry>> into) {
    record.getRemovedList().forEach(place -> into.put(at(place), Optional.empty()));
    entries(record.getPutList()).forEach(entry -> into.put(entry.at(), Optional.of(entry)));
  }

  /** Entries that this node wrote itself. */
  static List<FileEntry> entries(List<Entry> wire) {
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
