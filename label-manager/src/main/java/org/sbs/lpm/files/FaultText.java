package org.sbs.lpm.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Words for what a folder or a share does to a file. */
public final class FaultText {
  private FaultText() {}

  /** Which file, what, and the remedy where there is one; without a full stop. */
  public static String of(IOException e) {
    if (e instanceof NoSuchFileException gone) {
      return gone.getFile() + " is not there any more; is its share mounted?";
    }
    if (e instanceof AccessDeniedException denied) {
      return places(denied) + ": access denied; check the rights of the file and of its folders";
    }
    if (e instanceof FileSystemException fault && fault.getReason() != null) {
      return places(fault) + ": " + fault.getReason();
    }
    String message = Optional.ofNullable(e.getMessage()).orElse("");
    return e.getClass() == IOException.class
        ? message
        : e.getClass().getSimpleName() + ": " + message;
  }

  /** Of a move, where the file is and where it cannot go to. */
  private static String places(FileSystemException fault) {
    return fault.getOtherFile() == null
        ? fault.getFile()
        : fault.getFile() + " cannot be moved to " + fault.getOtherFile();
  }
}
