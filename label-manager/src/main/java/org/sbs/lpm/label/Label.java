package org.sbs.lpm.label;

import java.util.Optional;
import org.sbs.lpm.files.Content;

/**
 * One label in the printer's language, and how often it is wanted. Immutable.
 *
 * @param copies at least 1
 * @param printer which of the sentinel's printers the data choose; empty where they choose none
 */
public record Label(Content content, int copies, Optional<String> printer) {
  /** Checks the number of copies. */
  public Label {
    if (copies < 1) {
      throw new IllegalArgumentException("copies: " + copies);
    }
  }
}
