package org.sbs.systemtests.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Results as Markdown. */
final class Tables {
  private static final String SBS = "SBS";
  private static final List<String> PEERS = List.of("rsync", "rsync --fsync");
  private static final double MIB = 1 << 20;
  private static final String NONE = "–";

  private final Results results;

  Tables(Results results) {
    this.results = results;
  }

  /** The medians beside each other, with ratios. */
  String times() {
    List<String> tools = results.tools();
    List<String> peers =
        tools.contains(SBS) ? PEERS.stream().filter(tools::contains).toList() : List.of();
    StringBuilder table = new StringBuilder();
    row(table, "seconds, median", "runs", cells(tools), cells(peers, peer -> "SBS / " + peer));
    row(table, "---", "---:", cells(tools, t -> "---:"), cells(peers, p -> "---:"));
    for (Step step : results.steps()) {
      row(
          table,
          step.words(),
          Integer.toString(
              tools.stream().mapToInt(t -> results.of(step, t).size()).max().orElse(0)),
          cells(tools, tool -> seconds(results.median(step, tool, Measurement::seconds))),
          cells(peers, peer -> ratio(step, peer)));
    }
    return table.toString();
  }

  private static String cells(List<String> tools) {
    return cells(tools, tool -> tool);
  }

  private static String cells(List<String> tools, UnaryOperator<String> cell) {
    return tools.stream().map(cell).collect(Collectors.joining(" | "));
  }

  private static void row(StringBuilder table, String... cells) {
    table
        .append("| ")
        .append(
            List.of(cells).stream()
                .filter(cell -> !cell.isEmpty())
                .collect(Collectors.joining(" | ")))
        .append(" |\n");
  }

  private String ratio(Step step, String peer) {
    Optional<Double> mine = results.median(step, SBS, Measurement::seconds);
    Optional<Double> other = results.median(step, peer, Measurement::seconds);
    return mine.isPresent() && other.isPresent() ? number(mine.get() / other.get(), "%.2f") : NONE;
  }

  /** What each run cost, one row for each step and tool. */
  String costs() {
    StringBuilder table = new StringBuilder();
    row(
        table,
        "what",
        "program",
        "s, median (least–most)",
        "CPU s, source + copy",
        "peak MiB, source + copy",
        "MiB on the wire");
    row(table, "---", "---", "---:", "---:", "---:", "---:");
    for (Step step : results.steps()) {
      for (String tool : results.tools()) {
        if (!results.of(step, tool).isEmpty()) {
          row(
              table,
              step.words(),
              tool,
              spread(step, tool),
              cpu(step, tool),
              memory(step, tool),
              wire(step, tool));
        }
      }
    }
    return table.toString();
  }

  private String spread(Step step, String tool) {
    List<Measurement> all = results.of(step, tool);
    double least = all.stream().mapToDouble(Measurement::seconds).min().orElse(0);
    double most = all.stream().mapToDouble(Measurement::seconds).max().orElse(0);
    return seconds(results.median(step, tool, Measurement::seconds))
        + " ("
        + seconds(Optional.of(least))
        + "–"
        + seconds(Optional.of(most))
        + ")";
  }

  private String cpu(Step step, String tool) {
    return number(median(step, tool, Measurement::cpuHere), "%.2f")
        + " + "
        + number(median(step, tool, Measurement::cpuThere), "%.2f");
  }

  private String memory(Step step, String tool) {
    return number(median(step, tool, Measurement::peakHere) / MIB, "%.0f")
        + " + "
        + number(median(step, tool, Measurement::peakThere) / MIB, "%.0f");
  }

  private String wire(Step step, String tool) {
    OptionalDouble any =
        results.of(step, tool).stream()
            .filter(each -> each.wire().isPresent())
            .mapToDouble(each -> each.wire().getAsLong())
            .findAny();
    return any.isEmpty()
        ? "n/a"
        : number(median(step, tool, each -> each.wire().orElse(0)) / MIB, "%.3f");
  }

  private double median(Step step, String tool, ToDoubleFunction<Measurement> what) {
    return results.median(step, tool, what).orElse(0.0);
  }

  private static String seconds(Optional<Double> value) {
    return value.map(seconds -> number(seconds, seconds < 1 ? "%.3f" : "%.2f")).orElse(NONE);
  }

  private static String number(double value, String format) {
    return String.format(Locale.ROOT, format, value);
  }
}
