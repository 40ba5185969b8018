package org.sbs.server.sync.message;

import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;

/** The peer said something that the protocol does not allow; the message says what. */
public final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadMessageException(String message) {
    super(message);
  }

  /** What the peer named cannot be, for that reason. */
  public BadMessageException(Reason reason) {
    super(ReasonText.english().say(reason));
  }
}
