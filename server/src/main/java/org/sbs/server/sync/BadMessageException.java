package org.sbs.server.sync;

/** The peer said something that the protocol does not allow; the message says what. */
final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  BadMessageException(String message) {
    super(message);
  }
}
