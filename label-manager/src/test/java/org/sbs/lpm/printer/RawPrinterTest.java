package org.sbs.lpm.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.printer.ByteSink.Manner;
import org.sbs.lpm.printer.PrinterException.Sent;

class RawPrinterTest {
  private static final byte[] BIG = new byte[32 << 20];

  private ByteSink sink;
  private final TestWatch watch = new TestWatch();
  private final PrinterGate gate = new PrinterGate();

  @BeforeEach
  void setUp() throws IOException {
    sink = new ByteSink();
  }

  @AfterEach
  void tearDown() throws IOException {
    sink.close();
  }

  private Printer printer(int closeMs, boolean awaitClose) {
    return new PrinterDefinition.Raw(
            "Zebra",
            "127.0.0.1",
            sink.port(),
            2000,
            300,
            closeMs,
            awaitClose,
            PrinterDefinition.Telling.NOT_AT_ALL)
        .create("A~1", watch, gate);
  }

  @Test
  @DisplayName("R12.3 a raw printer gets a connection a job, with all its labels in order")
  void jobsArrive() throws Exception {
    Printer printer = printer(5000, true);
    for (String job : List.of("1", "2")) {
      try (Printer.Delivery delivery = printer.open("id" + job, "x.csv")) {
        delivery.send(Content.of(bytes("^XA" + job)), 1);
        delivery.send(Content.of(bytes("^XZ")), 2);
        assertThat(delivery.finish()).isZero();
      }
    }
    assertThat(sink.jobs()).containsExactly("^XA1^XZ", "^XA2^XZ");
    assertThat(printer.replacesReprints()).isFalse();
  }

  @Test
  @DisplayName("R12.3 a job is finished only when the printer has read everything")
  void finishWaitsForTheLastByte() throws Exception {
    byte[] big = "x".repeat(8 << 20).getBytes(StandardCharsets.UTF_8);
    try (Printer.Delivery delivery = printer(5000, true).open("id", "x")) {
      delivery.send(Content.of(big), 1);
      delivery.finish();
    }
    assertThat(sink.jobs()).singleElement().satisfies(job -> assertThat(job).hasSize(big.length));
  }

  @Test
  @DisplayName("R12.3 a printer that is off took nothing, for sure")
  void unreachable() throws Exception {
    Printer printer = printer(5000, true);
    sink.switchOff();
    PrinterException e =
        catchThrowableOfType(PrinterException.class, () -> printer.open("id", "x"));
    assertThat(e.sent()).isEqualTo(Sent.NOTHING);
    assertThat(e).hasMessageContaining("Zebra").hasMessageContaining("cannot be reached");
    assertThat(catchThrowableOfType(PrinterException.class, printer::probe)).isNotNull();
  }

  @Test
  @DisplayName("R12.3 an unknown host is said to be one")
  void unknownHost() {
    Printer printer =
        new PrinterDefinition.Raw(
                "Z",
                "no such host",
                9100,
                200,
                200,
                200,
                true,
                PrinterDefinition.Telling.NOT_AT_ALL)
            .create("A~1", watch, gate);
    assertThat(catchThrowableOfType(PrinterException.class, printer::probe))
        .hasMessageContaining("the host name is unknown");
  }

  @Test
  @DisplayName("R12.6 a connection that breaks leaves a job unclear")
  void breaks() {
    sink.behave(Manner.RESETS);
    PrinterException e = catchThrowableOfType(PrinterException.class, () -> print(BIG));
    assertThat(e.sent()).isEqualTo(Sent.MAYBE);
  }

  @ParameterizedTest
  @EnumSource(names = {"STALLS", "KEEPS_OPEN"})
  @DisplayName(
      "R12.6 an open connection means waiting, however long, until somebody else has the job")
  void waits(Manner manner) throws Exception {
    sink.behave(manner);
    CompletableFuture<PrinterException> end =
        CompletableFuture.supplyAsync(
            () -> catchThrowableOfType(PrinterException.class, () -> print(BIG)));
    eventually().until(() -> watch.texts().size() > 1);
    assertThat(end).isNotDone();
    assertThat(watch.states()).containsExactly(PrinterState.BUSY);
    watch.giveUp();
    assertThat(end.get(20, TimeUnit.SECONDS).sent()).isEqualTo(Sent.MAYBE);
  }

  @Test
  @DisplayName("R12.6 a printer that turns the connection away has surely got nothing")
  void turnsAway() {
    sink.behave(Manner.TURNS_AWAY);
    PrinterException e = catchThrowableOfType(PrinterException.class, () -> print(bytes("^XA^XZ")));
    assertThat(e.sent()).isEqualTo(Sent.NOTHING);
    assertThat(e.state()).isEqualTo(PrinterState.BUSY);
  }

  private void print(byte[] label) throws PrinterException {
    try (Printer.Delivery delivery = printer(200, true).open("id", "x")) {
      delivery.send(Content.of(label), 1);
      delivery.finish();
    }
  }

  @Test
  @DisplayName("R12.3 a printer that is known never to close its side is taken at its word")
  void awaitCloseOff() throws Exception {
    sink.behave(Manner.KEEPS_OPEN);
    try (Printer.Delivery delivery = printer(100, false).open("id", "x")) {
      delivery.send(Content.of(bytes("^XA^XZ")), 1);
      delivery.finish();
    }
    eventually().until(() -> sink.jobs().equals(List.of("^XA^XZ")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
