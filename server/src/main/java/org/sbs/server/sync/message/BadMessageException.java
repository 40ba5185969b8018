package org.sbs.server.sync.message;

import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;

/** The peer said something that the protocol does not allow; the message says what. */
public final class BadMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  public BadMessageException(String message) {
    super(message);
    this.reason = Reason.sentence(message);
  }

  /** What the peer named cannot be, for that reason. */
  public BadMessageException(Reason reason) {
    super(ReasonText.english().say(reason));
    this.reason = reason;
  }

  /** What it said; in English where only developers can do something about it. */
  public Reason reason() {
    return reason;
  }
}
