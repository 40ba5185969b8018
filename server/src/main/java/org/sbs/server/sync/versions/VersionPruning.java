package org.sbs.server.sync.versions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Problems;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.OpenRoots;
import org.sbs.server.sync.disk.Staging;
import org.sbs.server.sync.disk.VersionsFolder;
import org.sbs.server.sync.record.KeptList;

/**
 * Deletes versions that are older than the settings keep them. What cannot be deleted is told. Each
 * root is opened once, and compared before anything in it is deleted (R10.7).
 */
public final class VersionPruning {
  private final Disk disk;
  private final VersionAges ages;

  public VersionPruning(Disk disk, VersionAges ages) {
    this.disk = disk;
    this.ages = ages;
  }

  public List<Reason> run(Collection<Path> roots) {
    Problems problems = new Problems();
    try {
      ages.advance();
    } catch (IOException e) {
      problems.add(Reason.of(ReasonCode.VERSIONS_NOT_PRUNED).with("why", Causes.of(e)));
      return problems.list();
    }
    for (Path root : roots) {
      try (OpenRoots held = new OpenRoots()) {
        held.holdThoseThere(List.of(root));
        Disk inRoot = disk.inSet(held);
        for (VersionsFolder folder : VersionsFolder.allIn(inRoot, root)) {
          prune(held, inRoot, folder, problems);
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

  private void prune(OpenRoots held, Disk inRoot, VersionsFolder folder, Problems problems) {
    try {
      if (!mayBeTooOld(inRoot, folder)) {
        return;
      }
      Optional<KeptList> list = folder.read(inRoot);
      if (list.isEmpty() || ages.isTooOld(list.get())) {
        held.requireSame();
        // Without its list the rest is garbage, wherever this is interrupted.
        inRoot.delete("PRUNE", VersionsFolder.list(folder.path()));
        Staging.deleteTree(inRoot, folder.path());
      }
    } catch (IOException e) {
      problems.add(notPruned(folder.path(), e));
    }
  }

  /** A look that spares reading most lists. */
  private boolean mayBeTooOld(Disk inRoot, VersionsFolder folder) throws IOException {
    return inRoot
        .look(VersionsFolder.list(folder.path()))
        .map(list -> ages.mayBeTooOld(TimeUnit.NANOSECONDS.toMillis(list.modifiedNanos())))
        .orElse(true);
  }
}
