package org.sbs.server.mail;

import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;

/** A mail was not taken, or cannot be sent at all; the message is the reason in English. */
public final class MailException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  MailException(Reason reason) {
    this(reason, null);
  }

  MailException(Reason reason, Throwable cause) {
    super(ReasonText.english().sentence(reason), cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
