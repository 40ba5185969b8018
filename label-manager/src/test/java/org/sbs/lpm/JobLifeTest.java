package org.sbs.lpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.control.Reply;
import org.sbs.lpm.printer.ByteSink;
import org.sbs.lpm.printer.ByteSink.Manner;

class JobLifeTest {
  private static final String JOB = "20260101T000000000-0000-abcdef";

  @TempDir private Path root;
  private Site site;
  private ByteSink sink;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site(root);
    sink = new ByteSink();
    site.write(
        "printers/raw.toml",
        "kind = \"raw\"\nhost = \"127.0.0.1\"\nport = "
            + sink.port()
            + "\nstall-timeout-ms = 500\nclose-timeout-ms = 500\n");
  }

  @AfterEach
  void tearDown() throws IOException {
    site.close();
    sink.close();
  }

  private void orphans() throws IOException {
    site.orphan("Dock", "DEAD~1", "claimed", JOB + "~never.txt", "never sent");
    site.orphan(
        "Dock", "DEAD~1", "sending", JOB.replace("0000-a", "0001-a") + "~maybe.txt", "sent?");
  }

  @Test
  @DisplayName(
      "R12.4 the successor prints what was claimed and never sent, without asking any policy")
  void claimedOrphans() throws Exception {
    site.sentinel("Dock", "printer = \"raw\"", "error-policy = \"hold\"");
    site.orphan("Dock", "DEAD~1", "claimed", JOB + "~never.txt", "never sent");
    site.start("B", false, true);
    eventually().until(() -> site.done().equals(List.of("never~" + JOB + ".txt")));
    assertThat(sink.jobs()).singleElement().asString().contains("never sent");
    assertThat(site.journal("B")).contains("\"job\":\"" + JOB + "\",\"end\":\"printed\"");
    assertThat(Site.names(site.capture().resolve("claims/Dock"))).hasSize(1);
  }

  @Test
  @DisplayName("R12.4 reprint: a job that may have been sent is printed again, and that is said")
  void reprint() throws Exception {
    site.sentinel("Dock", "printer = \"raw\"");
    orphans();
    site.start("B", false, true);
    eventually().until(() -> site.done().size() == 2);
    assertThat(sink.jobs()).hasSize(2);
    assertThat(site.journal("B")).containsOnlyOnce("\"end\":\"printed\"");
    assertThat(site.journal("B"))
        .containsOnlyOnce("\"end\":\"reprinted\"")
        .contains("maybe.txt was possibly printed twice. DEAD~1 was sending it when it died");
    String status = String.join("\n", site.ask("B", "status").out());
    assertThat(status)
        .contains("2 printed (2 labels), 0 failed, 1 reprinted")
        .contains("possibly printed twice");
    assertThat(site.messages()).contains("possibly printed twice");
  }

  @Test
  @DisplayName("R12.4 a folder printer replaces the label of the first print: none is doubled")
  void reprintInAFolder() throws Exception {
    site.sentinel("Dock");
    site.start("A");
    site.dropText("x.txt", "one");
    eventually().until(() -> site.done().size() == 1);
    String job = site.done().get(0).replaceAll("x~(.*)\\.txt", "$1");
    site.close();
    Path back = site.claims("Dock", "A~old", "sending").resolve(job + "~x.txt");
    Files.createDirectories(back.getParent());
    Files.move(site.capture().resolve("done").resolve(site.done().get(0)), back);
    site.start("B", false, true);
    eventually().until(() -> site.done().size() == 1);
    assertThat(site.labels()).containsExactly("one");
    assertThat(site.journal("B"))
        .contains("\"end\":\"reprinted\"")
        .contains("1 of 1 labels were already there, alike");
  }

  @Test
  @DisplayName("R12.4 a job that this node's journal knows as printed is only filed")
  void journalKnows() throws Exception {
    site.sentinel("Dock", "printer = \"raw\"");
    site.start("A");
    site.dropText("x.txt", "one");
    eventually().until(() -> site.done().size() == 1);
    String job = site.done().get(0).replaceAll("x~(.*)\\.txt", "$1");
    site.close();
    Path back = site.claims("Dock", "A~old", "sending").resolve(job + "~x.txt");
    Files.createDirectories(back.getParent());
    Files.move(site.capture().resolve("done").resolve(site.done().get(0)), back);
    site.start("A");
    eventually().until(() -> site.done().size() == 1);
    assertThat(sink.jobs()).hasSize(1);
    assertThat(site.journal("A")).contains("\"end\":\"filed\"");
  }

  @Test
  @DisplayName(
      "R12.4 hold: a job that may have been sent waits for an operator, who releases or discards it")
  void hold() throws Exception {
    site.sentinel("Dock", "printer = \"raw\"", "error-policy = \"hold\"");
    String second = JOB.replace("0000-a", "0001-a");
    site.orphan("Dock", "DEAD~1", "sending", JOB + "~x.txt", "first");
    site.orphan("Dock", "DEAD~1", "sending", second + "~y.txt", "second");
    site.start("B", false, true);
    eventually().until(() -> site.ask("B", "hold-list").out().size() == 2);
    assertThat(site.ask("B", "hold-list").out().get(0))
        .isEqualTo(
            JOB + "\tDock\tx.txt\tDEAD~1 was sending it when it died; what came out is unknown.");
    assertThat(sink.jobs()).isEmpty();
    assertThat(site.ask("B", "status").out().toString()).contains("2 held");
    Reply unknown = site.ask("B", "hold-release", "nonsense");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err().toString()).contains("No held job has the id 'nonsense'");
    assertThat(site.ask("B", "hold-release", JOB).status()).isZero();
    assertThat(site.ask("B", "hold-discard", second).status()).isZero();
    eventually().until(() -> site.done().size() == 1 && site.failed().size() == 2);
    assertThat(sink.jobs()).singleElement().asString().contains("first");
    assertThat(site.ask("B", "hold-list").out()).isEmpty();
    assertThat(Files.readString(site.capture().resolve("failed").resolve(site.failed().get(1))))
        .contains("Discarded by the operator");
    assertThat(site.journal("B"))
        .contains("\"end\":\"held\"")
        .contains("\"end\":\"released\"")
        .contains("\"end\":\"discarded\"")
        .contains("\"end\":\"reprinted\"");
  }

  @Test
  @DisplayName("R12.4 held jobs survive their node and stay held on the successor")
  void heldJobsSurvive() throws Exception {
    site.sentinel("Dock", "printer = \"raw\"", "error-policy = \"hold\"");
    site.orphan("Dock", "DEAD~1", "sending", JOB + "~x.txt", "first");
    site.start("B", false, true);
    eventually().until(() -> site.ask("B", "hold-list").out().size() == 1);
    site.close();
    site.start("C", false, true);
    eventually().until(() -> site.ask("C", "hold-list").out().size() == 1);
    assertThat(site.ask("C", "hold-list").out().get(0)).contains("Held by B~");
    assertThat(sink.jobs()).isEmpty();
  }

  @Test
  @DisplayName(
      "R12.4 without being told so, nobody takes the jobs of others, and his own he always takes")
  void notTold() throws Exception {
    site.sentinel("Dock");
    site.orphan("Dock", "DEAD~1", "claimed", JOB + "~other.txt", "other");
    site.orphan(
        "Dock", "B~earlier", "claimed", JOB.replace("0000-a", "0001-a") + "~own.txt", "own");
    site.start("B", false, false);
    eventually().until(() -> site.done().size() == 1);
    assertThat(site.labels()).containsExactly("own");
    site.close();
    site.start("B", false, true);
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).containsExactlyInAnyOrder("own", "other");
  }

  @Test
  @DisplayName("R12.4 claims are looked for when a sentinel first works, and not later again")
  void adoptsOnce() throws Exception {
    site.sentinel("Dock");
    site.start("B", true, true);
    site.orphan("Dock", "DEAD~1", "claimed", JOB + "~x.txt", "first");
    site.dropText("held.txt", "held back");
    assertThat(site.ask("B", "list").out()).containsExactly("Dock\tinactive\t");
    assertThat(site.ask("B", "activate", "Dock").status()).isZero();
    eventually().until(() -> site.done().size() == 2);
    String later = JOB.replace("0000-a", "0001-a");
    site.orphan("Dock", "DEAD~1", "claimed", later + "~y.txt", "later");
    site.ask("B", "deactivate", "Dock");
    site.ask("B", "activate", "Dock");
    site.dropText("z.txt", "next");
    eventually().until(() -> site.done().size() == 3);
    assertThat(site.labels()).containsExactlyInAnyOrder("first", "held back", "next");
  }

  @Test
  @DisplayName(
      "R12.4 a job taken over between two labels is not sent any further, nor printed silently twice")
  void takenOverBetweenLabels() throws Exception {
    sink.behave(Manner.STALLS);
    site.write(
        "printers/raw.toml",
        "kind = \"raw\"\nhost = \"127.0.0.1\"\nport = "
            + sink.port()
            + "\nstall-timeout-ms = 60000\n");
    site.write("templates/long.zpl", "^XA^FX" + "x".repeat(1 << 20) + "^FD${text}^FS^XZ");
    site.sentinel("Dock", "printer = \"raw\"", "template = \"long\"");
    site.start("A");
    site.drop("big.csv", "text,quantity\nx,100\n");
    Path claims = site.capture().resolve("claims/Dock");
    eventually().until(() -> sending(claims, "A~").size() == 1);
    site.sentinel("Dock");
    site.start("B", false, true);
    eventually().until(() -> site.done().size() == 1);
    assertThat(site.labels()).hasSize(100);
    assertThat(site.journal("B")).contains("\"end\":\"reprinted\"");
    // A is stuck in its printer; as soon as that fails, it finds that the job is not its own any
    // more.
    sink.close();
    eventually().until(() -> site.journal("A").contains("\"end\":\"lost\""));
    assertThat(site.done()).hasSize(1);
    eventually().until(() -> site.messages().contains("Another node has taken big.csv over"));
  }

  private static List<String> sending(Path claims, String owner) {
    return Site.names(claims).stream()
        .filter(name -> name.startsWith(owner))
        .flatMap(name -> Site.names(claims.resolve(name).resolve("sending")).stream())
        .toList();
  }

  @Test
  @DisplayName(
      "R12.3 a printer that is off: the job stays claimed, the sentinel fails with the reason and recovers")
  void printerOff() throws Exception {
    site.sentinel("Dock", "printer = \"raw\"");
    site.start("A");
    site.awaitListed("A", "Dock\tactive");
    sink.switchOff();
    int port = sink.port();
    site.dropText("x.txt", "patience");
    site.awaitListed(
        "A", "Dock\tfailed\toffline: Printer raw: 127.0.0.1 port " + port + " cannot be reached");
    eventually().until(() -> Site.names(site.capture().resolve("claims/Dock")).size() == 1);
    assertThat(site.done()).isEmpty();
    assertThat(site.failed()).isEmpty();
    sink.close();
    sink = new ByteSink(port);
    eventually().until(() -> site.done().size() == 1);
    site.awaitListed("A", "Dock\tactive\t");
    assertThat(sink.jobs()).hasSize(1);
    assertThat(site.journal("A")).containsOnlyOnce("\"end\":").contains("\"end\":\"printed\"");
  }

  @Test
  @DisplayName(
      "R12.4 a printer that breaks over each job is not flooded: after three tries the job is held")
  void noFlood() throws Exception {
    sink.behave(Manner.RESETS);
    site.sentinel("Dock", "printer = \"raw\"");
    site.start("A");
    site.dropText("x.txt", "y".repeat(20_000));
    eventually().until(() -> site.ask("A", "hold-list").out().size() == 1);
    assertThat(sink.jobs()).hasSize(3);
    assertThat(site.ask("A", "hold-list").out().get(0)).contains("3 attempts ended unclear");
    sink.behave(Manner.GOOD);
    String id = site.ask("A", "hold-list").out().get(0).split("\t", 2)[0];
    site.awaitListed("A", "Dock\tactive");
    assertThat(site.ask("A", "hold-release", id).status()).isZero();
    eventually().until(() -> site.done().size() == 1);
    assertThat(site.journal("A")).contains("\"end\":\"reprinted\"");
  }

  @Test
  @DisplayName(
      "R12.4 hold: a connection that breaks in the middle of a job leaves it to an operator")
  void holdAfterABrokenConnection() throws Exception {
    sink.behave(Manner.RESETS);
    site.sentinel("Dock", "printer = \"raw\"", "error-policy = \"hold\"");
    site.start("A");
    site.dropText("x.txt", "y".repeat(20_000));
    eventually().until(() -> site.ask("A", "hold-list").out().size() == 1);
    assertThat(sink.jobs()).hasSize(1);
  }

  @Test
  @DisplayName("R12.4 a capture folder that goes away fails its sentinel only, and loses nothing")
  void captureFolderGoesAway() throws Exception {
    site.sentinel("Dock");
    Path other = Files.createDirectory(root.resolve("other"));
    site.sentinel("Gate", "capture-folder = \"../other\"");
    site.start("A");
    site.awaitListed("A", "Dock\tactive");
    Path away = root.resolve("away");
    Files.move(site.capture(), away);
    Files.writeString(away.resolve("x.txt"), "text=back\n");
    site.awaitListed("A", "Dock\tfailed\tThe capture folder " + site.capture() + " is not there");
    Files.writeString(other.resolve("y.txt"), "text=other\n");
    eventually().until(() -> site.labels().equals(List.of("other")));
    assertThat(site.capture()).as("nobody made it").doesNotExist();
    Files.move(away, site.capture());
    eventually().until(() -> site.labels().size() == 2);
    site.awaitListed("A", "Dock\tactive\t");
  }

  @Test
  @DisplayName("R12.4 jobs of a sentinel that the settings no longer have are mentioned")
  void strangersAreMentioned() throws Exception {
    site.sentinel("Dock");
    site.orphan("Renamed", "DEAD~1", "claimed", JOB + "~x.txt", "x");
    site.start("A");
    eventually()
        .until(
            () ->
                site.ask("A", "status")
                    .out()
                    .toString()
                    .contains("lie jobs of a sentinel that the settings do not have"));
  }

  @Test
  @DisplayName(
      "R12.4 a job whose end cannot be filed is not printed again, and is filed when that is possible")
  void endIsFiledLater() throws Exception {
    site.sentinel("Dock", "printer = \"raw\"");
    site.start("A");
    site.awaitListed("A", "Dock\tactive");
    Path done = site.capture().resolve("done");
    Files.delete(done);
    Files.writeString(done, "a file where the folder should be");
    site.dropText("x.txt", "once");
    site.awaitListed("A", "Dock\tfailed");
    site.dropText("y.txt", "later");
    assertThat(sink.jobs()).hasSize(1);
    Files.delete(done);
    eventually().until(() -> site.done().size() == 2);
    assertThat(sink.jobs()).hasSize(2);
    assertThat(site.journal("A").lines().filter(line -> line.contains("x.txt"))).hasSize(1);
  }

  @Test
  @DisplayName(
      "R12.4 an orderly stop gives jobs that were never sent back, for whoever serves next")
  void stopGivesBack() throws Exception {
    site.sentinel("Dock", "printer = \"raw\"");
    site.start("A");
    site.awaitListed("A", "Dock\tactive");
    sink.switchOff();
    int port = sink.port();
    site.dropText("x.txt", "patience");
    site.awaitListed("A", "Dock\tfailed\toffline: Printer raw");
    site.close();
    assertThat(Site.names(site.capture())).anyMatch(name -> name.matches("x~.*\\.txt"));
    sink = new ByteSink(port);
    site.start("B");
    eventually().until(() -> site.done().size() == 1);
    assertThat(sink.jobs()).hasSize(1);
  }

  @Test
  @DisplayName(
      "R12.4 a job that another node leaves claimed after the takeover is mentioned, not lost silently")
  void strangeClaims() throws Exception {
    site.sentinel("Dock");
    site.start("B", false, true);
    site.awaitListed("B", "Dock\tactive");
    site.orphan("Dock", "LATE~1", "claimed", JOB + "~x.txt", "x");
    eventually()
        .until(
            () ->
                site.ask("B", "status")
                    .out()
                    .toString()
                    .contains(
                        "1 jobs are claimed by other nodes and do not move on (LATE~1/" + JOB));
    assertThat(site.labels()).isEmpty();
  }
}
