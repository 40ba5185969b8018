package org.sbs.core.replica;

import java.util.Objects;

/**
 * One file, folder or symbolic link of a folder set, as it was found. Immutable.
 *
 * @param at where it lies
 * @param kind what it is
 * @param size in bytes; 0 for folders and links
 * @param modifiedNanos time of modification, nanoseconds since 1970-01-01 UTC; 0 for folders and
 *     links, whose times are not copied
 * @param mode POSIX permission bits (0 to 0777), 0 where the platform has none, and for links
 * @param hash of a file's content; {@link ContentHash#NONE} for a file that could not be read, and
 *     for folders and links
 * @param target of a symbolic link, names separated by {@code /}; empty for files and folders
 */
public record FileEntry(
    EntryPath at,
    Kind kind,
    long size,
    long modifiedNanos,
    int mode,
    ContentHash hash,
    String target) {

  /** What an entry is. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A folder. */
    FOLDER,
    /** A symbolic link, copied as a link and never followed. */
    SYMLINK
  }

  /**
   * What a folder's owner may always do. A folder without these bits could not be written into by
   * the next cycle, so they are set on every folder that is copied, and not compared.
   */
  private static final int OWNER_ALL = 0700;

  /** Checks that nothing is missing or negative. */
  public FileEntry {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(target, "target");
    if (size < 0 || mode < 0 || mode > 0777) {
      throw new IllegalArgumentException("size " + size + ", mode " + Integer.toOctalString(mode));
    }
  }

  /** A regular file. */
  public static FileEntry file(
      EntryPath at, long size, long modifiedNanos, int mode, ContentHash hash) {
    return new FileEntry(at, Kind.FILE, size, modifiedNanos, mode, hash, "");
  }

  /** A folder; its owner's permissions are made whole, for without them it could not be filled. */
  public static FileEntry folder(EntryPath at, int mode) {
    int whole = mode == 0 ? 0 : mode | OWNER_ALL;
    return new FileEntry(at, Kind.FOLDER, 0, 0, whole, ContentHash.NONE, "");
  }

  /** A symbolic link. */
  public static FileEntry link(EntryPath at, String target) {
    return new FileEntry(at, Kind.SYMLINK, 0, 0, 0, ContentHash.NONE, target);
  }

  /** The same with that hash. */
  public FileEntry withHash(ContentHash known) {
    return new FileEntry(at, kind, size, modifiedNanos, mode, known, target);
  }

  /** True if both are files with the same content, as far as that is known. */
  boolean sameContent(FileEntry other) {
    return size == other.size && hash.equals(other.hash) && !hash.equals(ContentHash.NONE);
  }

  /** True unless both platforms have permission bits and these differ. */
  boolean sameMode(FileEntry other) {
    return mode == 0 || other.mode == 0 || mode == other.mode;
  }
}
