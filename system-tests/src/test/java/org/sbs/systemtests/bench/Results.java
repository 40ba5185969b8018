package org.sbs.systemtests.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What was measured, by step and tool, in the order in which it came. */
final class Results {
  private final Map<Step, Map<String, List<Measurement>>> all = new LinkedHashMap<>();

  void add(Step step, String tool, Measurement measurement) {
    all.computeIfAbsent(step, key -> new LinkedHashMap<>())
        .computeIfAbsent(tool, key -> new ArrayList<>())
        .add(measurement);
  }

  List<Step> steps() {
    return List.copyOf(all.keySet());
  }

  List<String> tools() {
    return all.values().stream().flatMap(each -> each.keySet().stream()).distinct().toList();
  }

  /** The measurements that count. */
  List<Measurement> of(Step step, String tool) {
    return every(step, tool).stream().filter(Measurement::counts).toList();
  }

  private List<Measurement> every(Step step, String tool) {
    return all.getOrDefault(step, Map.of()).getOrDefault(tool, List.of());
  }

  /** One sentence for each measurement that does not count. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Step step : steps()) {
      for (String tool : tools()) {
        every(step, tool).stream()
            .flatMap(each -> each.problem().stream())
            .forEach(why -> problems.add(tool + ", " + step.words() + ": " + why));
      }
    }
    return problems;
  }

  Optional<Double> median(Step step, String tool, ToDoubleFunction<Measurement> what) {
    double[] sorted = of(step, tool).stream().mapToDouble(what).sorted().toArray();
    if (sorted.length == 0) {
      return Optional.empty();
    }
    int middle = sorted.length / 2;
    return Optional.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
