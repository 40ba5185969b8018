package org.sbs.server.sync;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.server.link.wire.Kind;
import org.sbs.server.sync.record.Happened;
import org.sbs.server.sync.record.KeptEntry;
import org.sbs.server.sync.record.KeptList;
import org.sbs.server.sync.record.StepKind;
import org.sbs.server.sync.record.StepRecord;

/**
 * Decides what of a cycle goes into the history, and stages the lists of that: they follow from the
 * steps of the commit record, and are durable before it. One thread.
 */
final class KeepPlan {
  private final StagedCommit cycle;
  private final DestinationCheck check;
  private final Map<Integer, KeptList.Builder> lists = new TreeMap<>();

  KeepPlan(StagedCommit cycle, DestinationCheck check) {
    this.cycle = cycle;
    this.check = check;
  }

  /**
   * The same steps, those that replace or delete something with its number in the list.
   *
   * @param everything whether more than conflict copies is kept
   */
  List<StepRecord> number(List<StepRecord> steps, boolean everything) {
    List<StepRecord> numbered = new ArrayList<>();
    for (StepRecord step : steps) {
      EntryPath at = new EntryPath(step.getFolder(), step.getPath());
      boolean conflict = cycle.marks().conflicts().contains(at);
      Optional<Found> gone =
          mayLose(step) && (everything || conflict)
              ? check.presentAt(at).filter(found -> found.type() != Found.Type.FOLDER)
              : Optional.empty();
      if (gone.isEmpty()) {
        numbered.add(step);
        continue;
      }
      KeptList.Builder list =
          lists.computeIfAbsent(step.getFolder(), folder -> KeptList.newBuilder());
      list.addEntry(entry(step, at, gone.get()));
      numbered.add(step.toBuilder().setKept(list.getEntryCount()).setConflict(conflict).build());
    }
    return numbered;
  }

  /** A file that lives on under another name must not be kept: it would change when that does. */
  private static boolean mayLose(StepRecord step) {
    boolean takesAway = step.getStep() == StepKind.PLACE || step.getStep() == StepKind.DELETE;
    return takesAway && !step.getMoved() && step.getKind() != Kind.FOLDER;
  }

  private KeptEntry entry(StepRecord step, EntryPath at, Found found) {
    boolean replaced =
        step.getStep() == StepKind.PLACE || cycle.content().created().containsKey(at);
    Happened plain = replaced ? Happened.REPLACED : Happened.DELETED;
    boolean conflict = cycle.marks().conflicts().contains(at);
    return entry(at, found, check.knownHash(at, found))
        .setHappened(conflict ? Happened.CONFLICT_COPY : plain)
        .build();
  }

  static KeptEntry.Builder entry(EntryPath at, Found found, Optional<ContentHash> hash) {
    boolean isLink = found.type() == Found.Type.SYMLINK;
    KeptEntry.Builder entry =
        KeptEntry.newBuilder()
            .setPath(at.path())
            .setKind(isLink ? Kind.SYMLINK : Kind.FILE)
            .setSize(isLink ? 0 : found.size())
            .setModifiedNanos(found.modifiedNanos())
            .setMode(found.mode());
    hash.filter(known -> !isLink)
        .ifPresent(known -> entry.setSha256(ByteString.copyFrom(known.bytes())));
    return entry;
  }

  /** Stages a list in each folder of the set that loses something. */
  void stage(Disk disk, long millis, long countedMillis) throws IOException {
    for (Map.Entry<Integer, KeptList.Builder> list : lists.entrySet()) {
      Path root = cycle.roots().get(list.getKey());
      KeptFolder.stage(
          disk,
          cycle.staging(),
          root,
          list.getValue()
              .setCycle(cycle.header().cycle())
              .setEpoch(cycle.header().epoch())
              .setKeptMillis(millis)
              .setCountedMillis(countedMillis)
              .setFolder(list.getKey())
              .setRoot(root.toString())
              .build());
    }
  }

  /** Whether something of that folder of the set is kept. */
  boolean keepsOf(int folder) {
    return lists.containsKey(folder);
  }
}
