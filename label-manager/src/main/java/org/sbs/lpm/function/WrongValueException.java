package org.sbs.lpm.function;

/**
 * A value that a function, or the place where it is to stand, does not take. The message is the
 * rest of a sentence about the value, with the remedy where there is one.
 */
public final class WrongValueException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public WrongValueException(String message) {
    super(message);
  }
}
