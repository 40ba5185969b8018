package org.sbs.server.service;

/** The protected service did not do what was asked. The message says what and why, for users. */
public final class ServiceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong with a program. */
  public enum Kind {
    /** Anything but what follows. */
    FAILED,
    /** The system could not start it: it is missing, say. */
    NOT_STARTED,
    /** It ran longer than it may. */
    TIME_LIMIT
  }

  private final Kind kind;

  /** With a sentence for users. */
  public ServiceException(String message) {
    super(message);
    this.kind = Kind.FAILED;
  }

  /** With a sentence for users and its cause. */
  public ServiceException(String message, Throwable cause) {
    super(message, cause);
    this.kind = Kind.FAILED;
  }

  ServiceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  ServiceException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What went wrong, where a program did. */
  public Kind kind() {
    return kind;
  }
}
