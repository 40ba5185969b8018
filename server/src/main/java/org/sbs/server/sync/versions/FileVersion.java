package org.sbs.server.sync.versions;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.sbs.core.replica.ContentHash;

/**
 * An old version of a file or link in the history. Immutable.
 *
 * @param id names it in commands, and goes on naming it
 * @param keptAt when it was replaced or deleted
 * @param cycle that did so
 * @param epoch of that cycle
 * @param happened {@code replaced}, {@code deleted} or {@code restored-over}
 * @param root the folder of the set
 * @param path where it lay, absolute
 * @param isLink whether it is a symbolic link
 * @param size in bytes, 0 for a link
 * @param hash of its content, if it was known
 * @param content where it lies now
 */
public record FileVersion(
    String id,
    Instant keptAt,
    long cycle,
    long epoch,
    String happened,
    Path root,
    Path path,
    boolean isLink,
    long size,
    Optional<ContentHash> hash,
    Path content) {
  /** Checks that nothing is missing. */
  public FileVersion {
    for (Object part : Arrays.asList(id, keptAt, happened, root, path, hash, content)) {
      Objects.requireNonNull(part);
    }
  }
}
