package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.sync.record.KeptList;

/** Deletes versions that are older than the settings keep them. What cannot be deleted is told. */
final class VersionPruning {
  private final Disk disk;
  private final VersionAges ages;

  VersionPruning(Disk disk, VersionAges ages) {
    this.disk = disk.inSet();
    this.ages = ages;
  }

  List<Reason> run(Collection<Path> roots) {
    Problems problems = new Problems();
    try {
      ages.advance();
    } catch (IOException e) {
      problems.add(Reason.of(ReasonCode.VERSIONS_NOT_PRUNED).with("why", Causes.of(e)));
      return problems.list();
    }
    for (Path root : roots) {
      try {
        for (VersionsFolder folder : VersionsFolder.allIn(root)) {
          prune(folder, problems);
        }
      } catch (IOException e) {
        problems.add(notPruned(root, e));
      }
    }
    return problems.list();
  }

  private static Reason notPruned(Path folder, IOException cause) {
    return Reason.of(ReasonCode.VERSIONS_NOT_PRUNED_IN)
        .with("folder", folder.toString())
        .with("why", Causes.of(cause));
  }

  private void prune(VersionsFolder folder, Problems problems) {
    try {
      if (!mayBeTooOld(folder)) {
        return;
      }
      Optional<KeptList> list = folder.read(disk);
      if (list.isEmpty() || ages.isTooOld(list.get())) {
        // Without its list the rest is garbage, wherever this is interrupted.
        disk.delete("PRUNE", VersionsFolder.list(folder.path()));
        Staging.deleteTree(disk, folder.path());
      }
    } catch (IOException e) {
      problems.add(notPruned(folder.path(), e));
    }
  }

  /** A look that spares reading most lists. */
  private boolean mayBeTooOld(VersionsFolder folder) throws IOException {
    try {
      Path list = VersionsFolder.list(folder.path());
      return ages.mayBeTooOld(TimeUnit.NANOSECONDS.toMillis(FileStat.at(list).modifiedNanos()));
    } catch (NoSuchFileException e) {
      return true;
    }
  }
}
