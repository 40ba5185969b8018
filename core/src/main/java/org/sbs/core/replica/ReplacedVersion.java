package org.sbs.core.replica;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.Optional;

/**
 * A version of an entry as the memory of replaced versions keeps it: enough to recognise it when it
 * comes back, nothing to restore it from. Immutable.
 *
 * @param kind what it was
 * @param mode its permission bits; 0 where the platform has none, and for links
 * @param high bytes 0 to 7 of the digest of a file's content or a link's target; 0 for folders
 * @param low bytes 8 to 15 of it
 */
public record ReplacedVersion(FileEntry.Kind kind, int mode, long high, long low) {
  /** Checks that the kind is there. */
  public ReplacedVersion {
    Objects.requireNonNull(kind, "kind");
  }

  /** The version that an entry is; empty for a file whose content is not known. */
  public static Optional<ReplacedVersion> of(FileEntry entry) {
    return switch (entry.kind()) {
      case FILE -> ofFile(entry.mode(), entry.hash());
      case FOLDER -> Optional.of(ofFolder(entry.mode()));
      case SYMLINK -> Optional.of(ofLink(entry.target()));
    };
  }

  /** A file with that content; empty for {@link ContentHash#NONE}. */
  public static Optional<ReplacedVersion> ofFile(int mode, ContentHash hash) {
    return hash.equals(ContentHash.NONE)
        ? Optional.empty()
        : Optional.of(new ReplacedVersion(FileEntry.Kind.FILE, mode, hash.first(), hash.second()));
  }

  /** A folder with those permissions. */
  public static ReplacedVersion ofFolder(int mode) {
    return new ReplacedVersion(
        FileEntry.Kind.FOLDER, FileEntry.folder(new EntryPath(0, ""), mode).mode(), 0, 0);
  }

  /** A symbolic link to that target. */
  public static ReplacedVersion ofLink(String target) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < target.length(); i++) {
        digest.update((byte) (target.charAt(i) >> 8));
        digest.update((byte) target.charAt(i));
      }
      ContentHash hash = ContentHash.of(digest.digest());
      return new ReplacedVersion(FileEntry.Kind.SYMLINK, 0, hash.first(), hash.second());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** True if both have the same content, whatever their permissions are. */
  boolean sameContent(ReplacedVersion other) {
    return kind == other.kind && high == other.high && low == other.low;
  }

  /** True if the permissions are the same too, as far as both platforms have them. */
  public boolean sameVersion(ReplacedVersion other) {
    return sameContent(other) && (mode == 0 || other.mode == 0 || mode == other.mode);
  }
}
