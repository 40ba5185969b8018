package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.sbs.core.replica.FileEntry;

/**
 * What lies at a path, links not followed.
 *
 * @param modifiedNanos since 1970-01-01 UTC; the farthest that a long can say for what is farther
 * @param changedNanos when content or attributes were changed last, by the clock of the file
 *     system, which no program can set; {@link #NO_CHANGE_TIME} where the platform does not tell
 * @param mode what {@link FileEntry#carried} has of POSIX permission bits, 0 where the platform has
 *     none
 * @param identity a number made of the file's device and inode, 0 where the platform has none; two
 *     files may share it, one file keeps it when it is renamed and loses it when it is replaced
 * @param account the numbers of its account and group, see {@link Owners}
 * @param names how many names the file has: hard links; 1 where the platform does not tell
 */
public record FileStat(
    Type type,
    long size,
    long modifiedNanos,
    long changedNanos,
    int mode,
    int identity,
    long account,
    int names) {
  /** Stands for an account where there are none with numbers. */
  public static final long NO_ACCOUNT = -1;

  /** Stands for a change time where there is none. */
  public static final long NO_CHANGE_TIME = 0;

  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  /** One look at the file tells all of them. */
  private static final String ATTRIBUTES =
      "unix:mode,ino,dev,size,lastModifiedTime,ctime,uid,gid,nlink";

  private static final int KIND_BITS = 0170000;
  private static final int FOLDER_BITS = 0040000;
  private static final int FILE_BITS = 0100000;
  private static final int LINK_BITS = 0120000;

  /** All that can lie in a folder. */
  public enum Type {
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
  public static FileStat at(Path path) throws IOException {
    return InSet.at(path, FileStat::byWay);
  }

  /** The same by a path of which only the last name may be swapped by anybody. */
  public static FileStat byWay(Path path) throws IOException {
    return UNIX
        ? of(Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS))
        : of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  private static FileStat of(Map<String, Object> unix) {
    int mode = (Integer) unix.get("mode");
    long inode = (Long) unix.get("ino");
    long device = (Long) unix.get("dev");
    return new FileStat(
        switch (mode & KIND_BITS) {
          case FILE_BITS -> Type.FILE;
          case FOLDER_BITS -> Type.FOLDER;
          case LINK_BITS -> Type.SYMLINK;
          default -> Type.OTHER;
        },
        (Long) unix.get("size"),
        nanos(unix.get("lastModifiedTime")),
        nanos(unix.get("ctime")),
        FileEntry.carried(mode, (mode & KIND_BITS) == FOLDER_BITS),
        Long.hashCode(device) + Long.hashCode(inode),
        Owners.account((Integer) unix.get("uid"), (Integer) unix.get("gid")),
        (Integer) unix.get("nlink"));
  }

  private static long nanos(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
  }

  private static FileStat of(BasicFileAttributes attributes) {
    return new FileStat(
        type(attributes),
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        NO_CHANGE_TIME,
        0,
        Objects.hashCode(attributes.fileKey()),
        NO_ACCOUNT,
        1);
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
  public boolean sameContentAs(FileStat other) {
    return looksLike(other) && changedNanos == other.changedNanos;
  }

  /**
   * The same without the change time: a program that sets the time of modification can hide a
   * change. For where another name, or other permissions, may have moved the change time.
   */
  public boolean looksLike(FileStat other) {
    return type == other.type
        && size == other.size
        && modifiedNanos == other.modifiedNanos
        && identity == other.identity;
  }

  /**
   * When it was touched last, as far as the platform tells: what no program can set, if there is
   * such.
   */
  public long touchedNanos() {
    return changedNanos == NO_CHANGE_TIME ? modifiedNanos : changedNanos;
  }
}
