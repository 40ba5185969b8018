package org.sbs.server.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folders and files that tell of private things and are their owner's alone (R10.8): mode 0700 and
 * 0600. Where the platform knows no modes, the rights of the home's folder decide.
 */
public final class OwnerOnly {
  private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private OwnerOnly() {}

  /** Makes the folder if it is missing, and closes it and the files that are in it to others. */
  public static void folder(Path folder) throws IOException {
    if (!knowsModes(folder)) {
      Files.createDirectories(folder);
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectories(folder, FOLDER_MODE);
    try {
      closeToOthers(folder);
    } catch (IOException e) {
      // A file system without modes, or somebody else's folder, is no reason not to work.
      LOG.warn("The folder {} stays open to other accounts: {}", folder, e.toString());
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          closeUnlessForeign(file);
        }
      }
    }
  }

  /** Makes the file, empty, if it is missing, and closes it to others. */
  public static void file(Path file) throws IOException {
    if (!knowsModes(file)) {
      return;
    }
    try {
      Files.createFile(file, FILE_MODE);
    } catch (FileAlreadyExistsException e) {
      if (Files.isSymbolicLink(file)) {
        throw new IOException(file + " is a link, and is not followed", e);
      }
      closeToOthers(file, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** A file that somebody else put there stays his; the folder is closed to others anyway. */
  private static void closeUnlessForeign(Path file) {
    try {
      closeToOthers(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return;
    }
  }

  private static void closeToOthers(Path path, LinkOption... how) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, how);
    Set<PosixFilePermission> rights = view.readAttributes().permissions();
    if (!OWNER.containsAll(rights)) {
      Set<PosixFilePermission> rest = EnumSet.noneOf(PosixFilePermission.class);
      rest.addAll(rights);
      rest.retainAll(OWNER);
      view.setPermissions(rest);
    }
  }

  private static boolean knowsModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
