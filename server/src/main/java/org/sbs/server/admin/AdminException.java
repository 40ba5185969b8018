package org.sbs.server.admin;

/** A running node could not be asked. The message says what happened and the remedy, for users. */
public final class AdminException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What stood in the way. */
  public enum Cause {
    /** No node runs in that home. */
    NOT_RUNNING,
    /** A node may run, and did not answer in time or broke off. */
    NO_ANSWER,
    /** The user may not read the node's token. */
    NO_ACCESS,
    /** The node, or something else at its address, said no. */
    REFUSED
  }

  private final Cause why;

  AdminException(Cause why, String message) {
    super(message);
    this.why = why;
  }

  AdminException(Cause why, String message, Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  /** What stood in the way. */
  public Cause why() {
    return why;
  }
}
