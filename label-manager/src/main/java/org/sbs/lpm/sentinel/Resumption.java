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
 * Where a print begins: with the first label, unless the printer has said, while it was asked on
 * the connection of an earlier print, that some had come out of that. What its counter says later
 * may be the work of others, so that it never names a label that is left out; it can only say that
 * nothing else came out.
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
    int before = Math.min(part.before(), count - 1);
    Optional<ClaimNotes.Note> note =
        job.store().notes().read(job.claim().name()).filter(found -> found.device().equals(device));
    OptionalLong counter = delivery.counter();
    if (before > 0 && note.isEmpty() && job.attempts() == 0) {
      return new Resumption(
          before + 1,
          "It is printed again from label "
              + (before + 1)
              + " on; "
              + mayBeDouble(before + 1, count),
          true);
    }
    int surely =
        Math.max(before, Math.max(job.surely(), note.map(ClaimNotes.Note::surely).orElse(0)));
    boolean again = note.isEmpty() || note.get().again();
    if (surely >= count) {
      return new Resumption(count + 1, "All its " + count + " labels had surely come out.", again);
    }
    int last = job.mayBe() > 0 ? Math.max(job.mayBe(), surely + 1) : count;
    String doubles = mayBeDouble(surely + 1, last);
    if (note.isEmpty() || note.get().counter().isEmpty() || counter.isEmpty()) {
      return new Resumption(surely + 1, surely(surely, count) + doubles, true);
    }
    if (!delivery.isQuiet()) {
      throw new PrinterException(
          job.file()
              + " was cut off, and the printer still prints what it has; it is waited for before"
              + " its labels are counted.",
          Sent.NOTHING,
          PrinterState.BUSY);
    }
    long since = counter.getAsLong() - note.get().counter().getAsLong();
    if (!othersPrinted && surely > 0 && since == surely - note.get().first() + 1) {
      return new Resumption(
          surely + 1,
          "By its printer's counter "
              + surely(surely, count)
              + "It goes on from label "
              + (surely + 1)
              + "."
              + (again ? " It had been printed in part before that." : ""),
          again);
    }
    return new Resumption(
        surely + 1,
        surely(surely, count)
            + "Its printer counts, but something else may have been printed meanwhile, so that it"
            + " is unclear what came out; "
            + doubles,
        true);
  }

  private static String surely(int surely, int count) {
    return surely == 0 ? "" : surely + " of its " + count + " labels had surely come out. ";
  }

  private static String mayBeDouble(int first, int last) {
    return last <= first
        ? "Label " + first + " may be double."
        : "Labels " + first + " to " + last + " may be double.";
  }
}
