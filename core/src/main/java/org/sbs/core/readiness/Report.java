package org.sbs.core.readiness;

import java.util.ArrayList;
import java.util.List;

/** What came of a check, the worst first. Immutable. */
public record Report(List<Finding> findings) {
  /** Copies the list. */
  public Report {
    findings = List.copyOf(findings);
  }

  /** With what the node knows at this moment, before all else: clauses. */
  public Report with(List<String> now) {
    List<Finding> all = new ArrayList<>();
    for (String clause : now) {
      all.add(
          new Finding(
              Level.NOT_READY,
              Topic.NOW,
              Finding.Who.BOTH,
              "At this moment: " + clause + ".",
              "See sbs status and sbs history on both nodes.",
              clause));
    }
    all.addAll(findings);
    return new Report(all);
  }

  /** Whether nothing was found that makes a takeover fail. */
  public boolean ready() {
    return count(Level.NOT_READY) == 0;
  }

  /** How many findings are of that level. */
  public long count(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  /** In short, what stands in the way of a takeover. */
  public List<String> obstacles() {
    return findings.stream()
        .filter(finding -> finding.level() == Level.NOT_READY)
        .map(Finding::clause)
        .toList();
  }

  /** The one line on top. */
  public String verdict() {
    long warnings = count(Level.WARNING);
    String also = warnings == 0 ? "" : ", with " + number(warnings, "warning");
    return ready()
        ? "Ready to fail over" + also + "."
        : "Not ready to fail over: " + number(count(Level.NOT_READY), "obstacle") + also + ".";
  }

  private static String number(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
