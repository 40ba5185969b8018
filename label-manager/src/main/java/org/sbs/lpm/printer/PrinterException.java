package org.sbs.lpm.printer;

/** A printer that did not take a job, or may not have. The message says which, what and why. */
public final class PrinterException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the printer may have got of the job. */
  public enum Sent {
    /** Surely nothing was printed, and nothing will be. */
    NOTHING,
    /** A part or all of the job may have been printed. */
    MAYBE,
    /** The printer itself has ended the job: it will not print it, nor the same job again. */
    ENDED
  }

  private final Sent sent;
  private final PrinterState state;

  /** With a sentence for users; the printer counts as offline. */
  public PrinterException(String message, Sent sent) {
    this(message, sent, PrinterState.OFFLINE);
  }

  /** With a sentence for users and the printer's state. */
  public PrinterException(String message, Sent sent, PrinterState state) {
    super(message);
    this.sent = sent;
    this.state = state;
  }

  /** With a sentence for users and its cause; the printer counts as offline. */
  public PrinterException(String message, Sent sent, Throwable cause) {
    super(message, cause);
    this.sent = sent;
    this.state = PrinterState.OFFLINE;
  }

  /** What the printer may have got. */
  public Sent sent() {
    return sent;
  }

  /** Why the printer does not print. */
  public PrinterState state() {
    return state;
  }
}
