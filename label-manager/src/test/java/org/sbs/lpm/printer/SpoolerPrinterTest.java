package org.sbs.lpm.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.printer.PrinterException.Sent;

final class SpoolerPrinterTest {
  private final FakeSpooler spooler = new FakeSpooler();
  private final List<PrinterState> waited = new ArrayList<>();
  private boolean goesOn = true;
  private final PrinterWatch watch =
      new PrinterWatch() {
        @Override
        public void moves() {
          // Not of interest.
        }

        @Override
        public void waits(PrinterState state, String text, long patienceMs) {
          waited.add(state);
        }

        @Override
        public boolean goesOn() {
          return goesOn;
        }
      };

  private SpoolerPrinter printer() {
    return new SpoolerPrinter(
        new PrinterDefinition.Windows("Dock", "Zebra"),
        Optional.of(spooler),
        watch,
        new PrinterGate());
  }

  private void print() throws PrinterException {
    try (Printer.Delivery delivery = printer().open("J1", "a.csv")) {
      delivery.send(Content.of("^XA^XZ".getBytes(StandardCharsets.US_ASCII)), 1);
      delivery.finish();
    }
  }

  @Test
  @DisplayName("R12.3 a job is one raw document, followed until its queue has printed it")
  void printed() throws PrinterException {
    spooler.tell(0);
    spooler.tell(0x40);
    spooler.tell(0x80);
    print();
    assertThat(spooler.bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("^XA^XZ");
    assertThat(spooler.document).isEqualTo("J1 a.csv");
    assertThat(waited).containsExactly(PrinterState.BUSY, PrinterState.PAPER_OUT);
  }

  @Test
  @DisplayName("R12.6 a job that the queue knows no more is printed")
  void forgotten() throws PrinterException {
    spooler.tell(0);
    print();
    assertThat(waited).containsExactly(PrinterState.BUSY);
  }

  @Test
  @DisplayName("R12.6 a job that is deleted in its queue has ended unprinted")
  void deleted() {
    spooler.tell(0x104);
    assertThat(catchThrowableOfType(PrinterException.class, this::print).sent())
        .isEqualTo(Sent.ENDED);
  }

  @Test
  @DisplayName("R12.6 a queue that cannot print says why, and gets nothing")
  void states() {
    spooler.status = 0x10;
    PrinterException refused = catchThrowableOfType(PrinterException.class, this::print);
    assertThat(refused.state()).isEqualTo(PrinterState.PAPER_OUT);
    assertThat(refused.sent()).isEqualTo(Sent.NOTHING);
    assertThat(spooler.document).isEmpty();
    assertThat(SpoolerPrinter.state(0x40_0000)).contains(PrinterState.HEAD_OPEN);
    assertThat(SpoolerPrinter.state(0x4_0000)).contains(PrinterState.RIBBON_OUT);
    assertThat(SpoolerPrinter.state(0x1)).contains(PrinterState.PAUSED);
    assertThat(SpoolerPrinter.state(0x80)).contains(PrinterState.OFFLINE);
    assertThat(SpoolerPrinter.state(0x400)).as("it prints").isEmpty();
  }

  @Test
  @DisplayName("R12.4 a job that is not waited for any more may still be printed")
  void left() {
    spooler.tell(0);
    goesOn = false;
    assertThat(catchThrowableOfType(PrinterException.class, this::print).sent())
        .isEqualTo(Sent.MAYBE);
  }

  @Test
  @DisplayName("R12.4 a document that is not completed is thrown away")
  void abandoned() throws PrinterException {
    try (Printer.Delivery delivery = printer().open("J1", "a.csv")) {
      delivery.send(Content.of(new byte[] {1}), 1);
    }
    assertThat(spooler.abandoned).isTrue();
  }

  @Test
  @DisplayName(
      "R12.4 the successor finds a job by its name, and does not take a deleted one for it")
  void followed() throws PrinterException {
    spooler.document = "J1 a.csv";
    spooler.tell(0);
    spooler.tell(0x80);
    assertThat(printer().follow("J1")).isTrue();
    spooler.tell(0x100);
    assertThat(printer().follow("J1")).isFalse();
    spooler.tell(0);
    assertThat(printer().follow("J2")).isFalse();
  }

  @Test
  @DisplayName("R12.3 on another system the kind says that it needs Windows")
  void elsewhere() {
    Printer printer =
        new SpoolerPrinter(
            new PrinterDefinition.Windows("Dock", "Zebra"),
            Optional.empty(),
            watch,
            new PrinterGate());
    assertThat(catchThrowableOfType(PrinterException.class, printer::probe))
        .hasMessageContaining("needs Windows");
  }

  /** A queue whose job has the states that it was told, one a question, and is forgotten then. */
  private static final class FakeSpooler implements Spooler {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Deque<Integer> states = new ArrayDeque<>();
    private int status;
    private String document = "";
    private boolean abandoned;

    void tell(int jobStatus) {
      states.add(jobStatus);
    }

    @Override
    public Queue queue(String name) {
      return new Queue(status, 0);
    }

    @Override
    public List<SpoolerJob> jobs(String name) {
      return states.isEmpty()
          ? List.of()
          : List.of(new SpoolerJob(7, document, states.removeFirst()));
    }

    @Override
    public Document begin(String name, String named) {
      document = named;
      return new Document() {
        @Override
        public int id() {
          return 7;
        }

        @Override
        public void write(byte[] part, int count) {
          bytes.write(part, 0, count);
        }

        @Override
        public void end() {
          // The job has its states from the test.
        }

        @Override
        public void abandon() {
          abandoned = true;
        }
      };
    }
  }
}
