package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.sbs.core.replica.PathRules;
import org.sbs.server.files.OpenFolder;

/**
 * The one way to what lies in a folder of the set (R10.7): the folder that holds it is opened
 * without following a link, and what is done is done in the open folder. The reserved folders, on
 * whose content SBS relies, must besides be SBS's own. Any thread.
 */
public final class InSet {
  private InSet() {}

  /**
   * Opens a folder of the set, or in it.
   *
   * @throws org.sbs.server.files.ForeignFolderException when it is or lies in a reserved folder
   *     that is not SBS's own
   */
  public static OpenFolder open(Path folder) throws IOException {
    int names = folder.getNameCount();
    for (int i = 0; i < names; i++) {
      if (isReserved(folder.getName(i))) {
        return openReserved(folder, i + 1);
      }
    }
    return OpenFolder.open(folder);
  }

  /** The same in a root that is held open. */
  public static OpenFolder open(OpenFolder root, Path relative) throws IOException {
    if (!isReserved(relative.getName(0))) {
      return root.below(relative.toString().isEmpty() ? Path.of(".") : relative);
    }
    OpenFolder base = root.below(relative.getName(0));
    if (relative.getNameCount() == 1) {
      return requireOwn(base);
    }
    try (base) {
      base.requireOwn();
      return base.below(relative.subpath(1, relative.getNameCount()));
    }
  }

  /** Whether a name at the top of a root is one that SBS keeps for itself. */
  static boolean isReserved(Path name) {
    return PathRules.isReservedName(name.toString());
  }

  private static OpenFolder requireOwn(OpenFolder folder) throws IOException {
    try {
      folder.requireOwn();
      return folder;
    } catch (IOException e) {
      folder.close();
      throw e;
    }
  }

  private static OpenFolder openReserved(Path folder, int names) throws IOException {
    Path reserved = folder.getRoot().resolve(folder.subpath(0, names));
    OpenFolder base = OpenFolder.open(reserved);
    try {
      base.requireOwn();
      if (names == folder.getNameCount()) {
        OpenFolder opened = base;
        base = null;
        return opened;
      }
      return base.below(reserved.relativize(folder));
    } finally {
      if (base != null) {
        base.close();
      }
    }
  }

  /** Does something with what lies there; the work must not follow a link in its last name. */
  public static <T> T at(Path path, OpenFolder.Work<T> work) throws IOException {
    try (OpenFolder folder = open(path.getParent())) {
      return folder.with(path.getFileName(), work);
    }
  }

  /** What lies there; empty if nothing does. */
  public static Optional<FileStat> look(Path path) throws IOException {
    try {
      return Optional.of(FileStat.at(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether a folder lies there. */
  public static boolean isFolder(Path path) throws IOException {
    return look(path).filter(found -> found.type() == FileStat.Type.FOLDER).isPresent();
  }

  /** Opens a regular file for reading. */
  public static FileChannel read(Path path) throws IOException {
    try (OpenFolder folder = open(path.getParent())) {
      return folder.read(path.getFileName());
    }
  }

  /**
   * Requires that the reserved folders of a root are SBS's own, where they are there.
   *
   * @throws org.sbs.server.files.ForeignFolderException when one is not
   */
  public static void requireOwnReserved(Path root) throws IOException {
    for (Path reserved : new Path[] {Staging.base(root), VersionsFolder.base(root)}) {
      if (isFolder(reserved)) {
        open(reserved).close();
      }
    }
  }
}
