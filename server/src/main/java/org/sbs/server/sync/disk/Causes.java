package org.sbs.server.sync.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.files.ReasonIOException;
import org.sbs.view.text.ReasonText;

/** Says why the disk did not do what was asked. */
public final class Causes {
  /** What Linux says where there is room, and not for this account. */
  private static final String QUOTA = "Disk quota exceeded";

  private static final String FULL = "No space left on device";

  private Causes() {}

  /** As a reason; what has none of its own is told in the words of the system. */
  public static Reason of(IOException failure) {
    if (failure instanceof ReasonIOException known) {
      return known.reason();
    }
    if (failure instanceof FileSystemException file) {
      return of(file);
    }
    if (failure instanceof EOFException) {
      return Reason.of(ReasonCode.DATA_CONNECTION_CLOSED);
    }
    return Reason.sentence(
        failure.getClass() == IOException.class
            ? String.valueOf(failure.getMessage())
            : failure.toString());
  }

  private static Reason of(FileSystemException failure) {
    if (failure instanceof AccessDeniedException) {
      return of(ReasonCode.DISK_DENIED, failure.getMessage());
    }
    if (failure instanceof NoSuchFileException) {
      return of(ReasonCode.DISK_NOT_THERE, failure.getMessage());
    }
    if (failure instanceof FileAlreadyExistsException) {
      return of(ReasonCode.DISK_THERE_ALREADY, failure.getMessage());
    }
    if (failure instanceof NotDirectoryException) {
      return of(ReasonCode.DISK_NO_FOLDER, failure.getMessage());
    }
    if (QUOTA.equals(failure.getReason())) {
      return of(ReasonCode.DISK_QUOTA_USED, failure.getFile());
    }
    if (FULL.equals(failure.getReason())) {
      return of(ReasonCode.DISK_FULL, failure.getFile());
    }
    return Reason.sentence(String.valueOf(failure.getMessage()));
  }

  private static Reason of(ReasonCode code, String path) {
    return Reason.of(code).with("path", Objects.requireNonNullElse(path, "?"));
  }

  /** In English, for the log. */
  public static String words(IOException failure) {
    return ReasonText.english().say(of(failure));
  }
}
