package org.sbs.lpm.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sbs.lpm.Site.eventually;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.printer.PrinterException.Sent;

class IppPrinterTest {
  private IppServer server;
  private Printer printer;
  private final TestWatch watch = new TestWatch();

  @BeforeEach
  void setUp() throws IOException {
    server = new IppServer();
    printer =
        new PrinterDefinition.Ipp(
                "Queue",
                URI.create(server.uri()),
                Optional.of("application/vnd.cups-raw"),
                "lpm",
                2000)
            .create("A~1", watch, new PrinterGate());
  }

  @AfterEach
  void tearDown() throws IOException {
    server.close();
  }

  private void print() throws PrinterException {
    try (Printer.Delivery delivery = printer.open("id7", "Größe.csv")) {
      delivery.send(Content.of("^XAone^XZ".getBytes(StandardCharsets.UTF_8)), 1);
      delivery.send(Content.of("^XAtwo^XZ".getBytes(StandardCharsets.UTF_8)), 2);
      int before = server.jobs().size();
      delivery.finish();
      assertThat(server.jobs()).as("one request, at the end").hasSize(before + 1);
    }
  }

  @Test
  @DisplayName("R12.3 an IPP printer gets one Print-Job request with all labels of a job")
  void printJob() throws Exception {
    print();
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(0).operation()).isEqualTo(0x0B);
    IppServer.Request job = server.requests().get(1);
    assertThat(job.path()).isEqualTo("/printers/dock");
    assertThat(job.type()).isEqualTo("application/ipp");
    assertThat(job.version()).isEqualTo(0x0101);
    assertThat(job.operation()).isEqualTo(0x02);
    assertThat(job.attributes())
        .containsExactly(
            java.util.Map.entry("attributes-charset", "47:utf-8"),
            java.util.Map.entry("attributes-natural-language", "48:en"),
            java.util.Map.entry("printer-uri", "45:" + server.uri()),
            java.util.Map.entry("requesting-user-name", "42:lpm"),
            java.util.Map.entry("job-name", "42:id7 Größe.csv"),
            java.util.Map.entry("document-format", "49:application/vnd.cups-raw"));
    assertThat(job.document()).isEqualTo("^XAone^XZ^XAtwo^XZ");
  }

  @Test
  @DisplayName("R12.3 a printer that is stopped or accepts no jobs is asked first and sent nothing")
  void stoppedPrinter() {
    server.printerState(5, true);
    assertThat(failure()).hasMessageContaining("it is stopped (media-empty-error, paused)");
    server.printerState(3, false);
    assertThat(failure()).hasMessageContaining("it accepts no jobs");
    assertThat(server.jobs()).isEmpty();
  }

  @Test
  @DisplayName("R12.3 a refused job was surely not printed; a broken answer leaves it unclear")
  void refusals() {
    server.answerJobs(0x0507);
    PrinterException busy = failure();
    assertThat(busy).hasMessageContaining("IPP status 0x0507 (as told)");
    assertThat(busy.sent()).isEqualTo(Sent.NOTHING);
    server.answerJobs(0x0001);
    assertThat(failure()).as("ignored attributes are a success").isNull();
    server.answerHttp(403);
    assertThat(failure().sent()).isEqualTo(Sent.NOTHING);
  }

  @Test
  @DisplayName("R12.3 an answer that breaks off leaves the job unclear")
  void unclearAnswers() throws Exception {
    PrinterDefinition.Ipp definition =
        new PrinterDefinition.Ipp(
            "Queue",
            URI.create(server.uri()),
            Optional.of("application/octet-stream"),
            "lpm",
            1500);
    Printer.Delivery delivery = definition.create("A~1", watch, new PrinterGate()).open("id", "x");
    delivery.send(Content.of(new byte[1]), 1);
    server.answerGarbage();
    PrinterException garbage = catchThrowableOfType(PrinterException.class, delivery::finish);
    assertThat(garbage.sent()).isEqualTo(Sent.MAYBE);
  }

  @Test
  @DisplayName("R12.6 an answer that does not come is waited for, until the job is another node's")
  void noAnswer() throws Exception {
    server.answerNothingToJobs();
    CompletableFuture<PrinterException> end = CompletableFuture.supplyAsync(this::failure);
    eventually().until(() -> watch.states().contains(PrinterState.BUSY));
    assertThat(end).isNotDone();
    watch.giveUp();
    assertThat(end.get(20, TimeUnit.SECONDS).sent()).isEqualTo(Sent.MAYBE);
    assertThat(server.jobs()).as("nothing is ever sent twice by itself").hasSize(1);
  }

  @Test
  @DisplayName("R12.6 a job is followed to its end, and why the printer stands still is told on")
  void followed() throws Exception {
    server.jobStates(3, 5, 6, 6, 6, 9);
    CompletableFuture<PrinterException> end = CompletableFuture.supplyAsync(this::failure);
    assertThat(end.get(60, TimeUnit.SECONDS)).isNull();
    assertThat(server.timesAsked()).isEqualTo(6);
    assertThat(server.jobs()).hasSize(1);
    assertThat(watch.states()).contains(PrinterState.BUSY);
  }

  @Test
  @DisplayName("R12.6 a job that its queue has is found by its name, and followed to its end")
  void found() throws Exception {
    assertThat(printer.follow("id7")).as("not there").isFalse();
    server.has("id7.2 a.csv", 9);
    server.has("id77 a.csv", 9);
    assertThat(printer.follow("id7")).as("another print, another job").isFalse();
    server.has("id7 Größe.csv", 9);
    assertThat(printer.follow("id7")).isTrue();
    server.has("id8 a.csv", 5);
    server.jobStates(3, 5, 9);
    assertThat(printer.follow("id8")).as("waits for its end").isTrue();
    assertThat(server.timesAsked()).isEqualTo(3);
    server.has("id8 b.csv", 8);
    server.jobStates(9);
    assertThat(printer.follow("id8")).as("one that is printed before one that is not").isTrue();
    server.has("id9 a.csv", 8);
    PrinterException ended =
        catchThrowableOfType(PrinterException.class, () -> printer.follow("id9"));
    assertThat(ended.sent()).isEqualTo(Sent.ENDED);
    assertThat(server.jobs()).isEmpty();
  }

  @Test
  @DisplayName(
      "R12.6 a queue that does not tell its jobs says nothing; one that is away is waited for")
  void notTold() throws Exception {
    server.has("id7 a.csv", 9);
    server.tellsNoQueue(0x0501);
    assertThat(printer.follow("id7")).isFalse();
    server.tellsNoQueue(0);
    server.has("id8 a.csv", 5);
    server.jobStates(5);
    watch.giveUp();
    PrinterException left =
        catchThrowableOfType(PrinterException.class, () -> printer.follow("id8"));
    assertThat(left.sent()).isEqualTo(Sent.NOTHING);
    server.switchOff();
    PrinterException away =
        catchThrowableOfType(PrinterException.class, () -> printer.follow("id7"));
    assertThat(away.sent()).isEqualTo(Sent.NOTHING);
    assertThat(away.state()).isEqualTo(PrinterState.OFFLINE);
  }

  @Test
  @DisplayName("R12.6 a printer without paper is told by name while its job waits there")
  void stoppedMeanwhile() throws Exception {
    server.jobStates(5, 6);
    CompletableFuture<PrinterException> end = CompletableFuture.supplyAsync(this::failure);
    eventually().until(() -> server.jobs().size() == 1);
    server.printerState(5, true);
    eventually().until(() -> watch.states().contains(PrinterState.PAPER_OUT));
    assertThat(end).isNotDone();
    server.jobStates(9);
    assertThat(end.get(60, TimeUnit.SECONDS)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8})
  @DisplayName("R12.6 a job that the printer aborted or somebody cancelled is not printed")
  void aborted(int state) {
    server.jobStates(state);
    assertThat(failure().sent()).isEqualTo(Sent.ENDED);
    server.jobStates(5, state);
    assertThat(failure().sent()).isEqualTo(Sent.ENDED);
  }

  @Test
  @DisplayName("R12.6 labels are announced as something that the printer says it understands")
  void formats() throws Exception {
    server.knows("image/pwg-raster", "application/vnd.zebra-zpl");
    assertThat(failure()).hasMessageContaining("does not know the document-format");
    assertThat(server.jobs()).isEmpty();
    printer =
        new PrinterDefinition.Ipp("Queue", URI.create(server.uri()), Optional.empty(), "lpm", 2000)
            .create("A~1", watch, new PrinterGate());
    print();
    assertThat(server.jobs().get(0).attributes())
        .containsEntry("document-format", "49:application/vnd.zebra-zpl");
    server.knows("image/pwg-raster", "application/pdf");
    assertThat(failure()).hasMessageContaining("takes no printer language");
  }

  @Test
  @DisplayName("R12.8 a queue that is away for long costs neither threads nor connections")
  void awayForLong() throws IOException {
    server.switchOff();
    failure();
    int before = Thread.activeCount();
    for (int i = 0; i < 200; i++) {
      assertThat(
              new PrinterDefinition.Ipp(
                      "Queue", URI.create(server.uri()), Optional.empty(), "lpm", 2000)
                  .create("A~1", watch, new PrinterGate()))
          .satisfies(
              away ->
                  assertThat(catchThrowableOfType(PrinterException.class, away::probe))
                      .isNotNull());
    }
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(before + 2);
  }

  @Test
  @DisplayName("R12.3 an IPP printer that is off took nothing, for sure")
  void unreachable() throws IOException {
    server.switchOff();
    PrinterException e = failure();
    assertThat(e.sent()).isEqualTo(Sent.NOTHING);
    assertThat(e).hasMessageContaining("Queue").hasMessageContaining("cannot be reached");
  }

  @Test
  @DisplayName("R10.3 random answers of a printer are refused within bounds")
  void randomAnswers() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      bytes = i % 2 == 0 ? bytes : withHead(bytes);
      try {
        assertThat(IppMessage.read(new ByteArrayInputStream(bytes))).isNotNull();
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  private static byte[] withHead(byte[] bytes) {
    if (bytes.length > 10) {
      bytes[8] = 1;
      bytes[9] = 0x44;
    }
    return bytes;
  }

  private PrinterException failure() {
    return catchThrowableOfType(PrinterException.class, this::print);
  }
}
