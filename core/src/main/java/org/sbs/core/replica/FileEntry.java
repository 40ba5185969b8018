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
 * @param mode POSIX permission bits, for files with sticky, for folders also with set-group-id; 0
 *     where the platform has none, and for links; {@link #NO_PERMISSIONS} where none is set
 * @param hash of a file's content; {@link ContentHash#NONE} for a file that could not be read, and
 *     for folders and links
 * @param target of a symbolic link, names separated by {@code /}; empty for files and folders
 * @param owner whose it is; {@link Owner#ANY} for links
 */
public record FileEntry(
    EntryPath at,
    Kind kind,
    long size,
    long modifiedNanos,
    int mode,
    ContentHash hash,
    String target,
    Owner owner) {

  /** The target by which {@link #opaque} is known; absolute, so that it is never copied. */
  static final String OPAQUE_TARGET = "/.sbs-opaque";

  /** What an entry is. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A folder. */
    FOLDER,
    /** A symbolic link, copied as a link and never followed. */
    SYMLINK
  }

  /** The permissions of what nobody may use: 0 stands for platforms without permissions. */
  public static final int NO_PERMISSIONS = 0100000;

  /**
   * What of a mode is carried over. Not what lends the rights of the account or group to whoever
   * runs a file: that would be another account or group on the other node.
   */
  private static final int FILE_BITS = 01777;

  private static final int FOLDER_BITS = 03777;

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
    Objects.requireNonNull(owner, "owner");
    if (size < 0 || mode < 0 || (mode > FOLDER_BITS && mode != NO_PERMISSIONS)) {
      throw new IllegalArgumentException("size " + size + ", mode " + Integer.toOctalString(mode));
    }
  }

  /** A regular file. */
  public static FileEntry file(
      EntryPath at, long size, long modifiedNanos, int mode, ContentHash hash) {
    return new FileEntry(
        at, Kind.FILE, size, modifiedNanos, carried(mode, false), hash, "", Owner.ANY);
  }

  /**
   * What of a mode is carried over.
   *
   * @param mode with any bits beside those of permissions; 0 where the platform has none
   */
  public static int carried(int mode, boolean folder) {
    int bits = mode & (folder ? FOLDER_BITS : FILE_BITS);
    return mode != 0 && bits == 0 ? NO_PERMISSIONS : bits;
  }

  /** A folder; its owner's permissions are made whole, for without them it could not be filled. */
  public static FileEntry folder(EntryPath at, int mode) {
    int whole = mode == 0 ? 0 : carried(mode | OWNER_ALL, true);
    return new FileEntry(at, Kind.FOLDER, 0, 0, whole, ContentHash.NONE, "", Owner.ANY);
  }

  /** A symbolic link. */
  public static FileEntry link(EntryPath at, String target) {
    return new FileEntry(at, Kind.SYMLINK, 0, 0, 0, ContentHash.NONE, target, Owner.ANY);
  }

  /**
   * Something that is there and that no node copies: a pipe, a socket, a device, or what cannot be
   * read. Told as a link that is not copied, because a peer of every version leaves such a one as
   * it is, and takes it for no deletion.
   */
  public static FileEntry opaque(EntryPath at) {
    return link(at, OPAQUE_TARGET);
  }

  /** The same with that hash. */
  public FileEntry withHash(ContentHash known) {
    return new FileEntry(at, kind, size, modifiedNanos, mode, known, target, owner);
  }

  /** The same as that one's. */
  public FileEntry withOwner(Owner whose) {
    return owner.equals(whose)
        ? this
        : new FileEntry(at, kind, size, modifiedNanos, mode, hash, target, whose);
  }

  /** The same at another place. */
  public FileEntry movedTo(EntryPath place) {
    return new FileEntry(place, kind, size, modifiedNanos, mode, hash, target, owner);
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
