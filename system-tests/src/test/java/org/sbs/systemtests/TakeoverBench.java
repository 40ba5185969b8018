package org.sbs.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.server.store.HistoryEntry;
import org.sbs.systemtests.kit.LabelStation;
import org.sbs.systemtests.kit.Sbs;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;

/**
 * Measures, with the default settings, and prints Markdown tables. Not a system test: run it with
 * system-tests/takeover-bench.sh. The times of the survivor are those of its history, in whole
 * milliseconds; both nodes and this program read the same clock.
 */
final class TakeoverBench {
  private static final int RUNS = Integer.getInteger("bench.runs", 10);

  @RegisterExtension final TestPair pair = new TestPair();

  /** Milliseconds since the instant just before the kill. */
  private record Takeover(double noticed, double promoted, double started, double active) {}

  @Test
  void killNineWithTheServiceInMiniature() throws Exception {
    takeovers("Takeover after kill -9, service: a shell script", Path.of("../service/running"));
  }

  @Test
  void killNineWithTheLabelPrintManager() throws Exception {
    LabelStation.of(pair);
    takeovers(
        "Takeover after kill -9, service: our Label Print Manager", Path.of("state/lpm/control"));
  }

  /**
   * Kills the primary, lets it return as secondary, kills the other, and so on.
   *
   * @param sign a file in a node's home that its service makes when it can be commanded
   */
  private void takeovers(String title, Path sign) throws IOException {
    pair.startReady();
    TestNode primary = pair.a();
    TestNode secondary = pair.b();
    List<Takeover> runs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      int known = secondary.history().size();
      Instant killed = primary.kill();
      secondary.awaitServing();
      secondary.awaitStatus(
          "has all sentinels active",
          status ->
              !status.service().sentinels().isEmpty()
                  && status.service().sentinels().stream().allMatch(s -> s.active()));
      Instant started =
          Files.getLastModifiedTime(secondary.home().resolve(sign).normalize()).toInstant();
      runs.add(takeover(killed, started, newEntries(secondary, known)));
      primary.start().awaitRole("secondary");
      primary.awaitReady();
      secondary.awaitReady();
      TestNode former = primary;
      primary = secondary;
      secondary = former;
    }
    print(title, runs);
  }

  private static List<HistoryEntry> newEntries(TestNode node, int known) {
    node.awaitReason("the service runs");
    List<HistoryEntry> all = node.history();
    return all.subList(known, all.size());
  }

  private static Takeover takeover(Instant killed, Instant started, List<HistoryEntry> entries) {
    return new Takeover(
        since(killed, first(entries, "the link closed: ")),
        since(killed, first(entries, "primary in epoch ")),
        since(killed, started),
        since(killed, first(entries, "the service runs: ")));
  }

  private static Instant first(List<HistoryEntry> entries, String words) {
    return entries.stream()
        .filter(entry -> entry.reason().startsWith(words))
        .map(entry -> OffsetDateTime.parse(entry.time()).toInstant())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no \"" + words + "\" in " + entries));
  }

  private static double since(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  private static void print(String title, List<Takeover> runs) {
    System.out.printf("%n%s, milliseconds since the kill:%n%n", title);
    System.out.println("| run | noticed | promoted | service started | sentinels active |");
    System.out.println("| --- | ---: | ---: | ---: | ---: |");
    for (int run = 0; run < runs.size(); run++) {
      row(Integer.toString(run + 1), List.of(runs.get(run)));
    }
    row("**median**", runs);
  }

  private static void row(String name, List<Takeover> runs) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %.0f | %.0f |%n",
        name,
        median(runs, Takeover::noticed),
        median(runs, Takeover::promoted),
        median(runs, Takeover::started),
        median(runs, Takeover::active));
  }

  private static <T> double median(List<T> values, ToDoubleFunction<T> what) {
    double[] sorted = values.stream().mapToDouble(what).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  @Test
  void programs() {
    List<Double> decided = new ArrayList<>();
    List<Double> told = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      int known = pair.a().history().size();
      Instant started = Instant.now();
      pair.a().start().awaitServing();
      List<HistoryEntry> all = pair.a().history();
      decided.add(since(started, first(all.subList(known, all.size()), "primary in epoch ")));
      Instant asked = Instant.now();
      Sbs.run(pair.a().home(), "status");
      told.add(since(asked, Instant.now()));
      pair.a().terminate().awaitEnd();
    }
    System.out.printf("%nWhole processes, median of %d, milliseconds:%n%n", RUNS);
    System.out.println("| what | median |\n| --- | ---: |");
    System.out.printf(
        Locale.ROOT,
        "| `sbs run` to role decided, no peer answering | %.0f |%n| `sbs status` | %.0f |%n",
        median(decided, value -> value),
        median(told, value -> value));
  }
}
