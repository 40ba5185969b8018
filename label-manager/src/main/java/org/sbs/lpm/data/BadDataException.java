package org.sbs.lpm.data;

/**
 * A data file that can never be printed as it is. The message says what is wrong and in which line.
 */
public final class BadDataException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean isOfRow;

  /** With a sentence for users. */
  public BadDataException(String message) {
    this(message, false);
  }

  private BadDataException(String message, boolean isOfRow) {
    super(message);
    this.isOfRow = isOfRow;
  }

  /** Of one row alone: those after it can be read. */
  static BadDataException ofRow(String message) {
    return new BadDataException(message, true);
  }

  /** Whether it is about one row, and those after it can be read. */
  public boolean isOfRow() {
    return isOfRow;
  }
}
