package org.sbs.server.store;

import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;

/** The node's durable state cannot be read or written. The reason says what and why, for users. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  /** For that reason. */
  public StoreException(Reason reason) {
    this(reason, null);
  }

  /** For that reason, with its cause. */
  public StoreException(Reason reason, Throwable cause) {
    super(ReasonText.english().sentence(reason), cause);
    this.reason = reason;
  }

  /** What went wrong, and what to do. */
  public Reason reason() {
    return reason;
  }
}
