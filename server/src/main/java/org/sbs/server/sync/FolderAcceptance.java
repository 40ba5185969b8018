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
   */
  record Accepted(FolderSet set, List<Root> roots, Map<Integer, String> refused) {}

  static Accepted decide(FolderSet set, Path settingsFolder, FolderRules rules, Disk disk) {
    List<Root> roots = new ArrayList<>();
    Map<Integer, String> refused = new TreeMap<>();
    for (Folder folder : set.folders()) {
      try {
        Optional<String> objection = take(folder, settingsFolder, rules, disk, roots);
        objection.ifPresent(why -> refused.put(folder.index(), why));
      } catch (IOException e) {
        refused.put(
            folder.index(),
            "The folder " + Shown.text(folder.path()) + " cannot be made: " + Causes.of(e) + ".");
      }
    }
    return new Accepted(set.without(refused.keySet()), List.copyOf(roots), refused);
  }

  private static Optional<String> take(
      Folder folder, Path settingsFolder, FolderRules rules, Disk disk, List<Root> roots)
      throws IOException {
    boolean own = folder.index() == 0;
    Optional<String> asNamed = own ? Optional.empty() : rules.objection(folder.path());
    if (asNamed.isPresent()) {
      return asNamed;
    }
    Path path = own ? settingsFolder.toAbsolutePath() : Path.of(folder.path());
    // Where it will really lie is decided before anything is made: a link may lead elsewhere.
    Path real = realPath(path);
    Optional<String> asFound = own ? rules.topObjection(real) : rules.treeObjection(real);
    Optional<String> objection = asFound.or(() -> overlap(real, roots));
    if (objection.isEmpty()) {
      create(real, disk);
      roots.add(new Root(folder, real));
    }
    return objection;
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
