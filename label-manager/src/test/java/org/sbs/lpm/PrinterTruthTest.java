package org.sbs.lpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.lpm.printer.ByteSink;
import org.sbs.lpm.printer.ByteSink.Manner;
import org.sbs.lpm.printer.FakeZebra;
import org.sbs.lpm.printer.PrinterState;
import org.sbs.testkit.TestProcess;

/** What is told of printers, whose turn it is there, and what becomes of a job that broke. */
class PrinterTruthTest {
  private static final String JOB = "20260101T000000000-0000-abcdef";

  @TempDir private Path root;
  private Site site;
  private FakeZebra zebra;
  private ByteSink sink;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site(root);
    zebra = new FakeZebra();
    sink = new ByteSink();
    site.write("printers/zebra.toml", raw(zebra.port()) + "status = \"zebra\"\n");
    site.write("printers/sink.toml", raw(sink.port()));
    site.write("printers/same.toml", raw(sink.port()));
  }

  private static String raw(int port) {
    return "kind = \"raw\"\nhost = \"127.0.0.1\"\nstatus-timeout-ms = 500\nport = " + port + "\n";
  }

  @AfterEach
  void tearDown() throws IOException {
    site.close();
    zebra.close();
    sink.close();
  }

  private String status() {
    return String.join("\n", site.ask("A", "status").out());
  }

  @Test
  @DisplayName("R12.6 a printer's own word is in list and status, by a code that never changes")
  void statesAreShown() throws Exception {
    site.sentinel("Dock", "printer = \"zebra\"");
    site.start("A");
    site.awaitListed("A", "Dock\tactive\t");
    zebra.trouble(PrinterState.HEAD_OPEN);
    site.dropText("x.txt", "x");
    site.awaitListed("A", "Dock\tfailed\thead-open: ");
    assertThat(site.ask("A", "status-json").out().get(0))
        .contains("\"printerState\":\"head-open\"");
    zebra.trouble(PrinterState.BUSY);
    eventually().until(() -> site.done().size() == 1);
    site.awaitListed("A", "Dock\tactive\t");
    assertThat(zebra.labels()).hasSize(1);
    assertThat(site.journal("A")).containsOnlyOnce("\"end\":\"printed\"");
  }

  @Test
  @DisplayName(
      "R12.6 one job at a time at a printer, whatever its definitions are called, and in turn")
  void oneAtATime() throws Exception {
    Path other = Files.createDirectory(root.resolve("other"));
    site.sentinel("Dock", "printer = \"sink\"");
    site.sentinel("Gate", "printer = \"same\"", "capture-folder = \"../other\"");
    site.start("A");
    site.awaitListed("A", "Gate\tactive");
    sink.behave(Manner.KEEPS_OPEN);
    site.dropText("x.txt", "first");
    eventually().until(() -> sink.jobs().size() == 1);
    Files.writeString(other.resolve("y.txt"), "text=second\n");
    site.awaitListed("A", "Gate\tactive\tbusy: Printer same prints a job of Dock");
    assertThat(sink.jobs()).hasSize(1);
    sink.behave(Manner.GOOD);
    sink.closeKept();
    eventually().until(() -> Site.names(other.resolve("done")).size() == 1);
    assertThat(sink.jobs()).hasSize(2);
    assertThat(site.journal("A").lines()).allMatch(line -> line.contains("\"end\":\"printed\""));
  }

  @Test
  @DisplayName("R12.6 a print server that rests after each connection is not kept resting by looks")
  void restingPrinter() throws Exception {
    sink.behave(Manner.RESTS);
    site.sentinel("Dock", "printer = \"sink\"");
    site.start("A");
    site.awaitListed("A", "Dock\tactive");
    site.dropText("x.txt", "first");
    eventually().until(() -> site.done().size() == 1);
    assertThat(sink.jobs()).hasSize(1);
  }

  @Test
  @DisplayName("R12.6 a job that is turned away waits, and is not an unclear one")
  void turnedAway() throws Exception {
    site.sentinel("Dock", "printer = \"sink\"");
    site.start("A");
    site.awaitListed("A", "Dock\tactive");
    sink.behave(Manner.TURNS_AWAY);
    site.dropText("x.txt", "patience");
    site.awaitListed("A", "Dock\tactive\tbusy: ");
    sink.behave(Manner.GOOD);
    eventually().until(() -> site.done().size() == 1);
    assertThat(sink.jobs()).hasSize(1);
    assertThat(site.journal("A")).contains("\"end\":\"printed\"").doesNotContain("twice");
  }

  @Test
  @DisplayName("R12.6 by its printer's word a job that broke goes on where it stopped")
  void goesOn() throws Exception {
    zebra.counts();
    zebra.breakBefore(4);
    site.sentinel("Dock", "printer = \"zebra\"");
    site.start("A");
    site.drop("x.csv", "text\n1\n2\n3\n4\n5\n");
    eventually().until(() -> site.done().size() == 1);
    assertThat(zebra.labels()).hasSize(5).doesNotHaveDuplicates();
    assertThat(site.journal("A"))
        .contains("\"end\":\"printed\"")
        .contains("3 of its 5 labels had surely come out. It goes on from label 4.");
    assertThat(Site.names(site.capture().resolve("claims/Dock/notes"))).isEmpty();
  }

  @Test
  @DisplayName(
      "R12.6 the label that came out while the connection broke may be double, and only it")
  void oneMayBeDouble() throws Exception {
    zebra.breakAfter(3);
    site.sentinel("Dock", "printer = \"zebra\"");
    site.start("A");
    site.drop("x.csv", "text\n1\n2\n3\n4\n5\n");
    eventually().until(() -> site.done().size() == 1);
    assertThat(zebra.labels()).hasSize(6);
    assertThat(site.journal("A"))
        .contains("\"end\":\"reprinted\"")
        .contains("2 of its 5 labels had surely come out. Label 3 may be double.");
  }

  /** What a node that died may have noted, in a line each, and what its successor makes of it. */
  @ParameterizedTest
  @CsvSource({
    "998, 1, 2, 3, printed, By its printer's counter 2 of its 5 labels had surely come out",
    "997, 1, 2, 3, reprinted, unclear what came out; Labels 3 to 5 may be double.",
    "1001, 1, 2, 3, reprinted, unclear what came out; Labels 3 to 5 may be double.",
    "-, 1, 2, 3, reprinted, 2 of its 5 labels had surely come out. Labels 3 to 5 may be double.",
    "998, 1, , 5, reprinted, unclear what came out; Labels 1 to 5 may be double.",
    "17, 1, , 5, reprinted, unclear what came out; Labels 1 to 5 may be double.",
    "999, 3 again, 3, 2, reprinted, It had been printed in part before that.",
    "1000, 3 again, , 3, reprinted, 2 of its 5 labels had surely come out. It goes on from label 3",
    "995, 1, 5, 0, printed, All its 5 labels had surely come out.",
    "985, 1, 5, 0, printed, All its 5 labels had surely come out.",
    "995, 1 again, 5, 0, reprinted, All its 5 labels had surely come out.",
  })
  @DisplayName(
      "R12.6 the successor leaves out what had surely come out, and claims no other number")
  void successorGoesOn(
      String counter, String first, String surely, int labels, String end, String says)
      throws Exception {
    zebra.counts();
    site.sentinel("Dock", "printer = \"zebra\"");
    Path claim = site.orphan("Dock", "DEAD~1", "sending", JOB + "~x.csv", "");
    Files.writeString(claim, "text\n1\n2\n3\n4\n5\n");
    Path notes = Files.createDirectories(site.capture().resolve("claims/Dock/notes"));
    String note = counter + "\n" + first + "\nraw 127.0.0.1 " + zebra.port() + "\n";
    Files.writeString(notes.resolve(JOB), surely == null ? note : note + surely + "\n");
    site.start("B", false, true);
    eventually().until(() -> site.done().size() == 1);
    assertThat(zebra.labels()).hasSize(labels);
    assertThat(site.journal("B")).contains("\"end\":\"" + end + "\"").contains(says);
  }

  @Test
  @DisplayName("R12.6 jobs that have waited for too long are held, those of a dead node, too")
  void expired() throws Exception {
    site.sentinel("Dock", "expire-after = \"2h\"");
    FileTime old = FileTime.fromMillis(System.currentTimeMillis() - 3 * 3_600_000L);
    Path orphan = site.orphan("Dock", "DEAD~1", "claimed", JOB + "~old.txt", "old");
    Files.setLastModifiedTime(orphan, old);
    Path own = Files.writeString(site.capture().resolve("older.txt"), "text=older\n");
    Files.setLastModifiedTime(own, old);
    site.dropText("new.txt", "new");
    Path ahead = Files.writeString(site.capture().resolve("ahead.txt"), "text=ahead\n");
    Files.setLastModifiedTime(ahead, FileTime.fromMillis(System.currentTimeMillis() + 1_800_000));
    site.start("A", false, true);
    eventually().until(() -> site.done().size() == 2);
    eventually().until(() -> site.ask("A", "hold-list").out().size() == 2);
    assertThat(site.labels()).as("a writer's clock is ahead").contains("new", "ahead").hasSize(2);
    String id = site.ask("A", "hold-list").out().get(0).split("\t", 2)[0];
    assertThat(site.ask("A", "hold-release", id).status()).isZero();
    eventually().until(() -> site.done().size() == 3);
    assertThat(status()).contains("1 held");
  }

  @Test
  @DisplayName("R12.8 an ended job whose file cannot be moved stops nobody, and is printed once")
  void immovable() throws Exception {
    site.sentinel("Dock", "printer = \"sink\"");
    Path inTheWay = site.capture().resolve("done/x~" + JOB + ".txt");
    Files.createDirectories(inTheWay.resolve("something"));
    site.orphan("Dock", "DEAD~1", "claimed", JOB + "~x.txt", "x");
    site.start("A", false, true);
    eventually().until(() -> sink.jobs().size() == 1);
    site.dropText("y.txt", "y");
    eventually().until(() -> sink.jobs().size() == 2);
    eventually().until(() -> status().contains("does not leave"));
    Files.delete(inTheWay.resolve("something"));
    Files.delete(inTheWay);
    eventually()
        .until(() -> site.done().stream().filter(name -> name.endsWith(".txt")).count() == 2);
    assertThat(sink.jobs()).hasSize(2);
    assertThat(List.of(site.journal("A").split("\n"))).hasSize(2);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("R12.8 a file that cannot be taken is named, and the others are printed")
  void cannotBeTaken() throws Exception {
    site.sentinel("Dock");
    Path fixed = Files.writeString(site.capture().resolve("a.txt"), "text=fixed\n");
    assumeThat(chattr("+i", fixed)).as("needs a disk and rights for chattr").isTrue();
    try {
      site.start("A");
      site.dropText("b.txt", "b");
      eventually().until(() -> site.labels().equals(List.of("b")));
      eventually().until(() -> status().contains("a.txt cannot be taken"));
      site.awaitListed("A", "Dock\tactive");
    } finally {
      chattr("-i", fixed);
    }
    eventually().until(() -> site.labels().size() == 2);
    eventually().until(() -> !status().contains("a.txt cannot be taken"));
  }

  private static boolean chattr(String how, Path file) throws InterruptedException {
    try {
      return TestProcess.builder(List.of("chattr", how, file.toString())).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
