package org.sbs.server.sync.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sbs.server.files.OpenFolder;

/**
 * The roots that one cycle or one recovery uses, opened once and held open to its end (R10.7).
 * Whoever may write in the folder that holds a root can put another folder in its place, of another
 * account perhaps: nothing of the cycle is done there. What lies in no held root is reached by its
 * path ({@link InSet}). Any thread.
 */
public final class OpenRoots implements Closeable {
  private final Map<Path, OpenFolder> held = new ConcurrentHashMap<>();

  /** The reserved folders in them, once they were found to be SBS's own. */
  private final Map<Path, OpenFolder> own = new ConcurrentHashMap<>();

  /** Opens roots, each by its real path and without following a link. */
  public void hold(Collection<Path> roots) throws IOException {
    for (Path root : roots) {
      if (!held.containsKey(root)) {
        held.put(root, OpenFolder.open(root));
      }
    }
  }

  /** The same for those that are there; what is not is not made. */
  public void holdThoseThere(Collection<Path> roots) throws IOException {
    for (Path root : roots) {
      try {
        hold(List.of(root));
      } catch (NoSuchFileException e) {
        // Whoever needs something in it says so.
      }
    }
  }

  /** Opens a folder in one of the roots, or the root itself once more. */
  public OpenFolder open(Path folder) throws IOException {
    for (Map.Entry<Path, OpenFolder> root : held.entrySet()) {
      if (folder.startsWith(root.getKey())) {
        return open(root.getValue(), root.getKey().relativize(folder));
      }
    }
    return InSet.open(folder);
  }

  private OpenFolder open(OpenFolder root, Path relative) throws IOException {
    if (relative.getNameCount() == 1 || !InSet.isReserved(relative.getName(0))) {
      return InSet.open(root, relative);
    }
    Path reserved = root.path().resolve(relative.getName(0));
    OpenFolder known = own.get(reserved);
    if (known == null) {
      OpenFolder opened = InSet.open(root, relative.getName(0));
      known = own.putIfAbsent(reserved, opened);
      if (known == null) {
        known = opened;
      } else {
        opened.close();
      }
    }
    return known.below(relative.subpath(1, relative.getNameCount()));
  }

  /** Does something with what lies there; the work must not follow a link in its last name. */
  <T> T at(Path path, OpenFolder.Work<T> work) throws IOException {
    try (OpenFolder folder = open(path.getParent())) {
      return folder.with(path.getFileName(), work);
    }
  }

  /** Whether that is a root that is held. */
  boolean holds(Path root) {
    return held.containsKey(root);
  }

  /** Which folder a root is that is held. */
  Optional<Object> identity(Path root) throws IOException {
    OpenFolder folder = held.get(root);
    return folder == null ? Optional.empty() : Optional.of(folder.identity());
  }

  /**
   * Requires that the names of the roots still lead to the folders that are held.
   *
   * @throws IOException which names the one that is another
   */
  public void requireSame() throws IOException {
    for (Map.Entry<Path, OpenFolder> root : held.entrySet()) {
      try (OpenFolder now = OpenFolder.open(root.getKey())) {
        if (!now.identity().equals(root.getValue().identity())) {
          throw another(root.getKey());
        }
      }
    }
  }

  static IOException another(Path root) {
    return new IOException(
        root + " is another folder than the one that this node accepted; it is looked at anew");
  }

  @Override
  public void close() {
    for (Map<Path, OpenFolder> all : List.of(own, held)) {
      all.values().forEach(OpenFolder::close);
      all.clear();
    }
  }
}
