package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words why the disk did not do what was asked. */
public final class Causes {
  /** What Linux says where there is room, and not for this account. */
  private static final String QUOTA = "Disk quota exceeded";

  private Causes() {}

  public static String of(IOException failure) {
    String what = cause(failure);
    return what.endsWith(QUOTA) ? what + " (the quota of SBS's account there is used up)" : what;
  }

  private static String cause(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied for " + failure.getMessage();
    }
    if (failure instanceof NoSuchFileException) {
      return failure.getMessage() + " is not there";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return failure.getMessage() + " is there already";
    }
    if (failure instanceof NotDirectoryException) {
      return failure.getMessage() + " is not a folder";
    }
    if (failure instanceof FileSystemException || failure.getClass() == IOException.class) {
      return String.valueOf(failure.getMessage());
    }
    return failure.toString();
  }
}
