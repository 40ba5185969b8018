package org.sbs.server.store;

/** The node's durable state cannot be read or written. The message says what and why, for users. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for users. */
  public StoreException(String message) {
    super(message);
  }

  /** With a sentence for users and its cause. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
