package org.sbs.server.files;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.util.Locale;

/**
 * The calls of Linux that Java does not have: opening a folder without following a link, and times
 * of what a name is rather than of what it leads to. Any thread.
 */
final class LinuxCalls {
  static final int NO_SUCH_FILE = 2;
  static final int INTERRUPTED = 4;
  static final int NO_ACCESS = 13;
  static final int NOT_PERMITTED = 1;
  static final int NO_FOLDER = 20;
  static final int A_LINK = 40;

  /** Stands for the folder in which the process runs; absolute paths do not depend on it. */
  static final int NOWHERE = -100;

  private static final int NO_SUCH_CALL = 38;
  private static final int WRONG_ARGUMENT = 22;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final long UTIME_OMIT = 0x3ffffffeL;

  private static final int TRY_AGAIN = 11;
  private static final int O_NONBLOCK = 04000;
  private static final int F_SETSIG = 10;
  private static final int F_SETLEASE = 1024;
  private static final int F_RDLCK = 0;
  private static final int F_UNLCK = 2;

  /** What would be sent if a writer came in the instant of the lease; ignored by default. */
  private static final int SIGURG = 23;

  private static final int O_PATH = 010000000;
  private static final int O_CLOEXEC = 02000000;

  /** Some processors have numbers of their own for these two. */
  private static final boolean OTHER_NUMBERS =
      System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).matches("a(arch|rm).*|ppc.*");

  private static final int O_DIRECTORY = OTHER_NUMBERS ? 040000 : 0200000;
  private static final int O_NOFOLLOW = OTHER_NUMBERS ? 0100000 : 0400000;

  /** The same number on all processors, from kernel 5.6 on. */
  private static final long OPENAT2 = 437;

  private static final long HOW_BYTES = 24;
  private static final long RESOLVE_NO_LINKS = 0x02 | 0x04;
  private static final int LONG_BYTES = 8;

  /** Whether the kernel looks at a whole path at once; some sandboxes know no such call. */
  private static volatile boolean wholePaths = Native.LONG_SIZE == LONG_BYTES;

  static {
    Native.register(LinuxCalls.class, "c");
  }

  private LinuxCalls() {}

  private static native int openat(int folder, byte[] path, int flags) throws LastErrorException;

  private static native long syscall(long call, long folder, byte[] path, Memory how, long bytes)
      throws LastErrorException;

  private static native int utimensat(int folder, byte[] name, long[] times, int flags)
      throws LastErrorException;

  private static native int fcntl(int descriptor, int command, int argument)
      throws LastErrorException;

  private static native int close(int descriptor);

  /** What {@link #wholePaths} needs, made once. */
  private static final class How {
    static final Memory FOLDER = folder();

    private static Memory folder() {
      Memory how = new Memory(HOW_BYTES);
      how.setLong(0, O_PATH | O_DIRECTORY | O_CLOEXEC);
      how.setLong(8, 0);
      how.setLong(16, RESOLVE_NO_LINKS);
      return how;
    }
  }

  /**
   * Opens a folder; no name on the way to it, and not the last one, may be a link.
   *
   * @param from an open folder, or {@link #NOWHERE} with an absolute path
   * @param path ends with a zero
   */
  static int openFolder(int from, byte[] path) {
    if (wholePaths) {
      try {
        return (int) syscall(OPENAT2, from, path, How.FOLDER, HOW_BYTES);
      } catch (LastErrorException e) {
        int error = e.getErrorCode();
        if (error == INTERRUPTED) {
          return openFolder(from, path);
        }
        // Some sandboxes say that what they do not know is not permitted.
        if (error != NO_SUCH_CALL && error != NOT_PERMITTED && error != WRONG_ARGUMENT) {
          throw e;
        }
        int descriptor = step(from, path);
        wholePaths = error == NOT_PERMITTED;
        return descriptor;
      }
    }
    return step(from, path);
  }

  /** The same, name by name. */
  static int step(int from, byte[] path) {
    int at = path[0] == '/' ? openat(NOWHERE, new byte[] {'/', 0}, O_PATH | O_CLOEXEC) : -1;
    int begin = 0;
    for (int end = 0; end < path.length; end++) {
      if (path[end] != '/' && path[end] != 0) {
        continue;
      }
      if (end > begin) {
        byte[] name = new byte[end - begin + 1];
        System.arraycopy(path, begin, name, 0, end - begin);
        int outer = at;
        try {
          at = openat(at < 0 ? from : at, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        } finally {
          if (outer >= 0) {
            int unused = close(outer);
          }
        }
      }
      begin = end + 1;
    }
    return at;
  }

  /** Opens a name in a folder, whatever it is, a link too, for nothing but naming it. */
  static int openName(int folder, byte[] name) {
    return openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  }

  /**
   * Whether somebody has the file open for writing, mapped into memory included: Linux grants a
   * read lease only where nobody has.
   *
   * @throws LastErrorException where that cannot be told, and where the file cannot be opened
   */
  static boolean isOpenForWriting(int folder, byte[] name) {
    int descriptor = openat(folder, name, O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    try {
      int unused = fcntl(descriptor, F_SETSIG, SIGURG);
      unused = fcntl(descriptor, F_SETLEASE, F_RDLCK);
      unused = fcntl(descriptor, F_SETLEASE, F_UNLCK);
      return false;
    } catch (LastErrorException e) {
      if (e.getErrorCode() == TRY_AGAIN) {
        return true;
      }
      throw e;
    } finally {
      closeQuietly(descriptor);
    }
  }

  /** Whether {@link #setTime} works here. */
  static boolean canSetTime() {
    return Native.LONG_SIZE == LONG_BYTES;
  }

  /** Sets the time of modification of a name in a folder. */
  static void setTime(int folder, byte[] name, long seconds, long nanos) {
    long[] times = {0, UTIME_OMIT, seconds, nanos};
    int unused = utimensat(folder, name, times, AT_SYMLINK_NOFOLLOW);
  }

  static void closeQuietly(int descriptor) {
    int unused = close(descriptor);
  }
}
