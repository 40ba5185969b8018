package org.sbs.server.cli;

/** How a command ends: a contract with scripts. */
final class ExitStatus {
  /** Done. */
  static final int DONE = 0;

  /** Answered no, or failed. */
  static final int FAILED = 1;

  /** Used wrongly. */
  static final int USAGE = 2;

  /** The node does not answer. */
  static final int NO_NODE = 69;

  /** The settings are wrong. */
  static final int CONFIGURATION = 78;

  private ExitStatus() {}
}
