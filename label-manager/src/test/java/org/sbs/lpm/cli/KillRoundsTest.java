package org.sbs.lpm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.Site;
import org.sbs.lpm.printer.CupsQueue;
import org.sbs.lpm.printer.FakeZebra;
import org.sbs.testkit.Needs;

/**
 * The program is killed amid printing, round after round: no label is lost, and none comes twice
 * without a line in the journal that says so. {@code -Dlpm.kill.rounds=500} for a long run of each
 * kind; {@code -Dlpm.kill.seed} repeats one.
 */
class KillRoundsTest {
  private static final int LABELS = 8;
  private static final long SEED = Long.getLong("lpm.kill.seed", 17);

  @TempDir private Path root;
  private final Random random = new Random(SEED);
  private int killed;
  private int inTheMiddle;

  private static int rounds(int inVerify) {
    return Integer.getInteger("lpm.kill.rounds", inVerify);
  }

  @Test
  @DisplayName("R12.6 R12.4 kill -9 amid printing loses no label and doubles none in silence")
  void raw() throws Exception {
    try (Site site = new Site(root);
        FakeZebra zebra = new FakeZebra()) {
      zebra.counts();
      site.sentinel("Dock", "printer = \"raw\"");
      for (int round = 0; round < rounds(12); round++) {
        site.write("printers/raw.toml", printer(zebra.port(), round % 2 == 1));
        killAmid(site, round, rows(round, "", ""), own(round), zebra);
        if (random.nextInt(4) == 0) {
          zebra.printForOthers();
        }
      }
      finish(site, rounds(12), zebra);
    }
  }

  @Test
  @DisplayName("R12.6 R12.4 kill -9 amid printing to a queue of CUPS, with paper and without")
  @Needs(of = CupsQueue.class)
  void cups() throws Exception {
    try (Site site = new Site(root);
        FakeZebra zebra = new FakeZebra();
        CupsQueue queue = new CupsQueue(zebra.port())) {
      site.write("printers/raw.toml", "kind = \"ipp\"\nuri = \"" + queue.uri() + "\"\n");
      site.sentinel("Dock", "printer = \"raw\"");
      for (int round = 0; round < rounds(4); round++) {
        boolean paperOut = round % 3 == 2;
        zebra.paperOut(paperOut);
        killAmid(site, round, rows(round, "", ""), paperOut ? "^XA" : own(round), zebra);
        zebra.paperOut(false);
      }
      finish(site, rounds(4), zebra);
    }
  }

  @Test
  @DisplayName("R12.6 R12.4 kill -9 amid a file whose data choose among several printers")
  void several() throws Exception {
    try (Site site = new Site(root);
        FakeZebra first = new FakeZebra();
        FakeZebra second = new FakeZebra()) {
      first.counts();
      site.write("printers/raw.toml", printer(first.port(), true));
      site.write("printers/other.toml", printer(second.port(), false));
      site.sentinel(
          "Dock",
          "printer = \"raw\"",
          "printer-field = \"dock\"",
          "printers = [\"raw\", \"other\"]");
      for (int round = 0; round < rounds(4); round++) {
        killAmid(site, round, rows(round, ";raw", ";other"), own(round), first, second);
      }
      finish(site, rounds(4), first, second);
    }
  }

  /** What is only in the labels of that round's file. */
  private static String own(int round) {
    return "^FDr" + round + "-";
  }

  /** Kills it when so many labels more have come of those that have that in them. */
  private void killAmid(Site site, int round, String rows, String of, FakeZebra... printers)
      throws Exception {
    long before = count(of, printers);
    int wanted = random.nextInt(LABELS + 1);
    try (Program program = start(site)) {
      site.drop("r" + round + ".csv", rows);
      eventually()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(1))
          .until(() -> count(of, printers) >= before + wanted);
      assertThat(program.process().isAlive()).as(program.errors()).isTrue();
    }
    killed++;
    inTheMiddle += site.done().size() <= round && wanted > 0 ? 1 : 0;
  }

  /** What has come out, and what lies in a printer without paper. */
  private static long count(String of, FakeZebra... printers) {
    return Stream.of(printers)
        .flatMap(printer -> Stream.of(printer.labels(), printer.waiting()))
        .flatMap(List::stream)
        .filter(label -> label.contains(of))
        .count();
  }

  private void finish(Site site, int rounds, FakeZebra... printers) throws Exception {
    try (Program program = start(site)) {
      Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> site.done().size() == rounds);
      assertThat(program.process().isAlive()).isTrue();
    }
    judge(site, rounds, Stream.of(printers).flatMap(printer -> printer.labels().stream()).toList());
  }

  private Program start(Site site) throws IOException {
    Program program =
        Program.start(
            root,
            "run",
            "--settings",
            site.settings().toString(),
            "--state",
            site.state("A").toString(),
            "--node",
            "A");
    assertThat(program.line()).as(program.errors()).isEqualTo("ready");
    return program;
  }

  private static String printer(int port, boolean tells) {
    return "kind = \"raw\"\nhost = \"127.0.0.1\"\nport = "
        + port
        + "\nstatus-timeout-ms = 5000\nstatus = "
        + (tells ? "\"zebra\"\n" : "\"none\"\n");
  }

  /** Rows whose odd and even ones may go to different printers. */
  private static String rows(int round, String even, String odd) {
    StringBuilder text = new StringBuilder(even.isEmpty() ? "text\n" : "text;dock\n");
    for (int i = 0; i < LABELS; i++) {
      text.append("r" + round + "-" + i + (i % 2 == 0 ? even : odd) + "\n");
    }
    return text.toString();
  }

  private void judge(Site site, int rounds, List<String> labels) throws IOException {
    Map<String, Long> counts =
        labels.stream()
            .map(label -> label.replaceAll("(?s).*\\^FD(.*?)\\^FS.*", "$1"))
            .collect(Collectors.groupingBy(text -> text, Collectors.counting()));
    String journal = site.journal("A");
    List<String> faults = new ArrayList<>();
    int doubles = 0;
    int notices = 0;
    for (int round = 0; round < rounds; round++) {
      String file = "\"file\":\"r" + round + ".csv\"";
      boolean said =
          journal
              .lines()
              .anyMatch(line -> line.contains(file) && line.contains("\"end\":\"reprinted\""));
      notices += said ? 1 : 0;
      for (int i = 0; i < LABELS; i++) {
        String label = "r" + round + "-" + i;
        long count = counts.getOrDefault(label, 0L);
        doubles += count > 1 ? 1 : 0;
        if (count == 0 || (count > 1 && !said)) {
          faults.add(label + " came " + count + " times");
        }
      }
    }
    assertThat(faults).as("seed " + SEED).isEmpty();
    System.out.printf(
        "%d kills, %d of them after the first label and before the file's end; %d labels, 0 lost,"
            + " %d doubled, 0 of these in silence; %d jobs said to be perhaps double%n",
        killed, inTheMiddle, rounds * LABELS, doubles, notices);
  }
}
