package org.sbs.lpm.label;

import org.sbs.lpm.files.Content;

/**
 * One label in the printer's language, and how often it is wanted. Immutable.
 *
 * @param copies at least 1
 */
public record Label(Content content, int copies) {
  /** Checks the number of copies. */
  public Label {
    if (copies < 1) {
      throw new IllegalArgumentException("copies: " + copies);
    }
  }

  /** Of bytes in memory, which must not change any more. */
  public static Label of(byte[] content, int copies) {
    return new Label(Content.of(content), copies);
  }
}
