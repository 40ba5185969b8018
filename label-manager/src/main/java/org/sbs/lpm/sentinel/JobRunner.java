package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.sbs.lpm.capture.Stamp;
import org.sbs.lpm.claims.ClaimNotes;
import org.sbs.lpm.claims.ClaimState;
import org.sbs.lpm.claims.LostClaimException;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.files.NotRegularException;
import org.sbs.lpm.files.RegularFile;
import org.sbs.lpm.label.Labels;
import org.sbs.lpm.printer.Printer;
import org.sbs.lpm.printer.PrinterException;
import org.sbs.lpm.printer.PrinterException.Sent;
import org.sbs.lpm.printer.PrinterGate;
import org.sbs.lpm.printer.PrinterState;
import org.sbs.lpm.settings.ErrorPolicy;
import org.sbs.lpm.settings.SentinelDefinition;
import org.sbs.lpm.state.JobEnd;
import org.sbs.lpm.state.Log;

/**
 * Takes one job from claimed to its end. The order is what keeps labels from being lost or doubled:
 * the file is gone through; the printer's turn has come and it is reached; the claim goes to
 * sending, durably; each label is sent after a look whether the claim is still ours; the journal
 * has the end, durably; the file goes to done.
 */
final class JobRunner {
  /** After so many attempts that ended unclear a job is held, so that no printer is flooded. */
  static final int MAX_UNCLEAR_ATTEMPTS = 3;

  private static final long TURN_MS = 500;

  private final SentinelDefinition definition;
  private final Stations stations;
  private final JobQueue queue;
  private final JobCounters counters;
  private final Log log;
  private final Activity activity;
  private final JobWatch watch;
  private final BooleanSupplier stopping;

  JobRunner(
      SentinelDefinition definition,
      Stations stations,
      JobQueue queue,
      JobCounters counters,
      Log log,
      Activity activity,
      JobWatch watch,
      BooleanSupplier stopping) {
    this.definition = definition;
    this.stations = stations;
    this.queue = queue;
    this.counters = counters;
    this.log = log;
    this.activity = activity;
    this.watch = watch;
    this.stopping = stopping;
  }

  /**
   * Prints a job that is in nobody's list. When this returns it has ended, is held, was lost, or is
   * back in the backlog because the sentinel is to stop; when it throws, the job is back in the
   * backlog, and the sentinel cannot work. An error in the program ends the job, not the sentinel.
   */
  void run(Job job) throws IOException, PrinterException {
    Attempt attempt = new Attempt(job, stations.own());
    try {
      if (!isExpired(job)) {
        print(job, attempt);
      }
    } catch (BadDataException | IncompleteDataException | NotRegularException e) {
      end(attempt, JobEnd.FAILED, 0, e.getMessage());
    } catch (LostClaimException e) {
      queue.lost(job, "Nothing of it was sent here.");
    } catch (RuntimeException | Error e) {
      afterError(attempt, e);
    }
  }

  private void print(Job job, Attempt attempt)
      throws IOException,
          PrinterException,
          BadDataException,
          IncompleteDataException,
          LostClaimException {
    RegularFile file = open(job);
    try (file) {
      Job.Checked checked = check(job, file);
      if (checked.labels() > 0) {
        parts(file, checked, attempt);
        return;
      }
    }
    end(attempt, JobEnd.PRINTED, 0, "Every quantity in the file is 0.");
  }

  /**
   * Prints a part for each printer, one after another. That a part is printed is noted, durably,
   * before the next one begins, so that whoever goes on with the job leaves it out.
   */
  private void parts(RegularFile file, Job.Checked checked, Attempt attempt)
      throws IOException, PrinterException, LostClaimException {
    List<Stations.Part> parts = stations.parts(checked.shares());
    Set<String> printed = new LinkedHashSet<>();
    if (parts.size() > 1) {
      printed.addAll(noted(attempt.job));
      attempt.before =
          printed.isEmpty() ? "" : "Printed before: " + String.join(", ", printed) + ".";
      parts =
          parts.stream()
              .filter(part -> !printed.contains(part.station().name()))
              .filter(part -> part.before() < part.labels())
              .toList();
    }
    if (parts.isEmpty()) {
      end(attempt, JobEnd.PRINTED, 0, "All its parts had been printed.");
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      attempt.begin(parts.get(i));
      if (!inTurn(file, checked, attempt)) {
        return;
      }
      if (i + 1 < parts.size()) {
        printed.add(attempt.station.name());
        partIsPrinted(attempt, printed);
      }
    }
    printed(attempt);
  }

  private Set<String> noted(Job job) throws IOException {
    try {
      return job.store().notes().printedParts(job.claim().name());
    } catch (IOException e) {
      queue.addFirst(job);
      throw e;
    }
  }

  private void partIsPrinted(Attempt attempt, Set<String> printed) throws IOException {
    Job job = attempt.job;
    try {
      // What was noted of this print must never be taken for one of the next part.
      job.store().notes().forget(job.claim().name());
      job.store().notes().nextPrint(job.claim().name(), false);
      job.store().notes().partsArePrinted(job.claim().name(), printed);
    } catch (IOException e) {
      queue.addFirst(
          job.unclear(
              "Its part for " + attempt.station.name() + " came out, which was not noted."));
      throw e;
    }
    attempt.job = job.afterPart();
  }

  /** A job that waited for too long is nothing that this sentinel prints by itself any more. */
  private boolean isExpired(Job job) throws IOException, LostClaimException {
    Optional<Duration> limit = definition.limits().expireAfter();
    if (limit.isEmpty() || job.unclear().isPresent()) {
      return false;
    }
    Duration age;
    try {
      age = job.store().age(job.claim());
    } catch (NoSuchFileException e) {
      job.store().check(job.claim());
      queue.addFirst(job);
      throw e;
    } catch (IOException e) {
      queue.addFirst(job);
      throw e;
    }
    if (age.compareTo(limit.get()) <= 0) {
      return false;
    }
    queue.hold(
        job,
        "It has waited for "
            + age.toMinutes()
            + " minutes, and expire-after is "
            + limit.get().toMinutes()
            + " minutes; nothing of it was printed here.");
    return true;
  }

  /** The file is opened once for both passes. */
  private RegularFile open(Job job) throws IOException, LostClaimException {
    try {
      job.store().check(job.claim());
      return RegularFile.open(job.claim().path());
    } catch (NotRegularException e) {
      throw e;
    } catch (IOException e) {
      queue.addFirst(job);
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
      return FileCheck.check(definition.labels(), job.file(), file, job.from(), activity);
    } catch (IOException e) {
      queue.addFirst(job);
      throw e;
    } finally {
      activity.isOutside();
    }
  }

  /**
   * One job at a time at a printer, in the order in which they came, whose sentinel's ever.
   *
   * @return whether the part is printed
   */
  private boolean inTurn(RegularFile file, Job.Checked checked, Attempt attempt)
      throws IOException, PrinterException, LostClaimException {
    Job job = attempt.job;
    try (PrinterGate.Turn turn = attempt.station.gate().queue(definition.name())) {
      while (!turn.await(TURN_MS)) {
        if (stopping.getAsBoolean()) {
          queue.addFirst(job);
          return false;
        }
        activity.isOutside();
        watch.waits(
            PrinterState.BUSY,
            "Printer "
                + attempt.station.name()
                + " prints a job of "
                + turn.holder()
                + "; "
                + job.file()
                + " comes after it.",
            Long.MAX_VALUE);
      }
      watch.end();
      Earlier earlier = earlier(job, file, checked, attempt);
      return earlier == Earlier.UNKNOWN
          ? send(job, file, checked, attempt)
          : earlier == Earlier.PRINTED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      queue.addFirst(job);
      return false;
    } finally {
      watch.end();
    }
  }

  /** What the printer says of an earlier print. */
  private enum Earlier {
    /** It had all of it, and has printed it. */
    PRINTED,
    /** It says nothing, or was never asked. */
    UNKNOWN,
    /** The job is held, and is not to be sent. */
    HELD
  }

  /** A job that the printer has whole is followed there, and not sent a second time. */
  private Earlier earlier(Job job, RegularFile file, Job.Checked checked, Attempt attempt)
      throws IOException, PrinterException, LostClaimException {
    if (isFirst(job)) {
      return Earlier.UNKNOWN;
    }
    try {
      ClaimNotes.Print print = job.store().notes().print(job.claim().name());
      if (!print.whole()) {
        return Earlier.UNKNOWN;
      }
      watch.begin(() -> stands(job));
      if (attempt.station.printer().follow(print.name(job.id()))) {
        fileRows(job, file, checked, attempt);
        attempt.outcomes.add(followed(job, attempt.part, print));
        return Earlier.PRINTED;
      }
    } catch (PrinterException e) {
      if (afterFailure(attempt, e)) {
        throw e;
      }
      return Earlier.HELD;
    } catch (IOException e) {
      queue.addFirst(job);
      throw e;
    } catch (BadDataException | IncompleteDataException e) {
      throw new IllegalStateException("Only a first print reads its wrong rows.", e);
    }
    if (definition.errorPolicy() == ErrorPolicy.HOLD) {
      queue.hold(job, job.unclear().get() + " Its printer does not know the job.");
      return Earlier.HELD;
    }
    return Earlier.UNKNOWN;
  }

  private Attempt.Outcome followed(Job job, Stations.Part part, ClaimNotes.Print print) {
    String detail =
        job.unclear().get()
            + " Its printer had the whole job and has printed it; it was not sent again.";
    if (print.again()) {
      detail = job.file() + " was possibly printed twice, by an earlier print. " + detail;
      counters.note(detail);
      log.warn(definition.name() + ": " + detail);
    }
    return new Attempt.Outcome(
        print.again() ? JobEnd.REPRINTED : JobEnd.PRINTED, part.labels() - part.before(), detail);
  }

  private boolean send(Job job, RegularFile file, Job.Checked checked, Attempt attempt)
      throws IOException, PrinterException, LostClaimException {
    int count = attempt.part.labels();
    Printer printer = attempt.station.printer();
    PrinterGate gate = attempt.station.gate();
    String device = attempt.station.definition().device();
    int alreadyThere = 0;
    Resumption resumption;
    try (Labels labels = definition.labels().open(job.file(), file);
        Printer.Delivery delivery = printer.open(attempt.printName(printer), job.file())) {
      resumption =
          Resumption.of(
              job, attempt.part, delivery, device, gate.jobs() != job.gateMark() && !isFirst(job));
      boolean all = resumption.first() > count;
      if (!all) {
        fileRows(job, file, checked, attempt);
        note(attempt, delivery, device, resumption);
        attempt.job = job.at(job.store().move(job.claim(), ClaimState.SENDING));
        if (job.unclear().isEmpty() && !printer.replacesReprints()) {
          job.store().force();
        }
        gate.jobBegins();
        watch.begin(() -> stands(attempt.job));
        attempt.sends(labels, delivery, resumption.first());
        attempt.handOver(printer, delivery);
        alreadyThere = delivery.finish();
      }
    } catch (PrinterException e) {
      if (afterFailure(attempt, e)) {
        throw e;
      }
      return false;
    } catch (BadDataException | IncompleteDataException e) {
      end(
          attempt,
          JobEnd.FAILED,
          attempt.sent,
          "The file was changed while it was printed; "
              + attempt.sent
              + " of its labels may have come out. "
              + e.getMessage());
      return false;
    } catch (IOException e) {
      if (attempt.begun > 0 && !printer.replacesReprints()) {
        PrinterException broken =
            new PrinterException(
                "The capture folder failed while the job was printed: " + e, Sent.MAYBE, e);
        afterFailure(attempt, broken);
        throw broken;
      }
      queue.addFirst(attempt.job);
      throw e;
    } catch (LostClaimException e) {
      queue.lost(attempt.job, attempt.sent + " of its " + count + " labels had been sent here.");
      return false;
    }
    attempt.outcomes.add(outcome(attempt, count, alreadyThere, resumption));
    return true;
  }

  /**
   * Before the job counts as sent, the rows that are wrong lie where somebody can correct them. A
   * job that may have been printed before has no such rows any more, or never had its own.
   */
  private void fileRows(Job job, RegularFile file, Job.Checked checked, Attempt attempt)
      throws IOException, BadDataException, IncompleteDataException, LostClaimException {
    if (checked.rejected() == 0) {
      return;
    }
    String rows = checked.rejected() == 1 ? "1 row is" : checked.rejected() + " rows are";
    if (!isFirst(job)) {
      attempt.note = rows + " wrong and not printed.";
      return;
    }
    String name = new RowFile(definition.labels(), activity).file(job, file);
    String lie = checked.rejected() == 1 ? "it lies" : "they lie";
    attempt.note =
        rows + " wrong and not printed: " + lie + " in failed/" + name + ", with the reasons.";
  }

  private static boolean isFirst(Job job) {
    return job.unclear().isEmpty();
  }

  /**
   * The counter's reading, before the first byte, for whoever handles the job if it breaks. Without
   * one, what was noted of an earlier print is forgotten: it would count this print as that one.
   */
  private static void note(
      Attempt attempt, Printer.Delivery delivery, String device, Resumption resumption)
      throws IOException {
    Job job = attempt.job;
    int first = resumption.first();
    ClaimNotes.Note note =
        new ClaimNotes.Note(device, delivery.counter(), first, resumption.again(), first - 1);
    if (delivery.counter().isPresent() || first > 1) {
      job.store().notes().write(job.claim().name(), note);
    } else if (job.unclear().isPresent()) {
      job.store().notes().forget(job.claim().name());
    }
    if (attempt.station.printer().keepsJobs()) {
      attempt.print = new ClaimNotes.Print(attempt.print.number(), resumption.again(), false);
      job.store().notes().printBegins(job.claim().name(), attempt.print);
    }
    delivery.onSurelyPrinted(last -> attempt.came(last, note));
  }

  /** Whether the claim is still ours; a share that cannot be asked is no loss. */
  private static boolean stands(Job job) {
    try {
      job.store().check(job.claim());
      return true;
    } catch (LostClaimException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * The printer did not take the job, or it is unclear whether it did.
   *
   * @return whether the sentinel cannot work on
   */
  private boolean afterFailure(Attempt attempt, PrinterException e)
      throws IOException, LostClaimException {
    Job job = attempt.job;
    PrinterGate gate = attempt.station.gate();
    if (attempt.station.printer().replacesReprints()) {
      queue.addFirst(job);
      return true;
    }
    if (e.sent() == Sent.NOTHING) {
      boolean neverSent = job.unclear().isEmpty();
      queue.addFirst(neverSent ? job.at(job.store().move(job.claim(), ClaimState.CLAIMED)) : job);
      return true;
    }
    Job unclear = job.unclear(e.getMessage()).attempted(attempt.surely, attempt.begun, gate.jobs());
    if (e.sent() == Sent.ENDED) {
      queue.hold(unclear, e.getMessage());
      return false;
    }
    if (definition.errorPolicy() == ErrorPolicy.HOLD && !attempt.handedOver) {
      queue.hold(unclear, e.getMessage());
    } else if (unclear.attempts() >= MAX_UNCLEAR_ATTEMPTS) {
      queue.hold(
          unclear, unclear.attempts() + " attempts ended unclear; the last: " + e.getMessage());
    } else {
      queue.addFirst(unclear);
    }
    return true;
  }

  /** Whatever it was, the next file must print: what was begun is held, the rest has failed. */
  private void afterError(Attempt attempt, Throwable e) throws IOException {
    String what = "An error in the program ended this job: " + e;
    log.warn(definition.name() + ": " + attempt.job.file() + ": " + Traces.of(e));
    counters.note(attempt.job.file() + ": " + what);
    if (attempt.begun == 0 && attempt.outcomes.isEmpty()) {
      end(attempt, JobEnd.FAILED, 0, what);
      return;
    }
    try {
      queue.hold(attempt.job.unclear(what), what);
    } catch (LostClaimException gone) {
      queue.lost(attempt.job, what);
    }
  }

  private Attempt.Outcome outcome(
      Attempt attempt, int labels, int alreadyThere, Resumption resumption) {
    Job job = attempt.job;
    if (job.unclear().isEmpty()) {
      return new Attempt.Outcome(JobEnd.PRINTED, labels, "");
    }
    if (!resumption.again() && !attempt.station.printer().replacesReprints()) {
      return new Attempt.Outcome(
          JobEnd.PRINTED, labels, job.unclear().get() + " " + resumption.says());
    }
    String why = job.unclear().get();
    String detail;
    if (attempt.station.printer().replacesReprints()) {
      detail =
          job.from() > 0
              ? "Printed again, as files with new names; those of the first time stay. " + why
              : "Printed again in the same place: "
                  + alreadyThere
                  + " of "
                  + labels
                  + " labels were already there, alike. "
                  + why;
    } else {
      detail = job.file() + " was possibly printed twice. " + why + " " + resumption.says();
      counters.note(detail);
      log.warn(definition.name() + ": " + detail);
    }
    return new Attempt.Outcome(
        JobEnd.REPRINTED, labels - Math.min(labels, resumption.first() - 1), detail);
  }

  private void printed(Attempt attempt) throws IOException {
    Job job = attempt.job;
    if (!attempt.note.isEmpty()) {
      counters.note(job.file() + ": " + attempt.note);
      log.warn(definition.name() + ": " + job.file() + ": " + attempt.note);
    }
    JobEnd end = JobEnd.PRINTED;
    int labels = 0;
    List<String> details = new ArrayList<>();
    for (Attempt.Outcome each : attempt.outcomes) {
      end = each.end() == JobEnd.REPRINTED ? JobEnd.REPRINTED : end;
      labels += each.labels();
      details.add(each.detail());
    }
    details.add(attempt.before);
    details.add(attempt.note);
    details.removeIf(String::isEmpty);
    end(attempt, end, labels, String.join(" ", details));
  }

  private void end(Attempt attempt, JobEnd end, int labels, String detail) throws IOException {
    boolean durable =
        end == JobEnd.FAILED
            || attempt.outcomes.size() > 1
            || !attempt.station.printer().replacesReprints();
    queue.end(attempt.job, end, String.join(", ", attempt.names), labels, detail, durable);
  }

  /** What becomes of a job that somebody was sending when he died. */
  void resume(Job job, boolean knownAsPrinted, String from) throws IOException {
    if (knownAsPrinted) {
      queue.end(
          job,
          JobEnd.FILED,
          definition.printer().name(),
          0,
          "The journal knows it as printed; only its file is moved.",
          true);
      return;
    }
    String why = from + " was sending it when it died; what came out is unknown.";
    boolean canBeAsked = job.store().notes().print(job.claim().name()).whole();
    if (canBeAsked) {
      log.warn(definition.name() + ": " + job.file() + " is looked for at its printer: " + why);
      queue.addLast(job.unclear(why));
    } else if (definition.errorPolicy() == ErrorPolicy.HOLD) {
      try {
        queue.hold(job, why);
      } catch (LostClaimException e) {
        queue.lost(job, "It was to be held.");
      }
    } else {
      log.warn(definition.name() + ": " + job.file() + " will be printed again: " + why);
      queue.addLast(job.unclear(why));
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
    queue.addLast(job);
  }
}
