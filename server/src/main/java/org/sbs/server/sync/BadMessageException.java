package org.sbs.server.sync;

import org.sbs.core.reason.Reason;
import org.sbs.server.text.ReasonText;

/** The peer said something that the protocol does not allow; the message says what. */
final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  BadMessageException(String message) {
    super(message);
  }

  /** What the peer named cannot be, for that reason. */
  BadMessageException(Reason reason) {
    super(ReasonText.english().say(reason));
  }
}
