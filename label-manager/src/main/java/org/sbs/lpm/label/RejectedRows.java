package org.sbs.lpm.label;

import java.io.IOException;

/** Hears of rows that are wrong, where the others are printed all the same. */
@FunctionalInterface
public interface RejectedRows {
  /**
   * A row.
   *
   * @param head what stands before the rows of the file, such as its header
   * @param text the row as it is in the file
   * @param reason why it is wrong
   */
  void add(String head, String text, String reason) throws IOException;

  /**
   * The file is at its end.
   *
   * @param tail what stands behind the rows of the file, such as the end of an element
   */
  default void end(String tail) throws IOException {
    // Most formats have none.
  }
}
