package org.sbs.lpm.printer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.printer.PrinterException.Sent;

/**
 * Sends each job over a TCP connection of its own, as printers expect on port 9100. As long as the
 * connection is open the printer is waited for; where it tells how it is, that is told on.
 */
final class RawPrinter implements Printer {
  private static final int PART_BYTES = 32 << 10;
  private static final int REST_MS = 1000;
  private static final long COUNTER_NANOS = 250_000_000L;

  private final PrinterDefinition.Raw definition;
  private final PrinterWatch watch;
  private final PrinterGate gate;
  private final Optional<PrinterMib> mib;

  RawPrinter(PrinterDefinition.Raw definition, PrinterWatch watch, PrinterGate gate) {
    this.definition = definition;
    this.watch = watch;
    this.gate = gate;
    this.mib =
        definition.status() == PrinterDefinition.StatusBy.SNMP
            ? Optional.of(new PrinterMib(definition))
            : Optional.empty();
  }

  @Override
  public void probe() throws PrinterException {
    try (RawDelivery delivery = new RawDelivery(connect())) {
      delivery.begin();
    }
  }

  @Override
  public boolean replacesReprints() {
    return false;
  }

  @Override
  public Delivery open(String jobId, String fileName) throws PrinterException {
    RawDelivery delivery = new RawDelivery(connect());
    try {
      delivery.begin();
      return delivery;
    } catch (PrinterException e) {
      delivery.close();
      throw e;
    }
  }

  private TimedConnection connect() throws PrinterException {
    TimedConnection connection;
    try {
      connection =
          TimedConnection.open(definition.host(), definition.port(), definition.connectMs());
    } catch (IOException e) {
      gate.isTroubled();
      throw new PrinterException(
          text("cannot be reached (" + e.getMessage() + "); check that it is on and connected"),
          Sent.NOTHING,
          e);
    }
    if (connection.isTurnedAway(gate.turnAwayMs())) {
      gate.isTroubled();
      connection.close();
      throw new PrinterException(
          text("turned the connection away: it prints for somebody else, or has just been started"),
          Sent.NOTHING,
          PrinterState.BUSY);
    }
    return connection;
  }

  private String text(String what) {
    return "Printer "
        + definition.name()
        + ": "
        + definition.host()
        + " port "
        + definition.port()
        + " "
        + what
        + ".";
  }

  private final class RawDelivery implements Delivery, TimedConnection.Waiting {
    private final TimedConnection connection;
    private final ZplScan scan = new ZplScan();
    private boolean began;
    private boolean told;
    private int sent;
    private int first;
    private int surely;
    private long askedCounterNanos = System.nanoTime();
    private IntConsumer onSurely = last -> {};
    private boolean quiet;
    private OptionalLong counter = OptionalLong.empty();
    private String phase = "";

    RawDelivery(TimedConnection connection) {
      this.connection = connection;
    }

    /** Asks the printer, where it tells, before the first byte of a job. */
    void begin() throws PrinterException {
      Optional<PrinterReport> report;
      try {
        told = definition.status() == PrinterDefinition.StatusBy.ZEBRA && gate.mayBeAsked();
        report = ask();
        if (told && gate.mayCount()) {
          counter = ZebraCounter.ask(connection, definition.statusMs());
          if (counter.isEmpty()) {
            gate.countsNothing();
          }
        } else if (mib.isPresent()) {
          counter = mib.get().counter();
        }
      } catch (IOException e) {
        gate.isTroubled();
        throw new PrinterException(
            text("ended the connection before anything was sent (" + e.getMessage() + ")"),
            Sent.NOTHING,
            PrinterState.BUSY);
      }
      quiet = report.isPresent() && report.get().idle();
      if (report.isPresent() && report.get().problem().isPresent()) {
        PrinterState state = report.get().problem().get();
        throw new PrinterException(text("says " + state.code()), Sent.NOTHING, state);
      }
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
    public void onSurelyPrinted(IntConsumer last) {
      onSurely = last;
    }

    private void surely(int last) {
      if (last > surely) {
        surely = last;
        onSurely.accept(last);
      }
    }

    /** Nothing if the printer does not tell, now or at all. */
    private Optional<PrinterReport> ask() throws IOException {
      if (mib.isPresent()) {
        return mib.get().ask();
      }
      if (!told || !scan.isBetweenLabels()) {
        return Optional.empty();
      }
      byte[] answer =
          connection.ask(HostStatus.QUESTION, definition.statusMs(), HostStatus::isComplete);
      Optional<HostStatus> status = HostStatus.parse(answer);
      if (status.isEmpty()) {
        told = false;
        gate.saysNothing(definition.statusMs() * 30L);
      }
      return status.map(HostStatus::report);
    }

    @Override
    public void send(Content label, int number) throws PrinterException {
      phase = "takes no data";
      first = first == 0 ? number : first;
      byte[] part = new byte[(int) Math.min(label.size(), PART_BYTES)];
      try (InputStream stream = label.stream()) {
        for (int count = stream.read(part); count > 0; count = stream.read(part)) {
          began = true;
          scan.take(part, count);
          connection.write(ByteBuffer.wrap(part, 0, count), this);
        }
        sent = number;
        if (!scan.isReadable()) {
          gate.prefixesChanged();
        }
        awaitNoProblem();
      } catch (IOException e) {
        throw maybe("the connection failed while label " + number + " was sent", e);
      }
    }

    /** Nothing more is sent into a printer that says that it cannot print. */
    private void awaitNoProblem() throws IOException {
      for (Optional<PrinterReport> report = told ? ask() : Optional.empty();
          report.isPresent();
          report = ask()) {
        tellProgress(report.get());
        if (report.get().problem().isEmpty()) {
          watch.moves();
          return;
        }
        rest(report.get().problem().get());
      }
    }

    /** By its word that nothing is left, or by its counter, asked now and then. */
    private void tellProgress(PrinterReport report) throws IOException {
      if (report.idle()) {
        surely(sent);
      } else if (told
          && counter.isPresent()
          && scan.isOneByOne(sent - first + 1)
          && System.nanoTime() - askedCounterNanos > COUNTER_NANOS) {
        OptionalLong now = ZebraCounter.ask(connection, definition.statusMs());
        askedCounterNanos = System.nanoTime();
        if (now.isPresent()) {
          long printed = now.getAsLong() - counter.getAsLong();
          surely((int) Math.min(sent, first - 1 + Math.max(0, printed)));
        }
      }
    }

    private void rest(PrinterState state) throws IOException {
      watch.waits(state, text("says " + state.code()), definition.stallMs());
      if (!watch.goesOn()) {
        throw new IOException("the job is not waited for any more");
      }
      connection.rest(REST_MS);
    }

    @Override
    public int finish() throws PrinterException {
      try {
        awaitIdle();
        boolean known = told && surely == sent;
        connection.endOurSide();
        phase = "has all bytes and has not closed the connection: it may be without paper or busy";
        if (known) {
          gate.isCalm();
          return 0;
        }
        boolean ended = definition.awaitClose() ? connection.awaitEnd(this) : awaitSomeTime();
        if (!ended) {
          throw new IOException("the job is not waited for any more");
        }
        gate.isCalm();
        return 0;
      } catch (IOException e) {
        throw maybe("all bytes were sent, but the connection did not end in order", e);
      }
    }

    /** Where the printer tells, until everything has come out. */
    private void awaitIdle() throws IOException {
      int restMs = 20;
      for (Optional<PrinterReport> report = told ? ask() : Optional.empty();
          report.isPresent();
          report = ask()) {
        tellProgress(report.get());
        if (report.get().problem().isPresent()) {
          rest(report.get().problem().get());
        } else if (report.get().idle()) {
          return;
        } else {
          watch.waits(PrinterState.BUSY, text("prints"), definition.stallMs());
          if (!watch.goesOn()) {
            throw new IOException("the job is not waited for any more");
          }
          connection.rest(restMs);
          restMs = Math.min(REST_MS, restMs * 2);
        }
      }
    }

    /** A printer that never closes its side gets this long to say that something is wrong. */
    private boolean awaitSomeTime() throws IOException {
      long end = System.nanoTime() + definition.closeMs() * 1_000_000L;
      TimedConnection.Waiting untilThen =
          new TimedConnection.Waiting() {
            @Override
            public void moved() {
              RawDelivery.this.moved();
            }

            @Override
            public boolean goesOn() {
              return System.nanoTime() - end < 0 && RawDelivery.this.goesOn();
            }
          };
      connection.awaitEnd(untilThen);
      return watch.goesOn();
    }

    private PrinterException maybe(String what, IOException e) {
      gate.isTroubled();
      return new PrinterException(
          "Printer " + definition.name() + ": " + what + " (" + e.getMessage() + ").",
          began ? Sent.MAYBE : Sent.NOTHING,
          e);
    }

    @Override
    public void moved() {
      watch.moves();
    }

    @Override
    public boolean goesOn() {
      Optional<PrinterReport> report =
          mib.isPresent() ? mib.get().ask() : Optional.<PrinterReport>empty();
      Optional<PrinterState> problem = report.flatMap(PrinterReport::problem);
      watch.waits(
          problem.orElse(PrinterState.BUSY),
          text(problem.isPresent() ? "says " + problem.get().code() : phase),
          definition.stallMs());
      return watch.goesOn();
    }

    @Override
    public void close() {
      connection.close();
    }
  }

  /** The label counter that newer printers have, asked in the other of their languages. */
  private static final class ZebraCounter {
    private static final byte[] QUESTION =
        "! U1 getvar \"odometer.total_label_count\"\r\n".getBytes(StandardCharsets.US_ASCII);

    private ZebraCounter() {}

    static OptionalLong ask(TimedConnection connection, int timeoutMs) throws IOException {
      String answer =
          new String(
                  connection.ask(
                      QUESTION,
                      timeoutMs,
                      bytes -> bytes.length > 1 && bytes[bytes.length - 1] == '"'),
                  StandardCharsets.ISO_8859_1)
              .replaceAll("[^0-9]", "");
      return answer.isEmpty() || answer.length() > 15
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(answer));
    }
  }
}
