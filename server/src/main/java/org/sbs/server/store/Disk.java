package org.sbs.server.store;

import java.io.IOException;
import java.nio.file.Path;

/** The disk calls that make a file durable, one by one, so that a test can fail each. */
interface Disk {
  /** Writes the whole file, new or over an old one. Nothing is durable yet. */
  void write(Path file, byte[] content) throws IOException;

  /** When this returns, the content of the file survives a power cut. */
  void force(Path file) throws IOException;

  /** Puts the one file in the place of the other, at once or not at all. */
  void replace(Path source, Path target) throws IOException;

  /** When this returns, the names in the folder survive a power cut. */
  void forceFolder(Path folder) throws IOException;

  /**
   * Replaces a file so that after a crash at any instant it is whole, the old or the new, and, when
   * this returns, durably the new. After an exception it is the old or the new.
   */
  default void replaceDurably(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    write(temporary, content);
    force(temporary);
    replace(temporary, file);
    forceFolder(file.getParent());
  }
}
