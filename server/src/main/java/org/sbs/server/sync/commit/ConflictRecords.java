package org.sbs.server.sync.commit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbs.server.sync.disk.VersionsFolder;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.ConflictRecord;
import org.sbs.server.sync.record.CycleRecord;
import org.sbs.server.sync.record.StepRecord;
import org.sbs.server.sync.versions.FileVersions;

/** What is remembered of the conflict copies that a commit record makes. */
final class ConflictRecords {
  private ConflictRecords() {}

  /**
   * The records.
   *
   * @param record without its steps
   * @param steps those that make a conflict copy
   */
  static List<ConflictRecord> of(CycleRecord record, List<StepRecord> steps, String nodeId) {
    Map<Integer, Path> roots = new HashMap<>();
    record.getRootList().forEach(root -> roots.put(root.getFolder(), Path.of(root.getPath())));
    String winner = Wire.fromWire(record.getLineageList()).lastPrimary();
    List<ConflictRecord> conflicts = new ArrayList<>();
    for (StepRecord step : steps) {
      Path root = roots.get(step.getFolder());
      VersionsFolder kept = new VersionsFolder(root, record.getCycle(), record.getStaging());
      conflicts.add(
          ConflictRecord.newBuilder()
              .setCycle(record.getCycle())
              .setEpoch(record.getEpoch())
              .setKeptMillis(record.getCommittedMillis())
              .setPath(root.resolve(step.getPath()).toString())
              .setKeptId(FileVersions.id(kept, step.getFolder(), step.getKept() - 1))
              .setOwner(nodeId)
              .setWinner(winner)
              .setHere(true)
              .setCause(step.getCause())
              .build());
    }
    return conflicts;
  }
}
