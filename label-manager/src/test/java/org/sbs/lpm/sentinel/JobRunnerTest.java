package org.sbs.lpm.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.Site;
import org.sbs.lpm.capture.CaptureScanner;
import org.sbs.lpm.capture.FileMask;
import org.sbs.lpm.claims.Claim;
import org.sbs.lpm.claims.ClaimStore;
import org.sbs.lpm.claims.JobIds;
import org.sbs.lpm.claims.JobName;
import org.sbs.lpm.claims.NodeId;
import org.sbs.lpm.data.DataSource;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.label.Fields;
import org.sbs.lpm.label.LabelMaker;
import org.sbs.lpm.label.Template;
import org.sbs.lpm.label.TemplateException;
import org.sbs.lpm.printer.Printer;
import org.sbs.lpm.printer.PrinterDefinition;
import org.sbs.lpm.printer.PrinterException;
import org.sbs.lpm.printer.PrinterException.Sent;
import org.sbs.lpm.printer.PrinterGate;
import org.sbs.lpm.settings.ErrorPolicy;
import org.sbs.lpm.settings.SentinelDefinition;
import org.sbs.lpm.state.Journal;
import org.sbs.lpm.state.Log;

/** The order of a job's steps, looked at from inside the printer. */
class JobRunnerTest {
  @TempDir private Path root;
  private Path capture;
  private ClaimStore store;
  private Journal journal;
  private JobQueue queue;
  private final Activity activity = new Activity(System::nanoTime);
  private final List<String> events = new ArrayList<>();
  private Step onOpen = () -> {};
  private Step onSend = () -> {};
  private Step onFinish = () -> {};

  /** What happens at the printer. */
  private interface Step {
    void run() throws PrinterException, IOException;
  }

  @BeforeEach
  void setUp() throws IOException {
    capture = Files.createDirectory(root.resolve("capture"));
    store = new ClaimStore(capture, "Dock", new NodeId("A", "1"));
    store.prepare();
    journal = Journal.open(root, Clock.systemUTC());
    Log log =
        new Log(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            root.resolve("log"),
            Clock.systemUTC());
    queue = new JobQueue("Dock", journal, log, new JobCounters(), activity);
  }

  @AfterEach
  void tearDown() throws IOException {
    journal.close();
  }

  private void run(Job job) throws IOException, PrinterException {
    SentinelDefinition definition =
        new SentinelDefinition(
            "Dock",
            "",
            capture,
            new FileMask(List.of("*")),
            new LabelMaker(Optional.of(template()), DataSource.AUTO, Fields.PLAIN, 100),
            List.of(),
            new PrinterDefinition.Folder("fake", root, "zpl"),
            Map.of(),
            ErrorPolicy.REPRINT,
            CaptureScanner.Order.OLDEST,
            new SentinelDefinition.Timing(0, 0, 10),
            new SentinelDefinition.Limits(1000, Optional.empty(), 0));
    Log log =
        new Log(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            root.resolve("log"),
            Clock.systemUTC());
    new JobRunner(
            definition,
            new Stations(
                new Stations.Station(definition.printer(), new FakePrinter(), new PrinterGate()),
                Map.of()),
            queue,
            new JobCounters(),
            log,
            activity,
            new JobWatch(activity),
            () -> false)
        .run(job);
  }

  private static Template template() {
    try {
      return Template.parse(Site.TEMPLATE.getBytes(StandardCharsets.UTF_8));
    } catch (TemplateException e) {
      throw new AssertionError(e);
    }
  }

  private Job claim() throws IOException {
    Files.writeString(capture.resolve("x"), "text=x\nquantity=3\n");
    Claim claim =
        store
            .take(capture.resolve("x"), JobName.of(new JobIds(Clock.systemUTC()).next(), "x"))
            .orElseThrow();
    return Job.found(store, claim);
  }

  private String where() {
    for (String state : List.of("claimed", "sending", "held")) {
      if (!Site.names(capture.resolve("claims/Dock/A~1").resolve(state)).isEmpty()) {
        return state;
      }
    }
    return Site.names(capture.resolve("done")).isEmpty() ? "elsewhere" : "done";
  }

  @Test
  @DisplayName(
      "R12.4 a job is claimed when the printer is reached, sending before the first byte, done"
          + " after the last")
  void orderOfSteps() throws Exception {
    onOpen = () -> events.add("open in " + where());
    onSend = () -> events.add("label in " + where());
    onFinish = () -> events.add("finish in " + where());
    run(claim());
    events.add("end in " + where());
    assertThat(events)
        .containsExactly(
            "open in claimed",
            "label in sending",
            "label in sending",
            "label in sending",
            "finish in sending",
            "end in done");
    assertThat(Files.readString(root.resolve("journal.jsonl"))).contains("\"labels\":3");
  }

  @Test
  @DisplayName("R12.4 a claim that is taken over between two labels stops the job at once")
  void takenOver() throws Exception {
    ClaimStore other = new ClaimStore(capture, "Dock", new NodeId("B", "1"));
    other.prepare();
    onSend =
        () -> {
          events.add("label");
          other.adopt(true);
        };
    onFinish = () -> events.add("finish");
    run(claim());
    assertThat(events).containsExactly("label");
    assertThat(queue.next()).isEmpty();
    assertThat(Files.readString(root.resolve("journal.jsonl")))
        .contains("\"end\":\"lost\"")
        .contains("1 of its 3 labels had been sent here");
    assertThat(other.own()).hasSize(1);
  }

  @Test
  @DisplayName("R12.4 a claim that is taken over before the first byte is not sent at all")
  void takenOverBefore() throws Exception {
    ClaimStore other = new ClaimStore(capture, "Dock", new NodeId("B", "1"));
    other.prepare();
    onOpen = () -> other.adopt(true);
    onSend = () -> events.add("label");
    run(claim());
    assertThat(events).isEmpty();
    assertThat(Files.readString(root.resolve("journal.jsonl"))).contains("0 of its 3 labels");
  }

  @Test
  @DisplayName(
      "R12.3 a printer that surely printed nothing leaves the job claimed, one that may have leaves"
          + " it in sending")
  void failures() throws Exception {
    Job job = claim();
    onOpen = () -> fail(Sent.NOTHING);
    assertThat(catchThrowableOfType(PrinterException.class, () -> run(job))).isNotNull();
    assertThat(where()).isEqualTo("claimed");
    onOpen = () -> {};
    onFinish = () -> fail(Sent.NOTHING);
    assertThat(catchThrowableOfType(PrinterException.class, () -> run(queue.removeNext())))
        .isNotNull();
    assertThat(where()).isEqualTo("claimed");
    assertThat(queue.next().orElseThrow().unclear()).isEmpty();
    onFinish = () -> fail(Sent.MAYBE);
    assertThat(catchThrowableOfType(PrinterException.class, () -> run(queue.removeNext())))
        .isNotNull();
    assertThat(where()).isEqualTo("sending");
    assertThat(queue.next().orElseThrow().unclear()).isPresent();
    onFinish = () -> {};
    run(queue.removeNext());
    assertThat(where()).isEqualTo("done");
    assertThat(Files.readString(root.resolve("journal.jsonl"))).contains("\"end\":\"reprinted\"");
  }

  @Test
  @DisplayName("R12.8 an error in the program ends its job, and the next one is printed")
  void errors() throws Exception {
    onOpen =
        () -> {
          throw new IllegalStateException("told to");
        };
    run(claim());
    assertThat(Site.names(capture.resolve("failed"))).hasSize(2);
    onOpen = () -> {};
    onSend =
        () -> {
          throw new StackOverflowError("told to");
        };
    run(claim());
    assertThat(where()).isEqualTo("held");
    assertThat(queue.next()).isEmpty();
    onSend = () -> events.add("label");
    run(claim());
    assertThat(events).hasSize(3);
    assertThat(Site.names(capture.resolve("done"))).hasSize(1);
  }

  private static void fail(Sent sent) throws PrinterException {
    throw new PrinterException("told to fail", sent);
  }

  private final class FakePrinter implements Printer {
    @Override
    public void probe() {}

    @Override
    public boolean replacesReprints() {
      return false;
    }

    @Override
    public Delivery open(String jobId, String fileName) throws PrinterException {
      step(onOpen);
      return new Delivery() {
        @Override
        public void send(Content label, int number) throws PrinterException {
          step(onSend);
        }

        @Override
        public int finish() throws PrinterException {
          step(onFinish);
          return 0;
        }

        @Override
        public void close() {}
      };
    }

    private static void step(Step step) throws PrinterException {
      try {
        step.run();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
