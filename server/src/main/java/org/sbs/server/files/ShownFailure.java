package org.sbs.server.files;

import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/** A failure of a file system, with the path that users know instead of the one that was used. */
final class ShownFailure {
  private ShownFailure() {}

  /** The same failure, where {@code way} is {@code path}. */
  static FileSystemException of(FileSystemException failure, String way, String path) {
    String file = shown(failure.getFile(), way, path);
    String other = shown(failure.getOtherFile(), way, path);
    FileSystemException same = same(failure, file, other);
    same.initCause(failure);
    return same;
  }

  private static FileSystemException same(FileSystemException failure, String file, String other) {
    String reason = failure.getReason();
    if (failure instanceof NoSuchFileException) {
      return new NoSuchFileException(file, other, reason);
    }
    if (failure instanceof FileAlreadyExistsException) {
      return new FileAlreadyExistsException(file, other, reason);
    }
    if (failure instanceof AccessDeniedException) {
      return new AccessDeniedException(file, other, reason);
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return new DirectoryNotEmptyException(file);
    }
    if (failure instanceof NotDirectoryException) {
      return new NotDirectoryException(file);
    }
    if (failure instanceof AtomicMoveNotSupportedException) {
      return new AtomicMoveNotSupportedException(file, other, reason);
    }
    if (failure instanceof NotLinkException) {
      return new NotLinkException(file, other, reason);
    }
    return new FileSystemException(file, other, reason);
  }

  // Java's exceptions say null where there is no path.
  private static String shown(String file, String way, String path) {
    if (file == null) {
      return null;
    }
    if (file.equals(way)) {
      return path;
    }
    return file.startsWith(way + "/") ? path + file.substring(way.length()) : file;
  }
}
