package org.sbs.server.sync.commit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.disk.SecureDirectory;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.FolderWalk;

/**
 * Reaches the places of a folder set on this node, safely and in good time: the folder that was
 * used last stays open, for what comes next mostly lies in the same. One thread.
 */
public final class Destinations implements Closeable {
  private final Disk disk;
  private final String label;
  private final FolderScanner scanner;
  private final Map<Integer, Path> roots = new HashMap<>();
  private SecureDirectory held;
  private EntryPath heldAt;
  private Object self;

  /**
   * Places in these roots.
   *
   * @param label what opening and looking is called
   */
  Destinations(Disk disk, String label, FolderScanner scanner, Map<Integer, Path> roots) {
    this.disk = disk;
    this.label = label;
    this.scanner = scanner;
    this.roots.putAll(roots);
  }

  public static FileStat.Type type(FileEntry.Kind kind) {
    return switch (kind) {
      case FILE -> FileStat.Type.FILE;
      case FOLDER -> FileStat.Type.FOLDER;
      case SYMLINK -> FileStat.Type.SYMLINK;
    };
  }

  Path path(EntryPath at) {
    Path root = roots.get(at.folder());
    return at.path().isEmpty() ? root : root.resolve(at.path());
  }

  Path root(int folder) {
    return roots.get(folder);
  }

  /** The opened folder that holds the entry; valid until the next call. */
  SecureDirectory holder(EntryPath at) throws IOException {
    EntryPath parent = at.parent().orElse(new EntryPath(at.folder(), ""));
    if (held == null || !parent.equals(heldAt)) {
      forget();
      held = disk.open(label + "-OPEN", roots.get(at.folder()), parent.path());
      heldAt = parent;
    }
    return held;
  }

  /** Lets go of the opened folder: what it was opened by may lead elsewhere now. */
  void forget() throws IOException {
    if (held != null) {
      held.close();
      held = null;
    }
  }

  /** What lies there; empty if nothing does. */
  Optional<FileStat> look(EntryPath at) throws IOException {
    return disk.look(label + "-LOOK", holder(at), at.name());
  }

  List<String> list(EntryPath folder) throws IOException {
    return disk.list(label + "-LIST", holder(folder), folder.name());
  }

  /** Opens a file for reading. */
  FileChannel read(EntryPath at) throws IOException {
    return disk.openFile(label + "-READ", holder(at), at.name());
  }

  Optional<ContentHash> knownHash(EntryPath at, FileStat found) {
    return scanner.trusted(path(at), found);
  }

  /** The content that this node last put or found there. */
  Optional<ContentHash> lastHash(EntryPath at) {
    return scanner.last(path(at));
  }

  /** Where a symbolic link leads, as manifests have it; empty if it cannot be read. */
  Optional<String> target(EntryPath at) {
    try {
      return Optional.of(disk.at(path(at), FolderWalk::target));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  boolean looksUntouched(EntryPath at, FileStat found) {
    return scanner.looksUntouched(path(at), found);
  }

  /** Whether this account may change time and permissions of what lies there. */
  boolean ownsAttributes(EntryPath at) throws IOException {
    if (!Platform.LINUX) {
      return true;
    }
    if (self == null) {
      self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }
    return self.equals(0)
        || self.equals(
            disk.at(
                path(at), way -> Files.getAttribute(way, "unix:uid", LinkOption.NOFOLLOW_LINKS)));
  }

  @Override
  public void close() throws IOException {
    forget();
  }
}
