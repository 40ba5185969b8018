package org.sbs.server.licence;

import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;

/**
 * A licence that cannot be believed, or a key that cannot be used; what is wrong, and what to do.
 */
public final class LicenceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reason wrong;
  private final transient Reason remedy;

  LicenceException(Reason wrong, Reason remedy) {
    super(message(wrong, remedy));
    this.wrong = wrong;
    this.remedy = remedy;
  }

  LicenceException(Reason wrong, Reason remedy, Throwable cause) {
    super(message(wrong, remedy), cause);
    this.wrong = wrong;
    this.remedy = remedy;
  }

  private static String message(Reason wrong, Reason remedy) {
    ReasonText english = ReasonText.english();
    return english.sentence(wrong) + " " + english.sentence(remedy);
  }

  /** What is wrong. */
  public Reason wrong() {
    return wrong;
  }

  /** What to do about it. */
  public Reason remedy() {
    return remedy;
  }
}
