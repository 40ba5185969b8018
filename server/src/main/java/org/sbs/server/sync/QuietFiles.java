package org.sbs.server.sync;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells whether somebody may be in the middle of writing a file. A file's time stamp moves when a
 * write begins, not when it ends, so a file that was modified a moment ago may be half written.
 *
 * <p>Linux can tell whether a file is open for writing: it grants a read lease only if nobody has
 * it so. Where it is not, a file need only have been quiet for longer than time stamps are coarse;
 * elsewhere, and for files of other accounts, for {@link #LONG_NANOS}: Linux lets a writer wait up
 * to 200 ms in the middle of a write when disks are busy. Any thread.
 */
final class QuietFiles {
  /** How long a file must have been quiet that may be open for writing. */
  static final long LONG_NANOS = 250_000_000L;

  /** Longer than a tick of the clock of any Linux file system. */
  static final long SHORT_NANOS = 15_000_000L;

  private static final int O_NONBLOCK_NOFOLLOW_CLOEXEC = 04000 | 0400000 | 02000000;
  private static final int F_SETSIG = 10;
  private static final int F_SETLEASE = 1024;
  private static final int F_RDLCK = 0;
  private static final int F_UNLCK = 2;

  /** What would be sent if a writer came in the instant of the lease; ignored by default. */
  private static final int SIGURG = 23;

  /** The calls of the C library. */
  private interface LibC extends Library {
    int open(String path, int flags) throws LastErrorException;

    int fcntl(int descriptor, int command, int argument) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;
  }

  private final Optional<LibC> libC;

  QuietFiles() {
    this.libC = load();
  }

  private static Optional<LibC> load() {
    // The numbers above are those of these processors.
    String processor = System.getProperty("os.arch", "");
    if (!Platform.LINUX || !(processor.equals("amd64") || processor.equals("x86_64"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Native.load("c", LibC.class));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /** Whether it was modified so long ago that nobody need look any closer. */
  boolean isLongQuiet(Found found, long nowNanos) {
    long age = nowNanos - found.modifiedNanos();
    // The clock of the file system may be ahead by a little; a time far ahead says nothing.
    return age >= LONG_NANOS || age < -LONG_NANOS;
  }

  /**
   * How long to wait before the file may be read.
   *
   * @param nowNanos since 1970
   */
  long waitNanos(Path path, Found found, long nowNanos) {
    if (isLongQuiet(found, nowNanos)) {
      return 0;
    }
    long since = Math.max(0, nowNanos - found.modifiedNanos());
    if (since < SHORT_NANOS) {
      return SHORT_NANOS - since;
    }
    return isClosed(path) ? 0 : LONG_NANOS - since;
  }

  /** True if nobody has the file open for writing; false also where that cannot be told. */
  private boolean isClosed(Path path) {
    try {
      return InSet.at(path, this::isClosedAt);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isClosedAt(Path path) {
    if (libC.isEmpty()) {
      return false;
    }
    LibC c = libC.get();
    try {
      int descriptor = c.open(path.toString(), O_NONBLOCK_NOFOLLOW_CLOEXEC);
      try {
        c.fcntl(descriptor, F_SETSIG, SIGURG);
        c.fcntl(descriptor, F_SETLEASE, F_RDLCK);
        c.fcntl(descriptor, F_SETLEASE, F_UNLCK);
        return true;
      } finally {
        c.close(descriptor);
      }
    } catch (LastErrorException e) {
      return false;
    }
  }
}
