package org.sbs.lpm.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Folders inside of one that others may write to: a link that stands for one of them is never
 * followed, wherever it leads.
 */
public final class RealFolders {
  private RealFolders() {}

  /**
   * Makes those that are missing.
   *
   * @throws NotDirectoryException if something else lies where one should be
   */
  public static void make(Path top, Path folder) throws IOException {
    Path at = top;
    for (Path name : top.relativize(folder)) {
      at = at.resolve(name);
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        try {
          Files.createDirectory(at);
        } catch (FileAlreadyExistsException e) {
          checkOne(at);
        }
      }
    }
  }

  /**
   * Checks them.
   *
   * @throws NotDirectoryException if something else lies where one should be
   * @throws NoSuchFileException if one is missing
   */
  public static void check(Path top, Path folder) throws IOException {
    Path at = top;
    for (Path name : top.relativize(folder)) {
      at = at.resolve(name);
      checkOne(at);
    }
  }

  private static void checkOne(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(folder.toString());
    }
    throw new NotDirectoryException(
        folder + " is a link or a file where LPM needs a folder of its own; move it away");
  }
}
