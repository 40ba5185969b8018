package org.sbs.lpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.printer.ByteSink;
import org.sbs.lpm.printer.ByteSink.Manner;
import org.sbs.lpm.printer.CupsQueue;
import org.sbs.lpm.printer.LprintQueue;
import org.sbs.lpm.printer.RealQueue;
import org.sbs.testkit.Needs;

/** The print servers that people have: a job's whole life there, with a socket as the printer. */
class RealQueueTest {
  /** More than fits into the memory between a queue and its printer. */
  private static final String PADDING = ("^FX" + "x".repeat(997) + "\n").repeat(9_000);

  @TempDir private Path root;

  @Test
  @DisplayName("R12.6 a queue of CUPS: printed once, and said so when it was")
  @Needs(of = CupsQueue.class)
  void cups() throws Exception {
    try (ByteSink printer = new ByteSink();
        RealQueue queue = new CupsQueue(printer.port())) {
      prints(queue, printer);
    }
  }

  @Test
  @DisplayName("R12.6 a queue of LPrint: printed once, and said so when it was")
  @Needs(of = LprintQueue.class)
  void lprint() throws Exception {
    Path folder = Files.createDirectory(root.resolve("lprint"));
    try (LprintQueue queue = new LprintQueue(folder);
        ByteSink printer = new ByteSink(queue.printerAddress(), 0)) {
      queue.printer(printer.port());
      prints(queue, printer);
    }
  }

  private void prints(RealQueue queue, ByteSink printer) throws Exception {
    try (Site site = new Site(root)) {
      site.write("printers/queue.toml", "kind = \"ipp\"\nuri = \"" + queue.uri() + "\"\n");
      site.sentinel("Dock", "printer = \"queue\"", "raw = true", "file-mask = \"*.zpl\"");
      site.start("A");
      site.awaitListed("A", "Dock\tactive\t");
      isPrintedWhenItIs(site, printer);
      waitsForStoppedQueue(site, queue, printer);
      isHeldWhenCancelled(site, queue, printer);
      isFoundByTheSuccessor(site, queue, printer);
    } catch (Throwable e) {
      throw new AssertionError(e.getMessage() + "\n" + queue.log(), e);
    }
  }

  private static String label(String text) {
    return "^XA\n" + PADDING + "^FO40,40^A0N,30,30^FD" + text + "^FS^XZ\n";
  }

  private static void isPrintedWhenItIs(Site site, ByteSink printer) throws Exception {
    printer.behave(Manner.HOLDS);
    site.drop("first.zpl", label("first"));
    site.awaitListed("A", "Dock\tactive\tbusy: ");
    eventually().until(() -> printer.holds() == 1);
    assertThat(site.done()).isEmpty();
    assertThat(site.journal("A")).doesNotContain("first.zpl");
    printer.release();
    eventually().until(() -> site.done().size() == 1);
    cameOut(printer, "first");
    assertThat(site.journal("A")).containsOnlyOnce("\"end\":\"printed\"");
  }

  /** A queue is done with a job when its last bytes are on the way to the printer. */
  private static void cameOut(ByteSink printer, String... texts) {
    eventually()
        .untilAsserted(
            () ->
                assertThat(printer.jobs())
                    .extracting(job -> job.replaceAll("(?s).*\\^FD(.*?)\\^FS.*", "$1"))
                    .containsExactly(texts));
  }

  private static void waitsForStoppedQueue(Site site, RealQueue queue, ByteSink printer)
      throws Exception {
    queue.pause();
    site.drop("second.zpl", label("second"));
    site.awaitListed("A", "Dock\tfailed\tpaused: ");
    assertThat(site.ask("A", "status-json").out().get(0)).contains("\"printerState\":\"paused\"");
    cameOut(printer, "first");
    queue.resume();
    eventually().until(() -> site.done().size() == 2);
    site.awaitListed("A", "Dock\tactive\t");
    cameOut(printer, "first", "second");
    assertThat(site.journal("A")).doesNotContain("\"end\":\"reprinted\"");
  }

  private static void isHeldWhenCancelled(Site site, RealQueue queue, ByteSink printer)
      throws Exception {
    printer.behave(Manner.HOLDS);
    site.drop("third.zpl", label("third"));
    eventually().until(() -> printer.holds() == 2);
    site.awaitListed("A", "Dock\tactive\tbusy: ");
    queue.cancelAll();
    printer.release();
    eventually().until(() -> site.journal("A").contains("\"end\":\"held\""));
    assertThat(site.done()).hasSize(2);
    assertThat(site.ask("A", "status").out().toString()).contains("1 held", "cancelled there");
    site.drop("fourth.zpl", label("fourth"));
    eventually().until(() -> site.done().size() == 3);
    eventually().until(() -> printer.jobs().get(printer.jobs().size() - 1).contains("fourth"));
  }

  /** While it waits there, and when it is printed already. */
  private static void isFoundByTheSuccessor(Site site, RealQueue queue, ByteSink printer)
      throws Exception {
    int before = printer.jobs().size();
    queue.pause();
    site.drop("fifth.zpl", label("fifth"));
    site.awaitListed("A", "Dock\tfailed\tpaused: ");
    site.start("B", false, true);
    site.awaitListed("B", "Dock\tfailed\tpaused: ");
    queue.resume();
    eventually().until(() -> site.done().size() == 4);
    eventually().until(() -> printer.jobs().size() == before + 1);
    assertThat(site.journal("B")).containsOnlyOnce("\"end\":\"printed\"").contains("fifth.zpl");

    site.stopAll();
    String ended =
        site.done().stream().filter(n -> n.startsWith("fifth~")).findFirst().orElseThrow();
    String id = ended.substring("fifth~".length(), ended.length() - ".zpl".length());
    Path claim = site.claims("Dock", "DEAD~1", "sending");
    Files.createDirectories(claim);
    Files.move(site.capture().resolve("done").resolve(ended), claim.resolve(id + "~fifth.zpl"));
    Path notes = Files.createDirectories(site.capture().resolve("claims/Dock/notes"));
    Files.writeString(notes.resolve(id + ".print"), "1 whole");
    site.start("C", false, true);
    eventually().until(() -> site.done().contains(ended));
    assertThat(site.journal("C")).containsOnlyOnce("\"end\":\"printed\"").contains("fifth.zpl");
    assertThat(printer.jobs()).hasSize(before + 1);
  }
}
