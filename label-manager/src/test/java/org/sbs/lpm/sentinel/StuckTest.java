package org.sbs.lpm.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.Site;
import org.sbs.lpm.capture.FolderWatcher;
import org.sbs.lpm.capture.OpenFiles;
import org.sbs.lpm.claims.JobIds;
import org.sbs.lpm.claims.NodeId;
import org.sbs.lpm.printer.ByteSink;
import org.sbs.lpm.printer.PrinterGates;
import org.sbs.lpm.sentinel.SentinelView.Health;
import org.sbs.lpm.settings.SettingsFolder;
import org.sbs.lpm.state.Journal;
import org.sbs.lpm.state.Log;

/** Which sentinels are stuck after an hour: the clock that tells is the test's. */
class StuckTest {
  private static final long HOUR = TimeUnit.HOURS.toSeconds(1);

  @TempDir private Path root;
  private final AtomicLong extra = new AtomicLong();
  private Site site;
  private ByteSink sink;
  private Journal journal;
  private FolderWatcher watcher;
  private Sentinel sentinel;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site(root);
    sink = new ByteSink();
    site.write(
        "printers/raw.toml",
        "kind = \"raw\"\nhost = \"127.0.0.1\"\nport = "
            + sink.port()
            + "\nstall-timeout-ms = 3600000\nclose-timeout-ms = 600000\n");
    journal = Journal.open(root, Clock.systemUTC());
    watcher = new FolderWatcher();
  }

  @AfterEach
  void tearDown() throws Exception {
    sink.close();
    sentinel.close();
    sentinel.awaitClosed(TimeUnit.SECONDS.toNanos(20));
    watcher.close();
    journal.close();
  }

  private void activate(String... lines) throws IOException {
    site.sentinel("Dock", lines);
    begin();
  }

  /** One that looks again only when something comes. */
  private void activatePatient() throws IOException {
    site.write(
        "sentinels/Dock.toml",
        """
        capture-folder = "../capture"
        file-mask = "*"
        template = "text"
        printer = "folder"
        stable-ms = 20
        poll-ms = 60000
        """);
    begin();
  }

  private void begin() throws IOException {
    Log log =
        new Log(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            root.resolve("log"),
            Clock.systemUTC());
    SentinelContext context =
        new SentinelContext(
            new NodeId("A", "1"),
            false,
            new SettingsFolder(site.settings()),
            new JobIds(Clock.systemUTC()),
            journal,
            log,
            watcher,
            new PrinterGates(),
            new Strays(),
            new OpenFiles());
    sentinel = new Sentinel("Dock", context, () -> System.nanoTime() + extra.get());
    sentinel.activate();
  }

  private static Thread thread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals("lpm-Dock"))
        .findFirst()
        .orElseThrow();
  }

  /** It sleeps until the next look or the next attempt. */
  private static void awaitRest() {
    Thread thread = thread();
    eventually().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  private void hourPasses() {
    extra.addAndGet(TimeUnit.SECONDS.toNanos(HOUR));
  }

  private void awaitHealth(Health health) {
    eventually().until(() -> sentinel.isSettled() && sentinel.view().health() == health);
  }

  @Test
  @DisplayName("R7.3 a sentinel without work for an hour is not stuck")
  void noWork() throws Exception {
    activatePatient();
    awaitHealth(Health.ACTIVE);
    awaitRest();
    hourPasses();
    assertThat(sentinel.view().stuckSeconds()).isZero();
    sentinel.deactivate();
    eventually().until(() -> sentinel.view().health() == Health.INACTIVE);
    awaitRest();
    hourPasses();
    assertThat(sentinel.view().stuckSeconds()).isZero();
  }

  @Test
  @DisplayName("R7.3 R12.6 one whose printer takes nothing for an hour is not stuck")
  void printerTakesNothing() throws Exception {
    sink.behave(ByteSink.Manner.STALLS);
    activate("printer = \"raw\"");
    site.dropText("x.txt", "x");
    Path sending = site.claims("Dock", "A~1", "sending");
    eventually().until(() -> !Site.names(sending).isEmpty());
    hourPasses();
    SentinelView view = sentinel.view();
    assertThat(view.stuckSeconds()).isZero();
    assertThat(view.health()).as("though that nothing moves is said").isEqualTo(Health.FAILED);
  }

  @Test
  @DisplayName("R7.3 R12.6 one whose printer does not answer is not stuck")
  void printerIsOff() throws Exception {
    sink.switchOff();
    activate("printer = \"raw\"");
    site.dropText("x.txt", "x");
    awaitHealth(Health.FAILED);
    awaitRest();
    hourPasses();
    assertThat(sentinel.view().stuckSeconds()).isZero();
  }

  @Test
  @DisplayName("R7.3 one whose capture folder or definition is missing is not stuck")
  void folderIsGone() throws Exception {
    activate("capture-folder = \"../nowhere\"");
    awaitHealth(Health.FAILED);
    awaitRest();
    hourPasses();
    assertThat(sentinel.view().stuckSeconds()).isZero();
    Files.delete(site.settings().resolve("sentinels/Dock.toml"));
    awaitHealth(Health.FAILED);
    awaitRest();
    hourPasses();
    assertThat(sentinel.view().stuckSeconds()).isZero();
  }

  @Test
  @DisplayName("R7.3 one that hangs in its own work is stuck, until it goes on")
  void hangsItself() throws Exception {
    activate();
    awaitHealth(Health.ACTIVE);
    Journal held = journal;
    synchronized (held) {
      site.dropText("x.txt", "x");
      eventually().until(this::isStuckAfterAnHour);
      hourPasses();
      assertThat(sentinel.view().stuckSeconds()).isGreaterThanOrEqualTo(HOUR);
    }
    eventually().until(() -> site.done().size() == 1);
    eventually().until(() -> sentinel.view().stuckSeconds() == 0);
  }

  private boolean isStuckAfterAnHour() {
    hourPasses();
    return sentinel.view().stuckSeconds() > 0;
  }

  @Test
  @DisplayName("R7.3 one that is to work and has lost its thread is stuck")
  void threadIsGone() throws Exception {
    activatePatient();
    awaitHealth(Health.ACTIVE);
    awaitRest();
    Thread thread = thread();
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(20));
    hourPasses();
    assertThat(sentinel.view().stuckSeconds()).isGreaterThanOrEqualTo(HOUR);
    sentinel.deactivate();
    assertThat(sentinel.view().stuckSeconds()).isZero();
  }
}
