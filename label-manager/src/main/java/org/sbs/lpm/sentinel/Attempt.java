package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.lpm.claims.ClaimNotes;
import org.sbs.lpm.claims.LostClaimException;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.label.Label;
import org.sbs.lpm.label.Labels;
import org.sbs.lpm.printer.Printer;
import org.sbs.lpm.printer.PrinterException;
import org.sbs.lpm.printer.PrinterException.Sent;
import org.sbs.lpm.state.JobEnd;

/** How far one attempt to print a job has come. Used by the sentinel's thread. */
final class Attempt {
  Job job;
  Stations.Station station;
  Stations.Part part;
  final List<String> names = new ArrayList<>();
  final List<Outcome> outcomes = new ArrayList<>();
  String before = "";
  String note = "";
  int sent;
  int begun;
  int surely;
  ClaimNotes.Print print = new ClaimNotes.Print(1, false, false);
  boolean handedOver;

  Attempt(Job job, Stations.Station station) {
    this.job = job;
    this.station = station;
    this.part = new Stations.Part(station, Set.of(), 0, 0);
    names.add(station.name());
  }

  void begin(Stations.Part next) {
    if (outcomes.isEmpty()) {
      names.clear();
    }
    names.add(next.station().name());
    part = next;
    station = next.station();
    sent = 0;
    begun = 0;
    surely = 0;
    handedOver = false;
  }

  /** The name of the print that begins now. */
  String printName(Printer printer) throws IOException {
    if (!printer.keepsJobs()) {
      return job.id();
    }
    ClaimNotes.Print last = job.store().notes().print(job.claim().name());
    print = new ClaimNotes.Print(last.number() + (job.unclear().isEmpty() ? 0 : 1), false, false);
    return print.name(job.id());
  }

  void sends(Labels labels, Printer.Delivery to, int first)
      throws IOException,
          PrinterException,
          BadDataException,
          IncompleteDataException,
          LostClaimException {
    int number = 0;
    for (Optional<Label> label = labels.next(); label.isPresent(); label = labels.next()) {
      boolean isHere = part.printers().contains(label.get().printer());
      for (int copy = 0; isHere && copy < label.get().copies(); copy++) {
        number++;
        if (number >= first) {
          checkOwn(job, sent);
          begun = number;
          to.send(label.get().content(), number);
          sent++;
        }
      }
    }
    checkOwn(job, sent);
  }

  /** From now on a printer that keeps its jobs can be asked for it, by whoever goes on with it. */
  void handOver(Printer printer, Printer.Delivery delivery) throws PrinterException {
    if (!printer.keepsJobs()) {
      return;
    }
    delivery.handOver();
    try {
      job.store().notes().printIsWhole(job.claim().name(), print);
      handedOver = true;
    } catch (IOException e) {
      // The printer is then not asked, and the job may have been printed.
      handedOver = false;
    }
  }

  /** More labels have come out: a successor, too, is to know. */
  void came(int last, ClaimNotes.Note note) {
    surely = last;
    try {
      job.store().notes().progress(job.claim().name(), note.came(last));
    } catch (IOException e) {
      // After a crash more labels then count as perhaps double, and that is said.
      return;
    }
  }

  private static void checkOwn(Job job, int sent) throws PrinterException, LostClaimException {
    try {
      job.store().check(job.claim());
    } catch (IOException e) {
      throw new PrinterException(
          "The capture folder failed while the job was printed: " + e,
          sent > 0 ? Sent.MAYBE : Sent.NOTHING,
          e);
    }
  }

  /**
   * What became of a part.
   *
   * @param labels how many of its labels were printed
   * @param detail for people; empty where there is nothing to say
   */
  record Outcome(JobEnd end, int labels, String detail) {}
}
