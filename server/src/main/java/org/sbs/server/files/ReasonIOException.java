package org.sbs.server.files;

import java.io.IOException;
import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;

/** Something cannot be done with files, for a reason of SBS and not of the disk. */
public class ReasonIOException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  /** For that reason. */
  public ReasonIOException(Reason reason) {
    super(ReasonText.english().say(reason));
    this.reason = reason;
  }

  /** What it is. */
  public Reason reason() {
    return reason;
  }
}
