package org.sbs.lpm.data;

/** A data file that looks cut off: its writer may not have finished. The message says why. */
public final class IncompleteDataException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for users. */
  public IncompleteDataException(String message) {
    super(message);
  }
}
