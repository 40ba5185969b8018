package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What lies at a path, links not followed.
 *
 * @param modifiedNanos since 1970-01-01 UTC
 * @param mode POSIX permission bits, 0 where the platform has none, never 0 elsewhere
 * @param identity a number made of the file's device and inode, 0 where the platform has none; two
 *     files may share it, one file keeps it when it is renamed and loses it when it is replaced
 */
record Found(Type type, long size, long modifiedNanos, int mode, int identity) {
  /**
   * What stands for "nobody", since 0 stands for platforms without permissions: such a file must
   * not get the permissions that files from there get.
   */
  private static final int LEAST_MODE = 0100;

  /** All that can lie in a folder. */
  enum Type {
    FILE,
    FOLDER,
    SYMLINK,
    /** A device, a pipe, a socket, a junction. */
    OTHER
  }

  /**
   * Looks.
   *
   * @throws java.nio.file.NoSuchFileException when nothing is there
   */
  static Found at(Path path) throws IOException {
    return InSet.at(path, Found::byWay);
  }

  /** The same by a path of which only the last name may be swapped by anybody. */
  static Found byWay(Path path) throws IOException {
    return Platform.POSIX
        ? of(Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
        : of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  static Found of(BasicFileAttributes attributes) {
    int mode =
        attributes instanceof PosixFileAttributes posix
            ? Math.max(LEAST_MODE, Platform.mode(posix.permissions()))
            : 0;
    return new Found(
        type(attributes),
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        mode,
        Objects.hashCode(attributes.fileKey()));
  }

  private static Type type(BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return Type.SYMLINK;
    }
    // A junction on Windows says that it is a folder and something else: it leads elsewhere.
    if (attributes.isOther()) {
      return Type.OTHER;
    }
    return attributes.isDirectory() ? Type.FOLDER : Type.FILE;
  }

  /** True if the content cannot have changed between the two looks, as far as attributes tell. */
  boolean sameContentAs(Found other) {
    return type == other.type
        && size == other.size
        && modifiedNanos == other.modifiedNanos
        && identity == other.identity;
  }
}
