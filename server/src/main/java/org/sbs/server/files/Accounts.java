package org.sbs.server.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Who owns what, by the numbers of Linux. */
final class Accounts {
  static final int ROOT = 0;

  private Accounts() {}

  /** Found out once, because it stays. */
  private static final class Self {
    static final int ACCOUNT = ask();

    private static int ask() {
      try {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      } catch (IOException e) {
        throw new UncheckedIOException("/proc cannot be read", e);
      }
    }
  }

  /** The account of this process. */
  static int self() {
    return Self.ACCOUNT;
  }

  /** Who owns a path, a link as a link. */
  static int owner(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
