package org.sbs.core.replica;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The versions that both nodes once had in common and replaced or deleted since, by their places.
 * An entry that is such a version again came from a backup or was put back by hand: it went back in
 * time, and is no edit (R5.1). Immutable.
 */
public final class ReplacedVersions {
  /** A node that remembers nothing. */
  public static final ReplacedVersions NONE = new ReplacedVersions(Map.of());

  private final Map<EntryPath, List<ReplacedVersion>> versions;

  /** Copies the versions of each place, in any order. */
  public ReplacedVersions(Map<EntryPath, ? extends Collection<ReplacedVersion>> versions) {
    Map<EntryPath, List<ReplacedVersion>> copy = new HashMap<>();
    versions.forEach((at, some) -> copy.put(at, List.copyOf(some)));
    this.versions = copy;
  }

  /**
   * Whether an entry is a version that the pair has replaced. Of a file that went back to an old
   * content, the permissions do not matter: a backup does not always bring them along. Where only
   * the permissions differ from what both have, they must be those of a replaced version.
   *
   * @param current what both nodes have there, as far as they know
   */
  public boolean isReplaced(Optional<FileEntry> current, FileEntry entry) {
    Optional<ReplacedVersion> version = ReplacedVersion.of(entry);
    if (version.isEmpty()) {
      return false;
    }
    boolean onlyMode =
        current
            .flatMap(ReplacedVersion::of)
            .filter(now -> now.sameContent(version.get()))
            .isPresent();
    return any(
        entry.at(),
        onlyMode ? old -> old.sameVersion(version.get()) : old -> old.sameContent(version.get()));
  }

  /** Whether a file there was ever replaced. */
  boolean hasFile(EntryPath at) {
    return any(at, old -> old.kind() == FileEntry.Kind.FILE);
  }

  private boolean any(EntryPath at, Predicate<ReplacedVersion> wanted) {
    return versions.getOrDefault(at, List.of()).stream().anyMatch(wanted);
  }
}
