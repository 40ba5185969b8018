package org.sbs.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sbs.systemtests.bench.FailoverNetwork.Host;
import org.sbs.systemtests.kit.Sbs;

/**
 * Measures takeovers beside keepalived and prints a Markdown table. Not a system test: run it as
 * root with system-tests/failover-bench.sh.
 */
final class FailoverBench {
  private static final int RUNS = Integer.getInteger("bench.runs", 5);

  private final List<String> problems = new ArrayList<>();
  private final Map<String, List<Double>> killed = new LinkedHashMap<>();
  private final Map<String, List<Double>> cut = new LinkedHashMap<>();

  @Test
  void takeovers() throws IOException {
    String version =
        Shell.version("keepalived", "--version")
            .orElseThrow(() -> new IOException("keepalived is not installed"));
    try (BenchCleanup cleanup = new BenchCleanup()) {
      Path folder =
          Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "failover-")
              .toRealPath();
      cleanup.addFolder(folder);
      FailoverNetwork network = new FailoverNetwork(cleanup);
      List<FailoverPair> pairs =
          List.of(
              new SbsPair(folder.resolve("default"), network, 0, 0),
              new KeepalivedPair(folder.resolve("vrrp-1"), network, "1"),
              new SbsPair(folder.resolve("tuned"), network, 50, 200),
              new KeepalivedPair(folder.resolve("vrrp-01"), network, "0.1"));
      pairs.forEach(pair -> cleanup.add(pair.name(), pair::close));
      for (int run = 1; run <= RUNS; run++) {
        for (FailoverPair pair : pairs) {
          takeover(run, "kill -9", pair, pair::killA, killed);
          takeover(run, "link cut", pair, () -> network.cut(Host.A), cut);
          network.heal(Host.A);
        }
      }
    }
    print(version);
  }

  private interface Fault {
    void strike() throws IOException;
  }

  /** A failure is told in the table, and the others go on. */
  private void takeover(
      int run, String what, FailoverPair pair, Fault fault, Map<String, List<Double>> results) {
    results.computeIfAbsent(pair.name(), key -> new ArrayList<>());
    try {
      pair.start();
      Instant before = Instant.now();
      fault.strike();
      double millis = Duration.between(before, pair.promotedB()).toNanos() / 1e6;
      results.get(pair.name()).add(millis);
      ScenarioRun.say("run %d, %s, %s: %.0f ms", run, pair.name(), what, millis);
    } catch (IOException e) {
      problems.add(String.format(Locale.ROOT, "run %d, %s: %s", run, what, e.getMessage()));
      ScenarioRun.say("run %d, %s, %s: FAILED: %s", run, pair.name(), what, e.getMessage());
    } finally {
      pair.close();
    }
  }

  private void print(String version) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """
            ## Takeover beside keepalived

            `system-tests/failover-bench.sh %d`: milliseconds from the instant before the fault until the other
            node is primary (SBS: its epoch is durable, by the time stamp of its history) or master
            (%s, by its log), medians of %d with the least and the most. The pairs take turns on the same
            two network namespaces with a bridge between them. *kill -9* is of all processes of the node,
            *link cut* takes down its port of the bridge. Starting the protected service is not part of it.

            | milliseconds | kill -9 | link cut |
            | --- | ---: | ---: |
            """,
            RUNS,
            version,
            RUNS));
    for (String name : killed.keySet()) {
      text.append("| ")
          .append(String.join(" | ", name, cell(killed.get(name)), cell(cut.get(name))))
          .append(" |\n");
    }
    problems.forEach(problem -> text.append("\nNot counted: ").append(problem).append('\n'));
    System.out.println("\n" + text);
    Files.writeString(Sbs.root().resolve("system-tests/target/failover-bench.md"), text);
    assertThat(problems).isEmpty();
  }

  private static String cell(List<Double> millis) {
    if (millis.isEmpty()) {
      return "–";
    }
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return String.format(
        Locale.ROOT, "%.0f (%.0f–%.0f)", median, sorted[0], sorted[sorted.length - 1]);
  }
}
