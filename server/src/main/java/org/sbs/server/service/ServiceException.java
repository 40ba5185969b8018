package org.sbs.server.service;

import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;

/** The protected service did not do what was asked. The reason says what and why. */
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
  private final transient Reason reason;

  /** For that reason. */
  public ServiceException(Reason reason) {
    this(Kind.FAILED, reason, null);
  }

  /** For that reason, with its cause. */
  public ServiceException(Reason reason, Throwable cause) {
    this(Kind.FAILED, reason, cause);
  }

  ServiceException(Kind kind, Reason reason, Throwable cause) {
    super(ReasonText.english().sentence(reason), cause);
    this.kind = kind;
    this.reason = reason;
  }

  /** What went wrong, and what to do. */
  public Reason reason() {
    return reason;
  }

  /** What went wrong, where a program did. */
  public Kind kind() {
    return kind;
  }
}
