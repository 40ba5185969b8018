package org.sbs.server.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives what root makes in a folder of another account to that account: an administrator types
 * commands as root, and SBS, which is not root, must read and replace what they wrote.
 */
public final class FolderOwner {
  private static final String ROOT = "root";

  private FolderOwner() {}

  private static boolean isRoot() {
    return File.separatorChar == '/' && ROOT.equals(System.getProperty("user.name"));
  }

  /** Gives a file to the owner of its folder, if this program is root and that is not. */
  public static void give(Path file) throws IOException {
    if (!isRoot()) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    PosixFileAttributes owner = Files.readAttributes(folder, PosixFileAttributes.class);
    if (owner.owner().getName().equals(ROOT)) {
      return;
    }
    // Not through a link, which that account may have put there.
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    view.setGroup(owner.group());
    view.setOwner(owner.owner());
  }

  /** Does the same for all that root has left in such a folder, not in those below it. */
  public static void settle(Path folder) throws IOException {
    if (!isRoot() || !Files.isDirectory(folder)) {
      return;
    }
    List<Path> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries = all.toList();
    }
    for (Path entry : entries) {
      if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(entry, LinkOption.NOFOLLOW_LINKS).getName().equals(ROOT)
          && !hasOtherNames(entry)) {
        give(entry);
      }
    }
  }

  /** A hard link may be another name for a file of root's, which that account has put there. */
  private static boolean hasOtherNames(Path entry) throws IOException {
    return Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
        && (Integer) Files.getAttribute(entry, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1;
  }
}
