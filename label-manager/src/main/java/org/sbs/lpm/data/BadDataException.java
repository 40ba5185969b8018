package org.sbs.lpm.data;

/**
 * A data file that can never be printed as it is. The message says what is wrong and in which line.
 */
public final class BadDataException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for users. */
  public BadDataException(String message) {
    super(message);
  }
}
