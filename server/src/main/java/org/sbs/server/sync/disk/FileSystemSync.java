package org.sbs.server.sync.disk;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a whole file system durable with one call, where the platform offers one that reports
 * failures: {@code syncfs} of Linux, from kernel 5.8 on. Any thread.
 */
final class FileSystemSync {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  /** The calls of the C library. */
  private interface LibC extends Library {
    int open(String path, int flags) throws LastErrorException;

    int syncfs(int descriptor) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;
  }

  private final LibC libC;

  private FileSystemSync(LibC libC) {
    this.libC = libC;
  }

  /** Loads the library when it is first needed, and once. */
  private static final class OfThisPlatform {
    static final Optional<FileSystemSync> SYNC = load();

    private static Optional<FileSystemSync> load() {
      if (!Platform.LINUX || !reportsFailures(System.getProperty("os.version", ""))) {
        return Optional.empty();
      }
      try {
        return Optional.of(new FileSystemSync(Native.load("c", LibC.class)));
      } catch (UnsatisfiedLinkError e) {
        return Optional.empty();
      }
    }
  }

  /** Empty where single files must be synchronised instead. */
  static Optional<FileSystemSync> ofThisPlatform() {
    return OfThisPlatform.SYNC;
  }

  static boolean reportsFailures(String kernel) {
    Matcher version = VERSION.matcher(kernel);
    if (!version.matches()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    return major > 5 || (major == 5 && Integer.parseInt(version.group(2)) >= 8);
  }

  /** Returns when everything written to the file system that holds the folder is durable. */
  void sync(Path folder) throws IOException {
    try {
      int descriptor = libC.open(folder.toString(), 0);
      try {
        libC.syncfs(descriptor);
      } finally {
        libC.close(descriptor);
      }
    } catch (LastErrorException e) {
      throw new IOException("the file system of " + folder + " did not sync: " + e.getMessage(), e);
    }
  }
}
