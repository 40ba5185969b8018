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
  private final boolean early;

  AdminException(Cause why, String message) {
    this(why, message, null);
  }

  AdminException(Cause why, String message, Throwable cause) {
    this(why, message, cause, false);
  }

  private AdminException(Cause why, String message, Throwable cause, boolean early) {
    super(message, cause);
    this.why = why;
    this.early = early;
  }

  /** The same where the reason may be that the node is only starting; nothing was done. */
  static AdminException early(Cause why, String message, Throwable cause) {
    return new AdminException(why, message, cause, true);
  }

  /** Whether the node may only be starting: what was asked was not done, and may be asked again. */
  public boolean isEarly() {
    return early;
  }

  /** What stood in the way. */
  public Cause why() {
    return why;
  }
}
