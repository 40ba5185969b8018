package org.sbs.lpm.cli;

/** The exit statuses of all commands. */
final class ExitStatus {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int NOT_RUNNING = 69;
  static final int SETTINGS = 78;

  private ExitStatus() {}
}
