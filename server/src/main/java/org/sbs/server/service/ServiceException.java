package org.sbs.server.service;

/** The protected service did not do what was asked. The message says what and why, for users. */
public final class ServiceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for users. */
  public ServiceException(String message) {
    super(message);
  }

  /** With a sentence for users and its cause. */
  public ServiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
