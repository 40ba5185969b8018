package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderSet;

/**
 * Decides on this node which folders of the primary's set it takes, and makes those that are
 * missing.
 */
final class FolderAcceptance {
  private FolderAcceptance() {}

  /**
   * The outcome.
   *
   * @param set what was taken
   * @param roots where that lies here, real paths
   * @param refused why the others were not, by their indexes
   * @param hanging those of them that did not answer
   */
  record Accepted(
      FolderSet set, List<Root> roots, Map<Integer, String> refused, List<Path> hanging) {}

  /** A folder that does not answer is refused like one that cannot be made. */
  static Accepted decide(
      FolderSet set, Path settingsFolder, FolderRules rules, Disk disk, HangingFolders hanging) {
    List<Root> roots = new ArrayList<>();
    Map<Integer, String> refused = new TreeMap<>();
    List<Path> silent = new ArrayList<>();
    for (Folder folder : set.folders()) {
      Optional<String> asNamed =
          folder.index() == 0 ? Optional.empty() : rules.objection(folder.path());
      if (asNamed.isPresent()) {
        refused.put(folder.index(), asNamed.get());
        continue;
      }
      try {
        List<Root> before = List.copyOf(roots);
        Taken taken =
            hanging.call(
                path(folder, settingsFolder),
                () -> take(folder, settingsFolder, rules, disk, before));
        taken.root().ifPresent(roots::add);
        taken.objection().ifPresent(why -> refused.put(folder.index(), why));
      } catch (HangingFolders.NoAnswerException e) {
        Path path = path(folder, settingsFolder);
        refused.put(folder.index(), HangingFolders.problem(path));
        silent.add(path);
      } catch (IOException e) {
        refused.put(
            folder.index(),
            "The folder " + Shown.text(folder.path()) + " cannot be made: " + Causes.of(e) + ".");
      }
    }
    return new Accepted(
        set.without(refused.keySet()), List.copyOf(roots), refused, List.copyOf(silent));
  }

  /** What came of one folder: where it lies, or why it is not taken. */
  private record Taken(Optional<Root> root, Optional<String> objection) {}

  private static Path path(Folder folder, Path settingsFolder) {
    return folder.index() == 0 ? settingsFolder.toAbsolutePath() : Path.of(folder.path());
  }

  private static Taken take(
      Folder folder, Path settingsFolder, FolderRules rules, Disk disk, List<Root> roots)
      throws IOException {
    boolean own = folder.index() == 0;
    // Where it will really lie is decided before anything is made: a link may lead elsewhere.
    Path real = realPath(path(folder, settingsFolder));
    Optional<String> asFound = own ? rules.topObjection(real) : rules.treeObjection(real);
    Optional<String> objection = asFound.or(() -> overlap(real, roots));
    if (objection.isPresent()) {
      return new Taken(Optional.empty(), objection);
    }
    create(real, disk);
    return new Taken(Optional.of(new Root(folder, real)), Optional.empty());
  }

  /** Durably, for a commit record may soon count on it. */
  private static void create(Path folder, Disk disk) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getParent() != null) {
      create(folder.getParent(), disk);
    }
    Files.createDirectory(folder);
    disk.force("ROOT-SYNC", folder.getParent());
  }

  /** The real path of what exists, and behind it what is still to be made. */
  private static Path realPath(Path path) throws IOException {
    Path existing = path;
    while (existing.getParent() != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = existing.getParent();
    }
    return existing.toRealPath().resolve(existing.relativize(path)).normalize();
  }

  private static Optional<String> overlap(Path folder, List<Root> roots) {
    return roots.stream()
        .filter(root -> root.path().startsWith(folder) || folder.startsWith(root.path()))
        .findFirst()
        .map(
            root ->
                folder
                    + " and "
                    + root.path()
                    + " lie in one another; only one can be in the set.");
  }
}
