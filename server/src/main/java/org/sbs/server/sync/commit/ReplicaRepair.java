package org.sbs.server.sync.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.bound.Bound;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.RecordFile;
import org.sbs.server.sync.disk.ReplicaFiles;
import org.sbs.server.sync.mergebase.MergeBaseStore;
import org.sbs.server.sync.message.CycleNumbers;
import org.sbs.server.sync.record.CycleRecord;

/**
 * Finds records of cycles, in the state folder of a node that does not run, that are damaged or
 * hold absurd numbers (R10.10). Nothing is changed by it.
 *
 * @param wrong the records that no node can go on with
 * @param epoch the highest epoch that the others hold; 0 for none
 * @param cycle the last cycle of the copy; 0 for none
 */
public record ReplicaRepair(List<Wrong> wrong, long epoch, long cycle) {
  /**
   * A record that no node can go on with.
   *
   * @param file where it lies
   * @param why not, a clause
   */
  public record Wrong(Path file, String why) {}

  /** Copies the list. */
  public ReplicaRepair {
    wrong = List.copyOf(wrong);
  }

  /** Looks at what there is. */
  public static ReplicaRepair look(Path stateFolder) {
    Path folder = ReplicaFiles.folder(stateFolder);
    if (!Files.isDirectory(folder)) {
      return new ReplicaRepair(List.of(), 0, 0);
    }
    Look look = new Look();
    look.record(folder.resolve("cycle.committed"));
    look.record(folder.resolve("cycle.pending"));
    look.mergeBase(new MergeBaseStore(new Disk(), folder));
    return new ReplicaRepair(look.wrong, look.epoch, look.cycle);
  }

  /** One look. */
  private static final class Look {
    private final List<Wrong> wrong = new ArrayList<>();
    private long epoch;
    private long cycle;

    void record(Path file) {
      try {
        Optional<CycleRecord> record =
            CommitRecord.read(new RecordFile(new Disk(), file)).map(CommitRecord::header);
        Optional<String> absurd = record.flatMap(CycleNumbers::absurd);
        if (absurd.isPresent()) {
          wrong.add(new Wrong(file, "it holds " + absurd.get()));
        } else if (record.isPresent()) {
          cycle = Math.max(cycle, record.get().getCycle());
          saw(record.get().getEpoch());
          record.get().getLineageList().forEach(servedEpoch -> saw(servedEpoch.getEpoch()));
        }
      } catch (IOException e) {
        wrong.add(new Wrong(file, "it cannot be read: " + Causes.words(e)));
      }
    }

    void mergeBase(MergeBaseStore mergeBase) {
      try {
        MergeBaseId.Memory memory = mergeBase.memory();
        Optional<String> absurd = CycleNumbers.absurd(memory);
        if (absurd.isPresent()) {
          wrong.add(new Wrong(mergeBase.file(), "it holds " + absurd.get()));
        } else {
          memory.mergeBase().ifPresent(id -> saw(id.epoch()));
          memory.offered().ifPresent(id -> saw(id.epoch()));
        }
      } catch (IOException e) {
        wrong.add(new Wrong(mergeBase.file(), "it cannot be read: " + Causes.words(e)));
      }
    }

    private void saw(long seen) {
      epoch = Bound.EPOCH.allows(seen) ? Math.max(epoch, seen) : epoch;
    }
  }
}
