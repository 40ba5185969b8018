package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which folders this node lets its peer write (R10.5): never the operating system's, nor SBS's own
 * home. The service's settings folder is this node's own choice and only may not be one of these,
 * or hold one of them. Immutable.
 */
public final class FolderRules {
  private static final List<String> POSIX_TREES =
      List.of(
          "/etc",
          "/usr",
          "/bin",
          "/sbin",
          "/lib",
          "/lib32",
          "/lib64",
          "/libx32",
          "/boot",
          "/dev",
          "/proc",
          "/sys",
          "/run",
          "/var/run",
          "/var/spool/cron",
          "/var/lib/dpkg",
          "/var/lib/systemd",
          "/root/.ssh");
  private static final List<String> POSIX_TOPS =
      List.of("/", "/home", "/root", "/opt", "/srv", "/mnt", "/media", "/tmp", "/var", "/var/lib");
  private static final List<String> WINDOWS_TREES =
      List.of(
          "Windows",
          "Program Files",
          "Program Files (x86)",
          "System Volume Information",
          "$Recycle.Bin",
          "Boot",
          "Recovery");
  private static final List<String> WINDOWS_TOPS = List.of("Users", "ProgramData");

  private final List<Path> trees;
  private final List<Path> tops;
  private final Path home;
  private final List<Path> accept;

  /**
   * The rules of this platform.
   *
   * @param home SBS's own home, absolute
   */
  public FolderRules(Path home) {
    this(home, List.of());
  }

  /**
   * The rules of this platform, with this node's own list.
   *
   * @param home SBS's own home, absolute
   * @param accept the only folders that the peer may write, with what lies in them, beside the
   *     settings folder; empty for all that the rules allow
   */
  public FolderRules(Path home, List<Path> accept) {
    this.accept = List.copyOf(accept);
    this.home = home.toAbsolutePath().normalize();
    List<Path> ownTrees = new ArrayList<>();
    List<Path> ownTops = new ArrayList<>();
    if (Platform.WINDOWS) {
      home.getFileSystem()
          .getRootDirectories()
          .forEach(
              drive -> {
                ownTops.add(drive);
                WINDOWS_TREES.forEach(name -> ownTrees.add(drive.resolve(name)));
                WINDOWS_TOPS.forEach(name -> ownTops.add(drive.resolve(name)));
              });
    } else {
      POSIX_TREES.forEach(tree -> ownTrees.add(Path.of(tree)));
      POSIX_TOPS.forEach(top -> ownTops.add(Path.of(top)));
    }
    this.trees = List.copyOf(ownTrees);
    this.tops = List.copyOf(ownTops);
  }

  /** Why a folder that the peer names is not taken, as a sentence; empty if it is. */
  Optional<String> objection(String path) {
    Path folder;
    try {
      folder = Path.of(path);
    } catch (InvalidPathException e) {
      return Optional.of("'" + Shown.text(path) + "' is no path on this node.");
    }
    if (!folder.isAbsolute() || !folder.normalize().equals(folder)) {
      return Optional.of(
          "'" + Shown.text(path) + "' is no absolute path on this node, or not a plain one.");
    }
    return treeObjection(folder);
  }

  /** The same for a path that was found to be the folder's real one. */
  Optional<String> treeObjection(Path folder) {
    if (folder.startsWith(home)) {
      return Optional.of(folder + " lies in SBS's own home, which no peer may write.");
    }
    for (Path tree : trees) {
      if (folder.startsWith(tree)) {
        return Optional.of(folder + " belongs to the operating system (" + tree + ").");
      }
    }
    for (Path name : folder) {
      if (name.toString().equals(".ssh")) {
        return Optional.of(folder + " holds access keys.");
      }
    }
    return topObjection(folder).or(() -> acceptObjection(folder));
  }

  private Optional<String> acceptObjection(Path folder) {
    boolean accepted =
        accept.isEmpty()
            || accept.stream()
                .anyMatch(own -> folder.startsWith(own) || folder.startsWith(real(own)));
    return accepted
        ? Optional.empty()
        : Optional.of(
            folder
                + " is not among the folders that this node accepts; add it to accept in [sync] of"
                + " this node's sbs.toml if the peer shall write it.");
  }

  /**
   * Why this node does not read and send a folder that its peer put into the set, a sentence: what
   * the peer may not write here it may not fetch from here either.
   */
  public Optional<String> sendingObjection(String path, Path settingsFolder) {
    Optional<String> asNamed = objection(path);
    if (asNamed.isPresent()) {
      return asNamed;
    }
    Path found = real(Path.of(path));
    Path own = real(settingsFolder.toAbsolutePath());
    if (found.startsWith(own) || own.startsWith(found)) {
      return Optional.of(found + " and the settings folder " + own + " lie in one another.");
    }
    return treeObjection(found);
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      // What is not there yet can be judged by its name only.
      return folder;
    }
  }

  /** What holds for the settings folder also. */
  Optional<String> topObjection(Path folder) {
    if (home.startsWith(folder)) {
      return Optional.of(folder + " holds SBS's own home, which no peer may write.");
    }
    for (Path tree : trees) {
      if (tree.startsWith(folder)) {
        return Optional.of(folder + " belongs to the operating system, or holds " + tree + ".");
      }
    }
    return tops.contains(folder)
        ? Optional.of(folder + " is too much: name a folder inside it.")
        : Optional.empty();
  }
}
