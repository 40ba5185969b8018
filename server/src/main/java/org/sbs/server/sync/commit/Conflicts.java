package org.sbs.server.sync.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.RecordFile;
import org.sbs.server.sync.disk.ReplicaFiles;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.ConflictList;
import org.sbs.server.sync.record.ConflictRecord;
import org.sbs.server.sync.versions.FileVersions;

/** The conflict copies that this node knows of, durably, at most {@value #MOST}. Any thread. */
public final class Conflicts {
  static final int MOST = 1000;

  private final RecordFile file;
  private Optional<List<ConflictRecord>> known = Optional.empty();

  Conflicts(Disk disk, Path folder) {
    this.file = new RecordFile(disk, folder.resolve("conflicts"));
  }

  /** Those of the node with that state folder, which may run. */
  public static Conflicts in(Path stateFolder) {
    return new Conflicts(new Disk(), ReplicaFiles.folder(stateFolder));
  }

  /** The newest first. */
  public synchronized List<Conflict> list() throws IOException {
    List<Conflict> conflicts = new ArrayList<>();
    for (ConflictRecord record : load()) {
      conflicts.add(
          0,
          new Conflict(
              record.getPath(),
              Instant.ofEpochMilli(record.getKeptMillis()),
              record.getCycle(),
              record.getEpoch(),
              record.getKeptId(),
              record.getOwner(),
              record.getWinner(),
              record.getHere(),
              Wire.fromWire(record.getCause())));
    }
    return conflicts;
  }

  /** How many there are; none where the list cannot be read. */
  public synchronized int count() {
    try {
      return load().size();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Adds those that are not known yet, durably. */
  public synchronized void add(List<ConflictRecord> more) throws IOException {
    List<ConflictRecord> all = new ArrayList<>(load());
    Set<String> known = new HashSet<>();
    all.forEach(record -> known.add(name(record)));
    for (ConflictRecord record : more) {
      if (known.add(name(record))) {
        all.add(record);
      }
    }
    if (all.size() == load().size()) {
      return;
    }
    List<ConflictRecord> newest = all.subList(Math.max(0, all.size() - MOST), all.size());
    write(newest);
  }

  private static String name(ConflictRecord record) {
    return record.getKeptId() + " " + record.getOwner();
  }

  /** Forgets those of this node that have no version any more, and very old ones of the other. */
  synchronized void prune(FileVersions versions, long oldestMillis) throws IOException {
    List<ConflictRecord> staying = new ArrayList<>();
    for (ConflictRecord record : load()) {
      boolean stays =
          record.getHere()
              ? versions.find(record.getKeptId()).isPresent()
              : record.getKeptMillis() >= oldestMillis;
      if (stays) {
        staying.add(record);
      }
    }
    if (staying.size() < load().size()) {
      write(staying);
    }
  }

  private void write(List<ConflictRecord> records) throws IOException {
    file.prepare("CONFLICTS", ConflictList.newBuilder().addAllConflict(records).build());
    file.publish("CONFLICTS-PUBLISH");
    file.forceFolder("CONFLICTS");
    known = Optional.of(List.copyOf(records));
  }

  private List<ConflictRecord> load() throws IOException {
    if (known.isEmpty()) {
      known =
          Optional.of(
              file.read(ConflictList.parser())
                  .map(ConflictList::getConflictList)
                  .orElse(List.of()));
    }
    return known.get();
  }
}
