package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.util.Optional;
import org.sbs.lpm.capture.Stamp;
import org.sbs.lpm.claims.ClaimState;
import org.sbs.lpm.claims.LostClaimException;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.files.NotRegularException;
import org.sbs.lpm.files.RegularFile;
import org.sbs.lpm.label.Label;
import org.sbs.lpm.label.Labels;
import org.sbs.lpm.printer.Printer;
import org.sbs.lpm.printer.PrinterException;
import org.sbs.lpm.printer.PrinterException.Sent;
import org.sbs.lpm.settings.ErrorPolicy;
import org.sbs.lpm.settings.SentinelDefinition;
import org.sbs.lpm.state.JobEnd;
import org.sbs.lpm.state.Log;

/**
 * Takes one job from claimed to its end. The order is what keeps labels from being lost or doubled:
 * the printer is reached; the claim goes to sending, durably; each label is sent after a look
 * whether the claim is still ours; the journal has the end, durably; the file goes to done.
 */
final class JobRunner {
  /** After so many attempts that ended unclear a job is held, so that no printer is flooded. */
  static final int MAX_UNCLEAR_ATTEMPTS = 3;

  private final SentinelDefinition definition;
  private final Printer printer;
  private final Desk desk;
  private final Tally tally;
  private final Log log;
  private final Activity activity;

  JobRunner(
      SentinelDefinition definition,
      Printer printer,
      Desk desk,
      Tally tally,
      Log log,
      Activity activity) {
    this.definition = definition;
    this.printer = printer;
    this.desk = desk;
    this.tally = tally;
    this.log = log;
    this.activity = activity;
  }

  /**
   * Prints a job that is in nobody's list. When this returns it has ended, is held, or was lost;
   * when it throws, the job is back in the backlog, and the sentinel cannot work.
   */
  void run(Job job) throws IOException, PrinterException {
    try {
      RegularFile file = open(job);
      try (file) {
        Job.Checked checked = check(job, file);
        if (checked.labels() > 0) {
          send(job, file, checked.labels());
          return;
        }
      }
      end(job, JobEnd.PRINTED, 0, "Every quantity in the file is 0.");
    } catch (BadDataException | IncompleteDataException | NotRegularException e) {
      end(job, JobEnd.FAILED, 0, e.getMessage());
    } catch (LostClaimException e) {
      desk.lost(job, "Nothing of it was sent here.");
    }
  }

  private RegularFile open(Job job) throws IOException, LostClaimException {
    try {
      job.store().check(job.claim());
      return RegularFile.open(job.claim().path());
    } catch (NotRegularException e) {
      throw e;
    } catch (IOException e) {
      desk.addFirst(job);
      throw e;
    }
  }

  private Job.Checked check(Job job, RegularFile file)
      throws IOException, BadDataException, IncompleteDataException {
    Optional<Job.Checked> before = job.checked();
    if (before.isPresent() && before.get().stamp().equals(Stamp.of(file.attributes()))) {
      return before.get();
    }
    try {
      activity.worksItself();
      return FileCheck.check(definition.labels(), job.file(), file, activity);
    } catch (IOException e) {
      desk.addFirst(job);
      throw e;
    } finally {
      activity.isOutside();
    }
  }

  private void send(Job job, RegularFile file, int count)
      throws IOException, PrinterException, LostClaimException {
    Job current = job;
    int sent = 0;
    int alreadyThere;
    try (Labels labels = definition.labels().open(job.file(), file);
        Printer.Delivery delivery = printer.open(job.id(), job.file())) {
      current = job.at(job.store().move(job.claim(), ClaimState.SENDING));
      if (job.unclear().isEmpty() && !printer.replacesReprints()) {
        job.store().force();
      }
      for (Optional<Label> label = labels.next(); label.isPresent(); label = labels.next()) {
        for (int copy = 0; copy < label.get().copies(); copy++) {
          checkOwn(current, sent);
          delivery.send(label.get().content(), sent + 1);
          sent++;
          activity.isOutside();
        }
      }
      checkOwn(current, sent);
      alreadyThere = delivery.finish();
    } catch (PrinterException e) {
      afterFailure(current, e);
      throw e;
    } catch (BadDataException | IncompleteDataException e) {
      end(
          current,
          JobEnd.FAILED,
          sent,
          "The file was changed while it was printed; "
              + sent
              + " of its labels may have come out. "
              + e.getMessage());
      return;
    } catch (IOException e) {
      desk.addFirst(current);
      throw e;
    } catch (LostClaimException e) {
      desk.lost(current, sent + " of its " + count + " labels had been sent here.");
      return;
    }
    printed(current, count, alreadyThere);
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

  /** The printer did not take the job, or it is unclear whether it did. */
  private void afterFailure(Job job, PrinterException e) throws IOException, LostClaimException {
    if (printer.replacesReprints()) {
      desk.addFirst(job);
    } else if (e.sent() == Sent.NOTHING) {
      boolean neverSent = job.unclear().isEmpty();
      desk.addFirst(neverSent ? job.at(job.store().move(job.claim(), ClaimState.CLAIMED)) : job);
    } else {
      Job unclear = job.unclear(e.getMessage()).oneMoreAttempt();
      if (definition.errorPolicy() == ErrorPolicy.HOLD) {
        desk.hold(unclear, e.getMessage());
      } else if (unclear.attempts() >= MAX_UNCLEAR_ATTEMPTS) {
        desk.hold(
            unclear, unclear.attempts() + " attempts ended unclear; the last: " + e.getMessage());
      } else {
        desk.addFirst(unclear);
      }
    }
  }

  private void printed(Job job, int labels, int alreadyThere) throws IOException {
    if (job.unclear().isEmpty()) {
      end(job, JobEnd.PRINTED, labels, "");
      return;
    }
    String why = job.unclear().get();
    String detail;
    if (printer.replacesReprints()) {
      detail =
          "Printed again in the same place: "
              + alreadyThere
              + " of "
              + labels
              + " labels were already there, alike. "
              + why;
    } else {
      detail = job.file() + " was possibly printed twice. " + why;
      tally.note(detail);
      log.warn(definition.name() + ": " + detail);
    }
    end(job, JobEnd.REPRINTED, labels, detail);
  }

  private void end(Job job, JobEnd end, int labels, String detail) throws IOException {
    boolean durable = end == JobEnd.FAILED || !printer.replacesReprints();
    desk.end(job, end, definition.printer().name(), labels, detail, durable);
  }

  /** What becomes of a job that somebody was sending when he died. */
  void resume(Job job, boolean knownAsPrinted, String from) throws IOException {
    if (knownAsPrinted) {
      desk.end(
          job,
          JobEnd.FILED,
          definition.printer().name(),
          0,
          "The journal knows it as printed; only its file is moved.",
          true);
      return;
    }
    String why = from + " was sending it when it died; what came out is unknown.";
    if (definition.errorPolicy() == ErrorPolicy.HOLD) {
      try {
        desk.hold(job, why);
      } catch (LostClaimException e) {
        desk.lost(job, "It was to be held.");
      }
    } else {
      log.warn(definition.name() + ": " + job.file() + " will be printed again: " + why);
      desk.addLast(job.unclear(why));
    }
  }

  /** The file of a job that was never sent, taken over. */
  void takeOver(Job job, Optional<String> from) {
    from.ifPresent(
        name ->
            log.info(
                definition.name()
                    + ": "
                    + job.file()
                    + " was claimed by "
                    + name
                    + " and never sent; it is printed here."));
    desk.addLast(job);
  }
}
