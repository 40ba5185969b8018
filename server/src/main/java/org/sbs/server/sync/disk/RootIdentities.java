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
  /** Of a root that could not be opened; no folder has it. */
  private static final Object UNKNOWN = new Object();

  private final Map<Path, Object> known;

  private RootIdentities(Map<Path, Object> known) {
    this.known = known;
  }

  /** No roots. */
  public static RootIdentities none() {
    return new RootIdentities(Map.of());
  }

  /** The roots as they are now; one that cannot be opened now is never the same. */
  public static RootIdentities of(Collection<Path> roots) {
    Map<Path, Object> known = new LinkedHashMap<>();
    for (Path root : roots) {
      known.put(root, identityOrUnknown(root));
    }
    return new RootIdentities(known);
  }

  private static Object identityOrUnknown(Path root) {
    try {
      return identity(root);
    } catch (IOException e) {
      return UNKNOWN;
    }
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
        throw OpenRoots.another(root.getKey());
      }
    }
  }

  /**
   * Requires that the folders that are held open are those.
   *
   * @throws IOException which names the one that is not
   */
  public void requireHeld(OpenRoots held) throws IOException {
    for (Map.Entry<Path, Object> root : known.entrySet()) {
      if (held.identity(root.getKey()).filter(root.getValue()::equals).isEmpty()) {
        throw OpenRoots.another(root.getKey());
      }
    }
  }
}
