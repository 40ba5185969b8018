package org.sbs.lpm.printer;

/** A printer that did not take a job, or may not have. The message says which, what and why. */
public final class PrinterException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the printer may have got of the job. */
  public enum Sent {
    /** Surely nothing was printed, and nothing will be. */
    NOTHING,
    /** A part or all of the job may have been printed. */
    MAYBE
  }

  private final Sent sent;

  /** With a sentence for users. */
  public PrinterException(String message, Sent sent) {
    super(message);
    this.sent = sent;
  }

  /** With a sentence for users and its cause. */
  public PrinterException(String message, Sent sent, Throwable cause) {
    super(message, cause);
    this.sent = sent;
  }

  /** What the printer may have got. */
  public Sent sent() {
    return sent;
  }
}
