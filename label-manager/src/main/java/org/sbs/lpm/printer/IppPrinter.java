package org.sbs.lpm.printer;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.printer.PrinterException.Sent;

/**
 * Prints through IPP (RFC 8011): asks the printer for its state and what it understands, sends a
 * job as one Print-Job request, and follows the job to its end.
 */
final class IppPrinter implements Printer {
  private static final int DEFAULT_PORT = 631;
  private static final int PART_BYTES = 16 << 10;
  private static final String IDLE = "3";
  private static final String STOPPED = "5";
  private static final int NOT_FOUND = 0x0406;
  private static final int GONE = 0x0407;

  /** What labels are announced as, the best first, where the definition does not say. */
  private static final List<String> FORMATS =
      List.of("application/vnd.cups-raw", "application/vnd.zebra-zpl", "application/octet-stream");

  private final PrinterDefinition.Ipp definition;
  private final PrinterWatch watch;
  private final PrinterGate gate;
  private final URI http;
  private final AtomicInteger requestIds = new AtomicInteger(1);

  IppPrinter(PrinterDefinition.Ipp definition, PrinterWatch watch, PrinterGate gate) {
    this.definition = definition;
    this.watch = watch;
    this.gate = gate;
    this.http = httpUri(definition.uri());
  }

  private static URI httpUri(URI uri) {
    boolean secure = uri.getScheme().equals("ipps") || uri.getScheme().equals("https");
    int usual = uri.getScheme().startsWith("ipp") ? DEFAULT_PORT : secure ? 443 : 80;
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return URI.create(
        (secure ? "https://" : "http://")
            + uri.getHost()
            + ":"
            + (uri.getPort() < 0 ? usual : uri.getPort())
            + path);
  }

  @Override
  public boolean replacesReprints() {
    return false;
  }

  @Override
  public void probe() throws PrinterException {
    format(ready());
  }

  /** The printer's attributes, if it takes jobs and prints them. */
  private IppMessage.Response ready() throws PrinterException {
    IppMessage.Response answer = printer();
    if (answer.first("printer-is-accepting-jobs", "true").equals("false")) {
      throw problem("it accepts no jobs; tell it to (cupsaccept)", Sent.NOTHING, state(answer));
    }
    if (answer.first("printer-state", "").equals(STOPPED)) {
      throw problem(
          "it is stopped (" + answer.all("printer-state-reasons") + "); start it (cupsenable)",
          Sent.NOTHING,
          state(answer));
    }
    return answer;
  }

  private IppMessage.Response printer() throws PrinterException {
    try {
      IppMessage.Response answer =
          question(
              request(IppMessage.GET_PRINTER_ATTRIBUTES)
                  .attribute(IppMessage.TAG_KEYWORD, "requested-attributes", "printer-state")
                  .attribute(IppMessage.TAG_KEYWORD, "", "printer-state-reasons")
                  .attribute(IppMessage.TAG_KEYWORD, "", "printer-is-accepting-jobs")
                  .attribute(IppMessage.TAG_KEYWORD, "", "document-format-supported")
                  .attribute(IppMessage.TAG_KEYWORD, "", "printer-impressions-completed")
                  .attribute(IppMessage.TAG_KEYWORD, "", "queued-job-count")
                  .end());
      if (!answer.isSuccess()) {
        throw problem(refusal(answer), Sent.NOTHING, PrinterState.OFFLINE);
      }
      return answer;
    } catch (IppConnection.StatusException e) {
      throw problem(e.getMessage(), Sent.NOTHING, PrinterState.OFFLINE);
    } catch (IOException e) {
      throw problem(
          "it cannot be reached; check that it is on and connected (" + e.getMessage() + ")",
          Sent.NOTHING,
          PrinterState.OFFLINE);
    }
  }

  private static PrinterState state(IppMessage.Response answer) {
    return IppReasons.state(answer.attributes().getOrDefault("printer-state-reasons", List.of()))
        .orElse(PrinterState.PAUSED);
  }

  /** What the labels are announced as: something that the printer says it understands. */
  private String format(IppMessage.Response printer) throws PrinterException {
    List<String> known = printer.attributes().getOrDefault("document-format-supported", List.of());
    if (known.isEmpty()) {
      return definition.documentFormat().orElse(FORMATS.get(0));
    }
    if (definition.documentFormat().isPresent()) {
      if (known.contains(definition.documentFormat().get())) {
        return definition.documentFormat().get();
      }
      throw problem(
          "it does not know the document-format "
              + definition.documentFormat().get()
              + "; it knows "
              + String.join(", ", known),
          Sent.NOTHING,
          PrinterState.OFFLINE);
    }
    return FORMATS.stream()
        .filter(known::contains)
        .findFirst()
        .or(() -> known.stream().filter(name -> name.contains("zpl")).findFirst())
        .orElseThrow(
            () ->
                problem(
                    "it takes no printer language, only "
                        + String.join(", ", known)
                        + "; choose one with document-format if its labels are that",
                    Sent.NOTHING,
                    PrinterState.OFFLINE));
  }

  @Override
  public boolean keepsJobs() {
    return true;
  }

  /**
   * Asks for the jobs that are not over first, so that one that ends meanwhile is found among the
   * others. Of several of that name, one that is or will be printed is the answer.
   */
  @Override
  public boolean follow(String jobId) throws PrinterException {
    printer();
    List<IppJob> jobs = new ArrayList<>();
    for (String which : List.of("not-completed", "completed")) {
      for (IppMessage.Response job : jobs(which)) {
        if (job.first("job-name", "").startsWith(jobId + " ")) {
          jobs.add(new IppJob(job, Sent.NOTHING));
        }
      }
    }
    Optional<IppJob> found =
        jobs.stream()
            .filter(job -> job.state() >= IppJob.PENDING)
            .min(Comparator.comparingInt(IppJob::rank));
    if (found.isEmpty()) {
      return false;
    }
    found.get().awaitEnd();
    gate.isCalm();
    return true;
  }

  /** Those of the queue; none if it does not tell. */
  private List<IppMessage.Response> jobs(String which) throws PrinterException {
    try {
      IppMessage.Response answer =
          question(
              request(IppMessage.GET_JOBS)
                  .attribute(IppMessage.TAG_KEYWORD, "which-jobs", which)
                  .attribute(IppMessage.TAG_KEYWORD, "requested-attributes", "job-id")
                  .attribute(IppMessage.TAG_KEYWORD, "", "job-name")
                  .attribute(IppMessage.TAG_KEYWORD, "", "job-state")
                  .attribute(IppMessage.TAG_KEYWORD, "", "job-state-reasons")
                  // CUPS looks names of ended jobs up only where more than its memory is asked for.
                  .attribute(IppMessage.TAG_KEYWORD, "", "document-format-supplied")
                  .end());
      return answer.isSuccess() ? answer.jobs() : List.of();
    } catch (SocketException e) {
      throw problem(
          "it cannot be asked for a job that it may have (" + e.getMessage() + ")",
          Sent.NOTHING,
          PrinterState.OFFLINE);
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public Delivery open(String jobId, String fileName) throws PrinterException {
    IppMessage.Response printer = ready();
    return new IppDelivery(jobId + " " + fileName, format(printer), printer);
  }

  private static OptionalLong number(IppMessage.Response printer) {
    String text = printer.first("printer-impressions-completed", "");
    return text.matches("[0-9]{1,10}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private IppMessage.Request request(int operation) throws IOException {
    return new IppMessage.Request(
        operation, requestIds.getAndIncrement(), definition.uri().toString(), definition.user());
  }

  private IppMessage.Response question(byte[] message) throws IOException {
    long end = System.nanoTime() + definition.timeoutMs() * 1_000_000L;
    try (IppConnection connection =
        IppConnection.open(
            http, definition.timeoutMs(), () -> System.nanoTime() - end < 0 && watch.goesOn())) {
      connection.write(message, message.length);
      return connection.answer();
    }
  }

  private static String refusal(IppMessage.Response answer) {
    String message = answer.all("status-message");
    return String.format(
        "it answered with IPP status 0x%04X%s",
        answer.status(), message.isEmpty() ? "" : " (" + message + ")");
  }

  private String text(String what) {
    return "Printer " + definition.name() + ", " + definition.uri() + ": " + what + ".";
  }

  private PrinterException problem(String what, Sent sent, PrinterState state) {
    return new PrinterException(text(what), sent, state);
  }

  private final class IppDelivery implements Delivery {
    private final String jobName;
    private final String format;
    private final OptionalLong counter;
    private final boolean quiet;
    private Optional<IppConnection> connection = Optional.empty();

    IppDelivery(String jobName, String format, IppMessage.Response printer) {
      this.jobName = jobName;
      this.format = format;
      this.counter = number(printer);
      this.quiet =
          printer.first("printer-state", "").equals(IDLE)
              && printer.first("queued-job-count", "0").equals("0");
    }

    @Override
    public OptionalLong counter() {
      return counter;
    }

    @Override
    public boolean isQuiet() {
      return quiet;
    }

    @Override
    public void send(Content label, int number) throws PrinterException {
      byte[] part = new byte[(int) Math.min(Math.max(1, label.size()), PART_BYTES)];
      try (InputStream stream = label.stream()) {
        IppConnection to = connected();
        for (int count = stream.read(part); count > 0; count = stream.read(part)) {
          to.write(part, count);
        }
        watch.moves();
      } catch (IOException e) {
        throw maybe("the connection failed while label " + number + " was sent", e);
      }
    }

    private IppConnection connected() throws IOException, PrinterException {
      if (connection.isEmpty()) {
        byte[] head =
            request(IppMessage.PRINT_JOB)
                .attribute(IppMessage.TAG_NAME, "job-name", jobName)
                .attribute(IppMessage.TAG_MIME, "document-format", format)
                .end();
        try {
          connection =
              Optional.of(IppConnection.open(http, definition.timeoutMs(), this::answerIsAwaited));
        } catch (IOException e) {
          throw problem(
              "it cannot be reached; check that it is on and connected (" + e.getMessage() + ")",
              Sent.NOTHING,
              PrinterState.OFFLINE);
        }
        connection.get().write(head, head.length);
      }
      return connection.get();
    }

    private boolean answerIsAwaited() {
      watch.waits(
          PrinterState.BUSY,
          text("it has the whole job and does not answer yet"),
          definition.timeoutMs());
      return watch.goesOn();
    }

    private PrinterException maybe(String what, IOException e) {
      gate.isTroubled();
      return new PrinterException(text(what + " (" + e.getMessage() + ")"), Sent.MAYBE, e);
    }

    @Override
    public void handOver() throws PrinterException {
      try {
        connected().flush();
      } catch (IOException e) {
        throw maybe("the connection failed while the job was sent", e);
      }
    }

    @Override
    public int finish() throws PrinterException {
      IppMessage.Response answer;
      try {
        answer = connected().answer();
      } catch (IppConnection.StatusException e) {
        throw problem(
            e.getMessage(), e.status() < 500 ? Sent.NOTHING : Sent.MAYBE, PrinterState.OFFLINE);
      } catch (IOException e) {
        throw maybe("the whole job was sent, but there is no right answer", e);
      } finally {
        close();
      }
      if (!answer.isSuccess()) {
        throw problem(refusal(answer), Sent.NOTHING, PrinterState.BUSY);
      }
      new IppJob(answer, Sent.MAYBE).awaitEnd();
      gate.isCalm();
      return 0;
    }

    @Override
    public void close() {
      connection.ifPresent(IppConnection::close);
    }
  }

  /** A job that the printer has taken. */
  private final class IppJob {
    private static final int PENDING = 3;
    private static final int HELD = 4;
    private static final int STOPPED_JOB = 6;
    private static final int CANCELED = 7;
    private static final int ABORTED = 8;
    private static final int COMPLETED = 9;
    private static final long FIRST_REST_MS = 30;
    private static final long LAST_REST_MS = 2000;

    private final String id;
    private final Sent ifLeft;
    private IppMessage.Response latest;

    /**
     * A job as the printer describes it.
     *
     * @param ifLeft what counts as sent if it is not waited for any more
     */
    IppJob(IppMessage.Response told, Sent ifLeft) {
      this.id = told.first("job-id", "");
      this.ifLeft = ifLeft;
      this.latest = told;
    }

    /** The printed one first, then those that may still be printed, then the others. */
    int rank() {
      int state = state();
      return state == COMPLETED ? 0 : state < CANCELED ? 1 : 2;
    }

    /** Waits for as long as it takes; a printer that does not tell has printed. */
    void awaitEnd() throws PrinterException {
      long restMs = FIRST_REST_MS;
      while (!isOver()) {
        if (!watch.goesOn()) {
          throw problem("the job is not waited for any more", ifLeft, PrinterState.BUSY);
        }
        rest(restMs);
        restMs = Math.min(LAST_REST_MS, restMs * 2);
        ask();
      }
    }

    private boolean isOver() throws PrinterException {
      int state = state();
      String reasons = latest.all("job-state-reasons");
      if (state == ABORTED || state == CANCELED) {
        throw problem(
            (state == ABORTED ? "it has aborted the job" : "the job was cancelled there")
                + (reasons.isEmpty() ? "" : " (" + reasons + ")"),
            Sent.ENDED,
            PrinterState.BUSY);
      }
      return id.isEmpty() || state == COMPLETED || state < 0;
    }

    /** Below 0 where it is not told. */
    private int state() {
      String text = latest.first("job-state", "");
      return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    private void ask() throws PrinterException {
      try {
        IppMessage.Response answer =
            question(
                request(IppMessage.GET_JOB_ATTRIBUTES)
                    .integer("job-id", Integer.parseInt(id))
                    .attribute(IppMessage.TAG_KEYWORD, "requested-attributes", "job-state")
                    .attribute(IppMessage.TAG_KEYWORD, "", "job-state-reasons")
                    .end());
        if (answer.isSuccess() || answer.status() == NOT_FOUND || answer.status() == GONE) {
          // A queue that does not keep what it has printed knows nothing of the job any more.
          latest = answer;
        }
        wait(answer);
      } catch (IOException | NumberFormatException e) {
        watch.waits(
            PrinterState.OFFLINE,
            text("it has the job and cannot be asked about it (" + e.getMessage() + ")"),
            definition.timeoutMs());
      }
    }

    private void wait(IppMessage.Response answer) {
      int state = state();
      Optional<PrinterState> told = Optional.empty();
      if (state == STOPPED_JOB || state == PENDING || state == HELD || !answer.isSuccess()) {
        try {
          IppMessage.Response printer = printer();
          told =
              printer.first("printer-state", "").equals(STOPPED)
                  ? Optional.of(IppPrinter.state(printer))
                  : Optional.empty();
        } catch (PrinterException e) {
          told = Optional.of(e.state());
        }
      }
      if (state >= 0 && state < CANCELED) {
        PrinterState now =
            told.or(
                    () ->
                        IppReasons.state(
                            latest.attributes().getOrDefault("job-state-reasons", List.of())))
                .orElse(state == HELD ? PrinterState.PAUSED : PrinterState.BUSY);
        watch.waits(now, text("it has the job, which waits there"), Long.MAX_VALUE);
      }
    }

    private void rest(long ms) throws PrinterException {
      try {
        Thread.sleep(ms);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw problem("the job is not waited for any more", ifLeft, PrinterState.BUSY);
      }
    }
  }
}
