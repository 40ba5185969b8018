package org.sbs.server.platform;

/** The service manager did not do with SBS what was asked. The message is a sentence for users. */
public final class OwnServiceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for users. */
  public OwnServiceException(String message) {
    super(message);
  }

  /** With a sentence for users and its cause. */
  public OwnServiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
