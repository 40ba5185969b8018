package org.sbs.core.reason;

import java.util.Objects;

/** What was given is not valid, and why. Its message is for developers; the reason is worded. */
public final class ReasonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  /** For that reason. */
  public ReasonException(Reason reason) {
    super(Objects.requireNonNull(reason, "reason").toString());
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
