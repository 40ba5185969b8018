package org.sbs.server.sync.scan;

import java.io.IOException;
import java.nio.file.Path;
import org.sbs.server.files.OpenFolder;
import org.sbs.server.files.OpenFolder.Writers;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.InSet;

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

  private QuietFiles() {}

  /** Whether it was touched so long ago that nobody need look any closer. */
  static boolean isLongQuiet(FileStat found, long nowNanos) {
    long age = nowNanos - found.touchedNanos();
    // The clock of the file system may be ahead by a little; a time far ahead says nothing.
    return age >= LONG_NANOS || age < -LONG_NANOS;
  }

  /**
   * How long to wait before the file may be read.
   *
   * @param nowNanos since 1970
   */
  static long waitNanos(Path path, FileStat found, long nowNanos) {
    if (isLongQuiet(found, nowNanos)) {
      return 0;
    }
    long since = Math.max(0, nowNanos - found.touchedNanos());
    if (since < SHORT_NANOS) {
      return SHORT_NANOS - since;
    }
    return writers(path) == Writers.NONE ? 0 : LONG_NANOS - since;
  }

  private static Writers writers(Path path) {
    try (OpenFolder folder = InSet.open(path.getParent())) {
      return folder.writers(path.getFileName());
    } catch (IOException e) {
      return Writers.UNKNOWN;
    }
  }
}
