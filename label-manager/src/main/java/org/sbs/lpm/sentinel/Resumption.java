package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.sbs.lpm.claims.ClaimNotes;
import org.sbs.lpm.printer.Printer;
import org.sbs.lpm.printer.PrinterException;
import org.sbs.lpm.printer.PrinterException.Sent;
import org.sbs.lpm.printer.PrinterState;

/**
 * Where a print begins: with the first label, unless the printer's own counter, or its answers,
 * have said that some came out of an earlier print.
 *
 * @param first the first label to send; one more than there are if all have come out
 * @param says which labels may be double, in words; empty for a first print
 * @param again whether something may have come out before the print that is resumed
 */
record Resumption(int first, String says, boolean again) {
  /**
   * Finds it out.
   *
   * @param device the printer
   * @param othersPrinted whether this process knows that other jobs were printed meanwhile
   * @throws PrinterException while the printer is not yet through with what it has
   */
  static Resumption of(
      Job job, Stations.Part part, Printer.Delivery delivery, String device, boolean othersPrinted)
      throws IOException, PrinterException {
    int count = part.labels();
    if (job.unclear().isEmpty()) {
      return new Resumption(1, "", false);
    }
    if (job.from() > 1) {
      int first = Math.min(part.before() + 1, count);
      return new Resumption(
          first,
          "It is printed again from label " + first + " on; " + mayBeDouble(first, count),
          true);
    }
    Optional<ClaimNotes.Note> note = job.store().notes().read(job.claim().name());
    OptionalLong counter = delivery.counter();
    if (note.isPresent() && counter.isPresent() && note.get().device().equals(device)) {
      if (!delivery.isQuiet()) {
        throw new PrinterException(
            job.file()
                + " was cut off, and the printer still prints what it has; it is waited for before"
                + " its labels are counted.",
            Sent.NOTHING,
            PrinterState.BUSY);
      }
      long printed = counter.getAsLong() - note.get().counter();
      int before = note.get().first() - 1;
      if (othersPrinted || printed < 0 || printed > count - before) {
        return new Resumption(
            1,
            "Its printer counts, but something else may have been printed meanwhile, so that it is"
                + " unclear what came out; "
                + mayBeDouble(1, count),
            true);
      }
      if (printed > 0 || before > 0) {
        int first = before + (int) printed + 1;
        return new Resumption(
            first,
            "By its printer's counter "
                + (first - 1)
                + " of its "
                + count
                + " labels had come out"
                + (first > count
                    ? "."
                    : "; it goes on from label " + first + ", which alone may be double.")
                + (note.get().again() ? " It had been printed in part before that." : ""),
            note.get().again());
      }
    }
    int first = Math.min(job.surely() + 1, count);
    return new Resumption(first, mayBeDouble(first, job.mayBe() > 0 ? job.mayBe() : count), true);
  }

  private static String mayBeDouble(int first, int last) {
    return last <= first
        ? "Label " + first + " may be double."
        : "Labels " + first + " to " + last + " may be double.";
  }
}
