package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sbs.server.files.OpenFolder;

/**
 * Which folders the roots of a set were when they were looked at. Whoever may write in the folder
 * that holds a root can put another one in its place; what was decided of the first does not hold
 * for that. Immutable.
 */
public final class RootIdentities {
  private final Map<Path, Object> known;

  private RootIdentities(Map<Path, Object> known) {
    this.known = known;
  }

  /** No roots. */
  public static RootIdentities none() {
    return new RootIdentities(Map.of());
  }

  /** The roots as they are now. */
  public static RootIdentities of(Collection<Path> roots) throws IOException {
    Map<Path, Object> known = new LinkedHashMap<>();
    for (Path root : roots) {
      known.put(root, identity(root));
    }
    return new RootIdentities(known);
  }

  private static Object identity(Path root) throws IOException {
    try (OpenFolder open = OpenFolder.open(root)) {
      return open.identity();
    }
  }

  /**
   * Requires that all are the same folders as then, reached by the same paths.
   *
   * @throws IOException which names the one that is not
   */
  public void requireSame() throws IOException {
    for (Map.Entry<Path, Object> root : known.entrySet()) {
      if (!identity(root.getKey()).equals(root.getValue())) {
        throw new IOException(
            root.getKey()
                + " is another folder than the one that this node accepted; it is looked at anew");
      }
    }
  }
}
