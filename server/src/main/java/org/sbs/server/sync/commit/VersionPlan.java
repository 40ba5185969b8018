package org.sbs.server.sync.commit;

import com.google.protobuf.ByteString;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sbs.core.replica.ConflictCause;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.server.link.wire.Kind;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.Happened;
import org.sbs.server.sync.record.KeptEntry;
import org.sbs.server.sync.record.KeptList;
import org.sbs.server.sync.record.StepKind;
import org.sbs.server.sync.record.StepRecord;
import org.sbs.server.sync.versions.VersionListWriter;

/**
 * Decides what of a cycle becomes a version, and stages the lists of that: they follow from the
 * steps of the commit record, and are durable before it. One thread.
 */
final class VersionPlan implements Closeable {
  private final StagedCommit cycle;
  private final DestinationCheck check;
  private final Disk disk;
  private final boolean everything;
  private final Map<Integer, VersionListWriter> lists = new TreeMap<>();

  /**
   * A plan that keeps nothing yet.
   *
   * @param everything whether more than conflict copies is kept
   */
  VersionPlan(StagedCommit cycle, DestinationCheck check, Disk disk, boolean everything) {
    this.cycle = cycle;
    this.check = check;
    this.disk = disk;
    this.everything = everything;
  }

  /** The same step; if it replaces or deletes something, with the number of that in the list. */
  StepRecord number(StepRecord step) throws IOException {
    EntryPath at = new EntryPath(step.getFolder(), step.getPath());
    Optional<ConflictCause> cause = Optional.ofNullable(cycle.marks().conflicts().get(at));
    boolean conflict = cause.isPresent();
    Optional<FileStat> gone =
        mayLose(step) && (everything || conflict)
            ? check.presentAt(at).filter(found -> found.type() != FileStat.Type.FOLDER)
            : Optional.empty();
    if (gone.isEmpty()) {
      return step;
    }
    int number = list(step.getFolder()).add(entry(step, at, gone.get()));
    StepRecord.Builder kept = step.toBuilder().setKept(number).setConflict(conflict);
    cause.map(Wire::toWire).ifPresent(kept::setCause);
    return kept.build();
  }

  private VersionListWriter list(int folder) throws IOException {
    VersionListWriter list = lists.get(folder);
    if (list == null) {
      list = new VersionListWriter(disk, cycle.staging(), cycle.roots().get(folder));
      lists.put(folder, list);
    }
    return list;
  }

  /** A file that lives on under another name must not be kept: it would change when that does. */
  private static boolean mayLose(StepRecord step) {
    boolean takesAway = step.getStep() == StepKind.PLACE || step.getStep() == StepKind.DELETE;
    return takesAway && !step.getMoved() && step.getKind() != Kind.FOLDER;
  }

  private KeptEntry entry(StepRecord step, EntryPath at, FileStat found) {
    boolean replaced =
        step.getStep() == StepKind.PLACE || cycle.content().created().containsKey(at);
    Happened plain = replaced ? Happened.REPLACED : Happened.DELETED;
    boolean conflict = cycle.marks().conflicts().containsKey(at);
    return entry(at, found, check.knownHash(at, found))
        .setHappened(conflict ? Happened.CONFLICT_COPY : plain)
        .build();
  }

  static KeptEntry.Builder entry(EntryPath at, FileStat found, Optional<ContentHash> hash) {
    boolean isLink = found.type() == FileStat.Type.SYMLINK;
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

  /** All steps were seen: the lists are whole. */
  void end(long millis, long countedMillis) throws IOException {
    for (Map.Entry<Integer, VersionListWriter> list : lists.entrySet()) {
      list.getValue()
          .end(
              KeptList.newBuilder()
                  .setCycle(cycle.header().cycle())
                  .setEpoch(cycle.header().epoch())
                  .setKeptMillis(millis)
                  .setCountedMillis(countedMillis)
                  .setFolder(list.getKey())
                  .setRoot(cycle.roots().get(list.getKey()).toString())
                  .build());
    }
  }

  /** Whether something of that folder of the set is kept. */
  boolean keepsOf(int folder) {
    return lists.containsKey(folder);
  }

  @Override
  public void close() throws IOException {
    for (VersionListWriter list : lists.values()) {
      list.close();
    }
  }
}
