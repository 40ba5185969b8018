package org.sbs.server.witness;

/** The witness did not answer, or its answer cannot be trusted. The message says why, for users. */
public final class WitnessException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for users. */
  public WitnessException(String message) {
    super(message);
  }

  /** With a sentence for users and its cause. */
  public WitnessException(String message, Throwable cause) {
    super(message, cause);
  }
}
