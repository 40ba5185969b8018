package org.sbs.lpm.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.printer.PrinterDefinition.StatusBy;
import org.sbs.lpm.printer.PrinterException.Sent;

class ZebraStatusTest {
  private FakeZebra zebra;
  private final TestWatch watch = new TestWatch();
  private final PrinterGate gate = new PrinterGate();
  private Printer printer;

  @BeforeEach
  void setUp() throws IOException {
    zebra = new FakeZebra();
    printer =
        new PrinterDefinition.Raw(
                "Z",
                "127.0.0.1",
                zebra.port(),
                2000,
                300,
                300,
                true,
                new PrinterDefinition.Telling(StatusBy.ZEBRA, 400, "public", 161))
            .create("A~1", watch, gate);
  }

  @AfterEach
  void tearDown() throws IOException {
    zebra.close();
  }

  @Test
  @Timeout(60)
  @DisplayName("R12.6 R12.8 one that babbles for an answer has not told, and prints all the same")
  void babbles() throws Exception {
    try (ByteSink sink = new ByteSink()) {
      sink.behave(ByteSink.Manner.BABBLES);
      printer =
          new PrinterDefinition.Raw(
                  "Z",
                  "127.0.0.1",
                  sink.port(),
                  2000,
                  300,
                  300,
                  true,
                  new PrinterDefinition.Telling(StatusBy.ZEBRA, 400, "public", 161))
              .create("A~1", watch, gate);
      print("^XA1^XZ", "^XA2^XZ");
      eventually().until(() -> sink.jobs().size() == 1);
      assertThat(sink.jobs().get(0)).containsOnlyOnce("^XA1^XZ").containsOnlyOnce("^XA2^XZ");
    }
  }

  private void print(String... labels) {
    try (Printer.Delivery delivery = printer.open("id", "x")) {
      for (int i = 0; i < labels.length; i++) {
        delivery.send(Content.of(labels[i].getBytes(StandardCharsets.ISO_8859_1)), i + 1);
      }
      delivery.finish();
    } catch (PrinterException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName(
      "R12.6 paper that runs out in a job is waited for by name, and each label comes once")
  void paperRunsOut() throws Exception {
    List<Integer> surely = new CopyOnWriteArrayList<>();
    try (Printer.Delivery delivery = printer.open("id", "x")) {
      delivery.onSurelyPrinted(surely::add);
      delivery.send(Content.of("^XA1^XZ".getBytes(StandardCharsets.UTF_8)), 1);
      zebra.paperOut(true);
      CompletableFuture<Void> rest =
          CompletableFuture.runAsync(
              () -> {
                try {
                  delivery.send(Content.of("^XA2^XZ".getBytes(StandardCharsets.UTF_8)), 2);
                  delivery.finish();
                } catch (PrinterException e) {
                  throw new AssertionError(e);
                }
              });
      eventually().until(() -> watch.states().contains(PrinterState.PAPER_OUT));
      assertThat(rest).isNotDone();
      zebra.paperOut(false);
      rest.get(20, TimeUnit.SECONDS);
      assertThat(surely).containsExactly(1, 2);
    }
    assertThat(zebra.labels()).containsExactly("^XA1^XZ", "^XA2^XZ");
  }

  @ParameterizedTest
  @EnumSource(names = {"PAPER_OUT", "RIBBON_OUT", "HEAD_OPEN", "PAUSED", "TOO_HOT"})
  @DisplayName(
      "R12.6 a printer that says that it cannot print gets nothing, and its word is told on")
  void troubleBefore(PrinterState state) {
    zebra.trouble(state);
    PrinterException e =
        catchThrowableOfType(PrinterException.class, () -> printer.open("id", "x").close());
    assertThat(e.sent()).isEqualTo(Sent.NOTHING);
    assertThat(e.state()).isEqualTo(state);
    assertThat(catchThrowableOfType(PrinterException.class, printer::probe).state())
        .isEqualTo(state);
  }

  @Test
  @DisplayName(
      "R12.6 a printer or print server that answers nothing does not tell, and has not failed")
  void answersNothing() {
    zebra.silent();
    print("^XA1^XZ", "^XA2^XZ");
    assertThat(zebra.labels()).hasSize(2);
    assertThat(zebra.questions()).as("not asked again").hasSize(1);
  }

  @Test
  @DisplayName("R12.6 it is asked between labels only, and never after the prefixes were changed")
  void onlyBetweenLabels() {
    print("^XA1^XZ", "~DGR:A.GRF,8000,40,FFFF", "^XA2^XZ\n");
    assertThat(zebra.questions())
        .filteredOn(text -> text.endsWith("~HS\r\n") && text.length() > 5)
        .isNotEmpty()
        .allMatch(text -> text.strip().matches("(?s).*\\^XZ\\s*~HS"));
    int before = zebra.questions().size();
    print("^XA^CT+^XZ", "^XA3^XZ");
    int asked = zebra.questions().size();
    assertThat(asked - before).as("only before its first byte").isEqualTo(1);
    print("^XA4^XZ");
    assertThat(zebra.questions()).hasSize(asked);
    assertThat(zebra.labels()).hasSize(5);
  }

  @Test
  @DisplayName(
      "R12.6 the answer of a real printer is understood; half of one, or none, is no answer")
  void answers() {
    String whole =
        FakeZebra.line("030,0,0,1245,007,0,0,0,000,0,0,0")
            + FakeZebra.line("000,0,0,0,0,2,4,0,00000003,1,000")
            + FakeZebra.line("1234,0");
    HostStatus status = HostStatus.parse(whole.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
    assertThat(status.formats()).isEqualTo(7);
    assertThat(status.remaining()).isEqualTo(3);
    assertThat(status.report().idle()).isFalse();
    for (String none :
        List.of("", whole.substring(0, 60), whole.replace("1245", "x").replace("007", "y"))) {
      assertThat(HostStatus.parse(none.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    }
  }
}
