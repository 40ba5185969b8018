package org.sbs.lpm.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Something that is no regular file lies where one should be: a link, a pipe, a device. */
public final class NotRegularException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  /** At that path. */
  public NotRegularException(Path path) {
    super(path.toString(), null, "it is a link or a special file, which is never read");
  }
}
