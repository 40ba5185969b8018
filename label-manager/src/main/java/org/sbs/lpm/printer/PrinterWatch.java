package org.sbs.lpm.printer;

/** Hears from a printer how its job goes. Called by the thread that prints. */
public interface PrinterWatch {
  /** The printer has taken or printed something. */
  void moves();

  /**
   * Nothing moves, and the printer is waited for. Called again and again.
   *
   * @param text a sentence for users
   * @param patienceMs how long this is nothing that somebody must look at
   */
  void waits(PrinterState state, String text, long patienceMs);

  /** Whether the job is still to be waited for: its claim may have become another node's. */
  boolean goesOn();
}
