package org.sbs.server.sync.commit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.server.sync.disk.RecordFile;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.CycleRecord;
import org.sbs.server.sync.record.MergeBaseRecord;
import org.sbs.server.sync.record.RootRecord;
import org.sbs.server.sync.record.StepRecord;
import org.sbs.server.sync.versions.VersionAges;

/**
 * Writes the commit record of a checked cycle as a stream, beside the file where it is to be, and
 * with it the lists of what the cycle keeps. Stages on the way what is not staged yet. Used once,
 * by one thread.
 */
final class CommitWriting {
  /** So many steps are written at a time. */
  private static final int STEPS = 256;

  private final StagedCommit cycle;
  private final DestinationCheck check;
  private final Clock clock;
  private final VersionAges ages;
  private final Set<Integer> changed = new TreeSet<>();
  private CycleRecord.Builder steps = CycleRecord.newBuilder();

  CommitWriting(StagedCommit cycle, DestinationCheck check, Clock clock, VersionAges ages) {
    this.cycle = cycle;
    this.check = check;
    this.clock = clock;
    this.ages = ages;
  }

  /** Writes it; what is written and staged is not durable yet. */
  void to(RecordFile file) throws IOException {
    try (RecordFile.Writing out = file.begin("RECORD");
        VersionPlan keep = new VersionPlan(cycle, check, cycle.disk(), ages.keepsAnything())) {
      CommitSteps.write(cycle, check, step -> write(keep.number(step), out));
      steps.build().writeTo(out);
      keep.end(clock.millis(), ages.countedMillis());
      for (int folder : changed) {
        cycle.staging().mark(cycle.roots().get(folder));
      }
      if (cycle.draft().isPresent()) {
        cycle.draft().get().record(cycle, check).each(part -> write(part, out));
      }
      header(keep).writeTo(out);
      out.end();
    }
  }

  private void write(StepRecord step, RecordFile.Writing out) throws IOException {
    changed.add(step.getFolder());
    steps.addStep(step);
    if (steps.getStepCount() == STEPS) {
      steps.build().writeTo(out);
      steps = CycleRecord.newBuilder();
    }
  }

  private static void write(MergeBaseRecord part, RecordFile.Writing out) throws IOException {
    CycleRecord.newBuilder().setMergeBase(part).build().writeTo(out);
  }

  /** All that can be said in few words. */
  private CycleRecord header(VersionPlan keep) {
    CycleHeader header = cycle.header();
    CycleRecord.Builder record =
        CycleRecord.newBuilder()
            .setCycle(header.cycle())
            .setEpoch(header.epoch())
            .addAllLineage(Wire.toWire(header.lineage()))
            .addAllActiveSentinel(header.activeSentinels().orElse(List.of()))
            .setSentinelsUnknown(header.activeSentinels().isEmpty())
            .setCommittedMillis(clock.millis())
            .setFolderSet(Wire.toWire(cycle.set()))
            .setStaging(cycle.staging().name())
            .setReconciliation(cycle.isReconciliation());
    for (Map.Entry<Integer, Path> root : cycle.roots().entrySet()) {
      record.addRoot(
          RootRecord.newBuilder()
              .setFolder(root.getKey())
              .setPath(root.getValue().toString())
              .setStaged(cycle.staging().uses(root.getValue()))
              .setKept(keep.keepsOf(root.getKey())));
    }
    return record.build();
  }
}
