package org.sbs.lpm.printer;

import java.util.List;

/** What is needed of Windows' print spooler. Every call opens the queue and closes it again. */
interface Spooler {
  /**
   * A queue at one moment.
   *
   * @param status bits of PRINTER_STATUS
   * @param jobs how many wait in it
   */
  record Queue(int status, int jobs) {}

  /**
   * A job in a queue.
   *
   * @param status bits of JOB_STATUS
   */
  record SpoolerJob(int id, String document, int status) {}

  /** How the queue is. */
  Queue queue(String name) throws SpoolerException;

  /** Its jobs, those that wait and, where the queue keeps them, those that are printed. */
  List<SpoolerJob> jobs(String name) throws SpoolerException;

  /** Begins a raw document; nothing of it is printed before {@link Document#end}. */
  Document begin(String name, String document) throws SpoolerException;

  /** A document on its way into the queue. */
  interface Document {
    /** Its number in the queue. */
    int id();

    /** Adds bytes. */
    void write(byte[] bytes, int count) throws SpoolerException;

    /** Completes the document: from now on the spooler prints it. */
    void end() throws SpoolerException;

    /** Throws away a document that was not completed. */
    void abandon();
  }

  /** Windows refused something. */
  final class SpoolerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    SpoolerException(int code, String message) {
      super(message);
      this.code = code;
    }

    /** Windows' number for it. */
    int code() {
      return code;
    }
  }
}
