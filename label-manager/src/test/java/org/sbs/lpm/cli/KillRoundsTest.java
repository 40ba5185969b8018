package org.sbs.lpm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.Site;
import org.sbs.lpm.printer.FakeZebra;

/**
 * The program is killed amid printing, round after round: no label is lost, and none comes twice
 * without a line in the journal that says so. {@code -Dlpm.kill.rounds=500} for a long run; {@code
 * -Dlpm.kill.seed} repeats one.
 */
class KillRoundsTest {
  private static final int LABELS = 8;

  @TempDir private Path root;

  @Test
  @DisplayName("R12.6 R12.4 kill -9 amid printing loses no label and doubles none in silence")
  void rounds() throws Exception {
    int rounds = Integer.getInteger("lpm.kill.rounds", 20);
    long seed = Long.getLong("lpm.kill.seed", 17);
    Random random = new Random(seed);
    try (Site site = new Site(root);
        FakeZebra zebra = new FakeZebra()) {
      zebra.counts();
      site.sentinel("Dock", "printer = \"raw\"");
      for (int round = 0; round < rounds; round++) {
        site.write("printers/raw.toml", printer(zebra.port(), round % 2 == 1));
        int before = zebra.labels().size();
        int wanted = random.nextInt(LABELS + 1);
        try (Program program = start(site)) {
          site.drop("r" + round + ".csv", rows(round));
          awaitLabels(zebra, before + wanted);
          assertThat(program.process().isAlive()).isTrue();
        }
      }
      try (Program program = start(site)) {
        Awaitility.await()
            .atMost(java.time.Duration.ofMinutes(5))
            .until(() -> site.done().size() == rounds);
        assertThat(program.process().isAlive()).isTrue();
      }
      judge(site, zebra, rounds, seed);
    }
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

  private static String rows(int round) {
    StringBuilder text = new StringBuilder("text\n");
    for (int i = 0; i < LABELS; i++) {
      text.append('r').append(round).append('-').append(i).append('\n');
    }
    return text.toString();
  }

  private static void awaitLabels(FakeZebra zebra, int count) {
    eventually()
        .pollInterval(java.time.Duration.ofMillis(1))
        .until(() -> zebra.labels().size() >= count);
  }

  private static void judge(Site site, FakeZebra zebra, int rounds, long seed) throws IOException {
    Map<String, Long> counts =
        zebra.labels().stream()
            .map(label -> label.replaceAll("(?s).*\\^FD(.*?)\\^FS.*", "$1"))
            .collect(Collectors.groupingBy(text -> text, Collectors.counting()));
    String journal = site.journal("A");
    List<String> faults = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      String file = "\"file\":\"r" + round + ".csv\"";
      boolean said =
          journal
              .lines()
              .anyMatch(line -> line.contains(file) && line.contains("\"end\":\"reprinted\""));
      for (int i = 0; i < LABELS; i++) {
        String label = "r" + round + "-" + i;
        long count = counts.getOrDefault(label, 0L);
        if (count == 0 || (count > 1 && !said)) {
          faults.add(label + " came " + count + " times");
        }
      }
    }
    assertThat(faults).as("seed " + seed).isEmpty();
  }
}
