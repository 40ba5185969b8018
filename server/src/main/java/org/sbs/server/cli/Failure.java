package org.sbs.server.cli;

import org.sbs.core.settings.Problems;
import org.sbs.server.admin.AdminException;

/** Ends a command with an exit status and what to tell the user. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  Failure(int status, String message) {
    super(message);
    this.status = status;
  }

  Failure(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
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
    return new Failure(
        ExitStatus.CONFIGURATION, heading + "\n" + problems.text().indent(2).stripTrailing());
  }

  int status() {
    return status;
  }
}
