package org.sbs.server.sync.commit;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.server.sync.disk.Staging;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.StepKind;
import org.sbs.server.sync.record.StepRecord;

/**
 * Writes down in which order a checked cycle is put in place: deletes from the inside out, then
 * folders, files and links from the outside in, then times and permissions. A folder that only gets
 * another name is one step. Each step can be repeated after a crash.
 */
final class CommitSteps {
  private final StagedCommit cycle;
  private final DestinationCheck check;
  private final Map<EntryPath, EntryPath> folderMoves;
  private final Map<EntryPath, EntryPath> movedFrom = new HashMap<>();
  private final StagedCopies copies;
  private final CommitRecord.StepWork steps;

  private CommitSteps(StagedCommit cycle, DestinationCheck check, CommitRecord.StepWork steps)
      throws IOException {
    this.cycle = cycle;
    this.check = check;
    this.steps = steps;
    this.folderMoves = FolderMoves.of(cycle, check);
    folderMoves.forEach((to, from) -> movedFrom.put(from, to));
    this.copies = new StagedCopies(cycle, at -> FolderMoves.isIn(at, folderMoves));
  }

  /** Stages what is not staged yet, and hands out the steps one by one. */
  static void write(StagedCommit cycle, DestinationCheck check, CommitRecord.StepWork steps)
      throws IOException {
    CommitSteps plan = new CommitSteps(cycle, check, steps);
    plan.copies.stageAll();
    plan.deletes();
    plan.places();
    plan.attributes();
  }

  private void deletes() throws IOException {
    for (Map.Entry<EntryPath, Kind> delete : cycle.content().deleted().descendingMap().entrySet()) {
      EntryPath at = delete.getKey();
      if (!FolderMoves.isIn(at, movedFrom)) {
        steps.of(step(StepKind.DELETE, at, delete.getValue()).setMoved(isMoved(at)).build());
      }
    }
  }

  private void places() throws IOException {
    for (CycleContent.Created created : cycle.content().created().values()) {
      FileEntry entry = created.entry();
      if (FolderMoves.isIn(entry.at(), folderMoves)) {
        moveFolder(entry.at());
        continue;
      }
      if (entry.kind() == Kind.FOLDER
          && check.groundOf(entry.at()) != DestinationCheck.ParentEntries.NEW) {
        continue;
      }
      StepRecord.Builder step =
          step(StepKind.PLACE, entry.at(), entry.kind())
              .setStaged(Staging.relative(staged(created)))
              .setMoved(isMoved(entry.at()));
      if (entry.kind() == Kind.FILE) {
        step.setSha256(ByteString.copyFrom(entry.hash().bytes()));
      }
      steps.of(step.build());
    }
  }

  private int staged(CycleContent.Created created) throws IOException {
    FileEntry entry = created.entry();
    if (entry.kind() == Kind.FOLDER) {
      Path root = cycle.roots().get(entry.at().folder());
      return cycle.staging().newFolder(root, entry).number();
    }
    return created.source().isPresent() ? copies.staged().get(entry.at()) : created.staged();
  }

  /** Once for the folder; all that lies in it goes along. */
  private void moveFolder(EntryPath at) throws IOException {
    EntryPath from = folderMoves.get(at);
    if (from != null) {
      steps.of(step(StepKind.PLACE, at, Kind.FOLDER).setMovedFrom(from.path()).build());
    }
  }

  private void attributes() throws IOException {
    for (FileEntry entry : cycle.content().touched().values()) {
      StepRecord.Builder step =
          step(StepKind.ATTRIBUTES, entry.at(), Kind.FILE)
              .setMode(entry.mode())
              .setOwner(entry.owner().user())
              .setGroup(entry.owner().group());
      if (cycle.set().keepDates()) {
        step.setSetTime(true).setModifiedNanos(entry.modifiedNanos());
      }
      steps.of(step.build());
    }
    for (CycleContent.Created created : cycle.content().created().descendingMap().values()) {
      FileEntry entry = created.entry();
      if (entry.kind() == Kind.FOLDER
          && entry.mode() != 0
          && check.groundOf(entry.at()) == DestinationCheck.ParentEntries.THERE) {
        steps.of(
            step(StepKind.ATTRIBUTES, entry.at(), Kind.FOLDER)
                .setMode(entry.mode())
                .setOwner(entry.owner().user())
                .setGroup(entry.owner().group())
                .build());
      }
    }
  }

  private boolean isMoved(EntryPath at) {
    return copies.moved().contains(at);
  }

  private static StepRecord.Builder step(StepKind step, EntryPath at, Kind kind) {
    return StepRecord.newBuilder()
        .setStep(step)
        .setFolder(at.folder())
        .setPath(at.path())
        .setKind(Wire.toWire(kind));
  }
}
