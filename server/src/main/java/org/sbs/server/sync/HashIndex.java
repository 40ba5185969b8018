package org.sbs.server.sync;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.replica.ContentHash;

/**
 * Remembers the content hash of files whose attributes have not moved. A file that was modified so
 * shortly before it was read that a later change could carry the same time stamp is not trusted (as
 * in git's index). In memory; one thread.
 */
final class HashIndex {
  /** The coarsest time stamps of file systems in use count in steps of two seconds. */
  private static final long RACY_NANOS = 2_000_000_000L;

  private final Map<Path, Known> files = new HashMap<>();

  private record Known(Found found, ContentHash hash, boolean racy) {}

  /** The hash of a file that looks like this, if it was read before and can be trusted. */
  Optional<ContentHash> trusted(Path path, Found found) {
    Known known = files.get(path);
    return known != null && !known.racy && known.found.sameContentAs(found)
        ? Optional.of(known.hash)
        : Optional.empty();
  }

  /** The hash that the file had when it was last read or written here. */
  Optional<ContentHash> last(Path path) {
    return Optional.ofNullable(files.get(path)).map(Known::hash);
  }

  /** False only if the file was read or written here before and looks different now. */
  boolean looksUntouched(Path path, Found found) {
    Known known = files.get(path);
    return known == null || known.found.sameContentAs(found);
  }

  /**
   * Remembers a file.
   *
   * @param readAtNanos when reading it began, nanoseconds since 1970
   */
  void remember(Path path, Found found, ContentHash hash, long readAtNanos) {
    boolean racy = found.modifiedNanos() > readAtNanos - RACY_NANOS;
    files.put(path, new Known(found, hash, racy));
  }

  /** Forgets all files but these. */
  void retain(Set<Path> paths) {
    files.keySet().retainAll(paths);
  }
}
