package org.sbs.lpm.printer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.printer.PrinterException.Sent;
import org.sbs.lpm.printer.Spooler.SpoolerException;
import org.sbs.lpm.printer.Spooler.SpoolerJob;

/**
 * Prints through a queue of Windows' spooler: one raw document a job, which is followed until the
 * queue has printed it or knows nothing of it any more.
 */
final class SpoolerPrinter implements Printer {
  private static final int PART_BYTES = 16 << 10;
  private static final int UNKNOWN_QUEUE = 1801;

  private static final int JOB_PAUSED = 0x1;
  private static final int JOB_DELETING = 0x4;
  private static final int JOB_OFFLINE = 0x20;
  private static final int JOB_PAPER_OUT = 0x40;
  private static final int JOB_PRINTED = 0x80;
  private static final int JOB_DELETED = 0x100;
  private static final int JOB_INTERVENTION = 0x400;
  private static final int JOB_COMPLETE = 0x1000;

  private static final int QUEUE_PAUSED = 0x1;
  private static final int QUEUE_ERROR = 0x2;
  private static final int QUEUE_PAPER = 0x8 | 0x10 | 0x40;
  private static final int QUEUE_OFFLINE = 0x80 | 0x1000;
  private static final int QUEUE_INTERVENTION = 0x10_0000;
  private static final int QUEUE_DOOR_OPEN = 0x40_0000;
  private static final int QUEUE_NO_TONER = 0x4_0000;

  private static final long FIRST_REST_MS = 30;
  private static final long LAST_REST_MS = 2000;

  private final PrinterDefinition.Windows definition;
  private final Optional<Spooler> spooler;
  private final PrinterWatch watch;
  private final PrinterGate gate;

  /**
   * A queue of that spooler.
   *
   * @param spooler nothing where there is none, which is told when the printer is asked
   */
  SpoolerPrinter(
      PrinterDefinition.Windows definition,
      Optional<Spooler> spooler,
      PrinterWatch watch,
      PrinterGate gate) {
    this.definition = definition;
    this.spooler = spooler;
    this.watch = watch;
    this.gate = gate;
  }

  private Spooler spooler() throws PrinterException {
    return spooler.orElseThrow(
        () ->
            problem(
                "a printer of kind \"windows\" needs Windows; use raw or ipp on this machine",
                Sent.NOTHING,
                PrinterState.OFFLINE));
  }

  @Override
  public void probe() throws PrinterException {
    Spooler.Queue queue = queue();
    Optional<PrinterState> state = state(queue.status()).filter(PrinterState::needsSomebody);
    if (state.isPresent()) {
      throw problem("its queue says " + state.get().code(), Sent.NOTHING, state.get());
    }
  }

  private Spooler.Queue queue() throws PrinterException {
    try {
      return spooler().queue(definition.queue());
    } catch (SpoolerException e) {
      throw refused(e, Sent.NOTHING);
    }
  }

  /** Why a queue does not print, by the bits of its status. */
  static Optional<PrinterState> state(int status) {
    if ((status & QUEUE_PAPER) != 0) {
      return Optional.of(PrinterState.PAPER_OUT);
    } else if ((status & QUEUE_DOOR_OPEN) != 0) {
      return Optional.of(PrinterState.HEAD_OPEN);
    } else if ((status & QUEUE_NO_TONER) != 0) {
      return Optional.of(PrinterState.RIBBON_OUT);
    } else if ((status & QUEUE_PAUSED) != 0) {
      return Optional.of(PrinterState.PAUSED);
    }
    return (status & (QUEUE_OFFLINE | QUEUE_ERROR | QUEUE_INTERVENTION)) != 0
        ? Optional.of(PrinterState.OFFLINE)
        : Optional.empty();
  }

  private static Optional<PrinterState> jobState(int status) {
    if ((status & JOB_PAPER_OUT) != 0) {
      return Optional.of(PrinterState.PAPER_OUT);
    } else if ((status & JOB_PAUSED) != 0) {
      return Optional.of(PrinterState.PAUSED);
    }
    return (status & (JOB_OFFLINE | JOB_INTERVENTION)) != 0
        ? Optional.of(PrinterState.OFFLINE)
        : Optional.empty();
  }

  @Override
  public boolean replacesReprints() {
    return false;
  }

  @Override
  public boolean keepsJobs() {
    return true;
  }

  @Override
  public boolean follow(String jobId) throws PrinterException {
    try {
      Optional<SpoolerJob> found =
          spooler().jobs(definition.queue()).stream()
              .filter(job -> job.document().startsWith(jobId + " "))
              .min(Comparator.comparingInt(SpoolerPrinter::rank));
      if (found.isEmpty() || rank(found.get()) == 2) {
        return false;
      }
      awaitEnd(found.get().id(), Sent.NOTHING);
      return true;
    } catch (SpoolerException e) {
      throw refused(e, Sent.NOTHING);
    }
  }

  /** The printed one first, then those that may still be printed, then the others. */
  private static int rank(SpoolerJob job) {
    return isPrinted(job) ? 0 : isDeleted(job) ? 2 : 1;
  }

  private static boolean isPrinted(SpoolerJob job) {
    return (job.status() & (JOB_PRINTED | JOB_COMPLETE)) != 0;
  }

  private static boolean isDeleted(SpoolerJob job) {
    return (job.status() & (JOB_DELETING | JOB_DELETED)) != 0;
  }

  @Override
  public Delivery open(String jobId, String fileName) throws PrinterException {
    probe();
    return new SpoolerDelivery(queue(), jobId + " " + fileName);
  }

  /** A job that the queue does not know any more is printed: the spooler forgets those. */
  private void awaitEnd(int id, Sent ifLeft) throws PrinterException {
    long restMs = FIRST_REST_MS;
    while (true) {
      try {
        List<SpoolerJob> jobs = spooler().jobs(definition.queue());
        Optional<SpoolerJob> job = jobs.stream().filter(one -> one.id() == id).findFirst();
        if (job.isEmpty() || isPrinted(job.get())) {
          gate.isCalm();
          return;
        }
        if (isDeleted(job.get())) {
          throw problem("the job was deleted in its queue", Sent.ENDED, PrinterState.BUSY);
        }
        PrinterState state =
            jobState(job.get().status()).or(this::queueState).orElse(PrinterState.BUSY);
        watch.waits(state, text("its queue has the job, which waits there"), Long.MAX_VALUE);
      } catch (SpoolerException e) {
        watch.waits(
            PrinterState.OFFLINE,
            text("it has the job and cannot be asked about it (" + e.getMessage() + ")"),
            LAST_REST_MS);
      }
      if (!watch.goesOn()) {
        throw problem("the job is not waited for any more", ifLeft, PrinterState.BUSY);
      }
      rest(restMs, ifLeft);
      restMs = Math.min(LAST_REST_MS, restMs * 2);
    }
  }

  private Optional<PrinterState> queueState() {
    try {
      return state(queue().status());
    } catch (PrinterException e) {
      return Optional.of(e.state());
    }
  }

  private void rest(long ms, Sent ifLeft) throws PrinterException {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem("the job is not waited for any more", ifLeft, PrinterState.BUSY);
    }
  }

  private PrinterException refused(SpoolerException e, Sent sent) {
    String what =
        e.code() == UNKNOWN_QUEUE
            ? "this machine has no such queue; its name is in Windows' list of printers"
            : "Windows' spooler refuses: " + e.getMessage() + " (error " + e.code() + ")";
    return problem(what, sent, PrinterState.OFFLINE);
  }

  private String text(String what) {
    return "Printer " + definition.name() + ", queue " + definition.queue() + ": " + what + ".";
  }

  private PrinterException problem(String what, Sent sent, PrinterState state) {
    return new PrinterException(text(what), sent, state);
  }

  private final class SpoolerDelivery implements Delivery {
    private final boolean quiet;
    private final String document;
    private Optional<Spooler.Document> open = Optional.empty();

    SpoolerDelivery(Spooler.Queue queue, String document) {
      this.quiet = queue.jobs() == 0;
      this.document = document;
    }

    @Override
    public boolean isQuiet() {
      return quiet;
    }

    @Override
    public void send(Content label, int number) throws PrinterException {
      byte[] part = new byte[PART_BYTES];
      try (InputStream stream = label.stream()) {
        if (open.isEmpty()) {
          open = Optional.of(spooler().begin(definition.queue(), document));
        }
        for (int count = stream.read(part); count > 0; count = stream.read(part)) {
          open.get().write(part, count);
        }
        watch.moves();
      } catch (SpoolerException e) {
        throw maybe(e);
      } catch (IOException e) {
        throw new PrinterException(
            text("label " + number + " cannot be read (" + e.getMessage() + ")"), Sent.MAYBE, e);
      }
    }

    /** A queue may be set to print while a document is still spooled. */
    private PrinterException maybe(SpoolerException e) {
      gate.isTroubled();
      return refused(e, open.isEmpty() ? Sent.NOTHING : Sent.MAYBE);
    }

    @Override
    public int finish() throws PrinterException {
      if (open.isEmpty()) {
        return 0;
      }
      Spooler.Document whole = open.get();
      try {
        whole.end();
      } catch (SpoolerException e) {
        throw maybe(e);
      }
      open = Optional.empty();
      awaitEnd(whole.id(), Sent.MAYBE);
      return 0;
    }

    @Override
    public void close() {
      open.ifPresent(Spooler.Document::abandon);
      open = Optional.empty();
    }
  }
}
