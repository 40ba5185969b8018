package org.sbs.server.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbs.server.sync.record.ConflictRecord;
import org.sbs.server.sync.record.CycleRecord;
import org.sbs.server.sync.record.StepRecord;

/** Which conflict copies a commit record makes. */
final class ConflictRecords {
  private ConflictRecords() {}

  static List<ConflictRecord> of(CycleRecord record, String nodeId) {
    Map<Integer, Path> roots = new HashMap<>();
    record.getRootList().forEach(root -> roots.put(root.getFolder(), Path.of(root.getPath())));
    String winner = Wire.fromWire(record.getLineageList()).lastPrimary();
    List<ConflictRecord> conflicts = new ArrayList<>();
    for (StepRecord step : record.getStepList()) {
      if (step.getConflict() && step.getKept() > 0) {
        Path root = roots.get(step.getFolder());
        KeptFolder kept = new KeptFolder(root, record.getCycle(), record.getStaging());
        conflicts.add(
            ConflictRecord.newBuilder()
                .setCycle(record.getCycle())
                .setEpoch(record.getEpoch())
                .setKeptMillis(record.getCommittedMillis())
                .setPath(root.resolve(step.getPath()).toString())
                .setKeptId(KeptFiles.id(kept, step.getFolder(), step.getKept() - 1))
                .setOwner(nodeId)
                .setWinner(winner)
                .setHere(true)
                .build());
      }
    }
    return conflicts;
  }
}
