package org.sbs.server.sync.message;

/** The peer said something that the protocol does not allow; the message says what. */
public final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadMessageException(String message) {
    super(message);
  }
}
