package org.sbs.lpm.printer;

import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.sbs.lpm.files.Content;

/** Where labels go. Used by one thread at a time. */
public interface Printer {
  /**
   * Asks whether the printer can be reached and takes jobs; prints nothing.
   *
   * @throws PrinterException with the reason, if not
   */
  void probe() throws PrinterException;

  /**
   * Whether a job that is printed again replaces its first print instead of adding to it, so that a
   * repeated job is never a doubled label.
   */
  boolean replacesReprints();

  /**
   * Whether it keeps jobs under the names that they were opened with, so that it can be asked later
   * what became of one.
   */
  default boolean keepsJobs() {
    return false;
  }

  /**
   * Looks for a job that was handed over whole, by whomever, and waits for its end.
   *
   * @param jobId with which it was opened
   * @return whether it is printed; false if the printer does not know it or does not tell
   * @throws PrinterException with {@link PrinterException.Sent#NOTHING} if the printer cannot be
   *     reached or is not to be waited for any more, and with {@link PrinterException.Sent#ENDED}
   */
  default boolean follow(String jobId) throws PrinterException {
    return false;
  }

  /**
   * Gets ready for one job. When this returns, the printer has been reached, and nothing of the job
   * has been sent.
   *
   * @param jobId names the job for ever; the same for a reprint, unless the printer keeps jobs
   * @param fileName the job's data file, for names that people read
   * @throws PrinterException with {@link PrinterException.Sent#NOTHING}
   */
  Delivery open(String jobId, String fileName) throws PrinterException;

  /** One job on its way. Closing it before {@link #finish} abandons what was not yet sent. */
  interface Delivery extends AutoCloseable {
    /** How many labels the printer has printed in its life; nothing if it does not count. */
    default OptionalLong counter() {
      return OptionalLong.empty();
    }

    /** Whether the printer says that nothing of what it got earlier is left to be printed. */
    default boolean isQuiet() {
      return false;
    }

    /**
     * Tells, from then on, each time that the printer says that more labels of this job have come
     * out, which was the last of them. A printer that does not tell never calls it.
     */
    default void onSurelyPrinted(IntConsumer last) {}

    /**
     * Sends a label, or gathers it for {@link #finish}. Waits for the printer for as long as the
     * connection is open.
     *
     * @param number its place in the job, from 1, the same in a reprint
     */
    void send(Content label, int number) throws PrinterException;

    /** Hands all that was sent to the system, which sends it on even if this process dies. */
    default void handOver() throws PrinterException {}

    /**
     * Completes the job. When this returns, the printer has taken all labels; what that means is in
     * the manual, for each kind of printer.
     *
     * @return how many of the labels had already been there, alike
     */
    int finish() throws PrinterException;

    @Override
    void close();
  }
}
