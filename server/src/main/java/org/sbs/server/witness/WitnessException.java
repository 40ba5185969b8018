package org.sbs.server.witness;

import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;

/** The witness did not answer, or its answer cannot be trusted. The reason says why. */
public final class WitnessException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  /** For that reason. */
  public WitnessException(Reason reason) {
    this(reason, null);
  }

  /** For that reason, with its cause. */
  public WitnessException(Reason reason, Throwable cause) {
    super(ReasonText.english().sentence(reason), cause);
    this.reason = reason;
  }

  /** What is wrong, and what to do. */
  public Reason reason() {
    return reason;
  }
}
