package org.sbs.server.cli;

import org.sbs.core.settings.Problems;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminException;
import org.sbs.view.text.ReasonText;

/** Ends a command with an exit status and what to tell the user. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** With a message of one line, whatever the names in it hold. */
  Failure(int status, String message) {
    this(status, message, null);
  }

  Failure(int status, String message, Throwable cause) {
    super(Sanitizer.line(String.valueOf(message)), cause);
    this.status = status;
  }

  private Failure(String lines, int status) {
    super(Sanitizer.lines(lines));
    this.status = status;
  }

  /** With a message of several lines, of which each part was one. */
  static Failure ofLines(int status, String lines) {
    return new Failure(lines, status);
  }

  static Failure of(AdminException e) {
    int status =
        switch (e.why()) {
          case NOT_RUNNING, NO_ANSWER -> ExitStatus.NO_NODE;
          case NO_ACCESS, REFUSED -> ExitStatus.FAILED;
        };
    return new Failure(status, e.getMessage(), e);
  }

  static Failure of(String heading, Problems problems) {
    return ofLines(
        ExitStatus.CONFIGURATION,
        heading + "\n" + ReasonText.english().problems(problems).indent(2).stripTrailing());
  }

  int status() {
    return status;
  }
}
