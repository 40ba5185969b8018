package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs a scenario with all tools in turn. */
final class ScenarioRun {
  private static final long BEGIN_NANOS = System.nanoTime();

  private final Scenario scenario;
  private final List<Tool> tools;
  private final Set<Integer> only;
  private final Meter meter;
  private final Results results = new Results();

  /** Changes of each tool's tree since the tree was made, oldest first. */
  private final Map<Tool, List<Change>> done = new HashMap<>();

  /** Tools that failed in this repetition: what follows could not be compared. */
  private final Set<Tool> failed = new HashSet<>();

  ScenarioRun(Scenario scenario, List<Tool> tools, Set<Integer> only, Meter meter) {
    this.scenario = scenario;
    this.tools = List.copyOf(tools);
    this.only = Set.copyOf(only);
    this.meter = meter;
  }

  void run() throws IOException {
    for (Tool tool : tools) {
      say("%s: making %s for %s", scenario.title(), scenario.tree().words(), tool.name());
      scenario.tree().make(tool.site().parked());
    }
    for (int run = 1; run <= scenario.runs(); run++) {
      say("%s: repetition %d of %d", scenario.title(), run, scenario.runs());
      failed.clear();
      for (Tool tool : tools) {
        reset(tool);
      }
      for (Step step : scenario.steps()) {
        boolean first = step.equals(scenario.steps().get(0));
        if (first || only.contains(step.workload())) {
          inTurn(step);
        }
      }
    }
  }

  /** What was measured so far. */
  Results results() {
    return results;
  }

  private void inTurn(Step step) throws IOException {
    for (int repeat = 0; repeat < step.repeats(); repeat++) {
      for (Tool tool : tools) {
        if (!failed.contains(tool)) {
          one(step, tool);
        }
      }
    }
  }

  /** The tree is as it was made, and not yet there. */
  private void reset(Tool tool) throws IOException {
    List<Change> changes = done.computeIfAbsent(tool, key -> new ArrayList<>());
    while (!changes.isEmpty()) {
      changes.remove(changes.size() - 1).undo(tool.site());
    }
    tool.fresh();
  }

  private void one(Step step, Tool tool) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("the bench was stopped");
    }
    Change change = step.change();
    Site site = tool.site();
    change.prepare(site);
    change.warm(Files.exists(site.parked()) ? site.parked() : site.tree());
    change.warm(site.target().resolve("tree"));
    Shell.syncDisks();
    Measurement measured = meter.measure(tool, watch -> work(step, tool, watch));
    if (measured.counts()) {
      Optional<String> wrong =
          TreeCheck.wrong(site.tree(), site.target().resolve("tree"), change.files());
      measured = wrong.map(measured::failed).orElse(measured);
    }
    measured.problem().ifPresent(why -> failed.add(tool));
    say(
        "  %-14s %-60s %s",
        tool.name(),
        step.words(),
        measured
            .problem()
            .map(why -> "FAILED: " + why)
            .orElse(String.format(Locale.ROOT, "%8.3f s", measured.seconds())));
    if (only.contains(step.workload())) {
      results.add(step, tool.name(), measured);
    }
  }

  private void work(Step step, Tool tool, MemoryWatch watch) throws IOException {
    Change change = step.change();
    Duration limit = shorter(step.limit(), tool.patience());
    long former = step.byItself() && tool instanceof SbsTool sbs ? sbs.cycle() : 0;
    done.get(tool).add(change);
    change.apply(tool.site());
    if (step.byItself() && tool instanceof SbsTool sbs) {
      sbs.awaitByItself(change.files().get(0), former, limit);
    } else {
      tool.carry(watch, limit);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Tells on standard error how far the bench is. */
  static void say(String format, Object... values) {
    double seconds = (System.nanoTime() - BEGIN_NANOS) / 1e9;
    System.err.printf(Locale.ROOT, "[%7.1f s] ", seconds);
    System.err.printf(Locale.ROOT, format + "%n", values);
  }
}
