package org.sbs.server.admin;

import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;

/** A running node could not be asked. The reason says what happened and the remedy. */
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
  private final transient Reason reason;
  private final boolean early;
  private final boolean cut;

  AdminException(Cause why, Reason reason) {
    this(why, reason, null);
  }

  AdminException(Cause why, Reason reason, Throwable cause) {
    this(why, reason, cause, false, false);
  }

  private AdminException(Cause why, Reason reason, Throwable cause, boolean early, boolean cut) {
    super(ReasonText.english().sentence(reason), cause);
    this.why = why;
    this.reason = reason;
    this.early = early;
    this.cut = cut;
  }

  /** The same where the reason may be that the node is only starting; nothing was done. */
  static AdminException early(Cause why, Reason reason, Throwable cause) {
    return new AdminException(why, reason, cause, true, false);
  }

  /** The same where the connection was cut before an answer came, which may mean anything. */
  static AdminException cut(Reason reason, Throwable cause) {
    return new AdminException(Cause.NO_ANSWER, reason, cause, false, true);
  }

  /** Whether the connection was cut before an answer came. */
  boolean isCut() {
    return cut;
  }

  /** Whether the node may only be starting: what was asked was not done, and may be asked again. */
  public boolean isEarly() {
    return early;
  }

  /** The same, for people. */
  public Reason reason() {
    return reason;
  }

  /** What stood in the way. */
  public Cause why() {
    return why;
  }
}
