package org.sbs.core.readiness;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** What came of a check, the worst first. Immutable. */
public record Report(List<Finding> findings) {
  /** Copies the list. */
  public Report {
    findings = List.copyOf(findings);
  }

  /** With what the node knows at this moment, before all else. */
  public Report with(List<Reason> now) {
    List<Finding> all = new ArrayList<>();
    for (Reason why : now) {
      all.add(
          new Finding(
              Level.NOT_READY,
              Topic.NOW,
              Finding.Who.BOTH,
              Reason.of(ReasonCode.AT_THIS_MOMENT).with("why", why)));
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

  /** What stands in the way of a takeover. */
  public List<Reason> obstacles() {
    return findings.stream()
        .filter(finding -> finding.level() == Level.NOT_READY)
        .map(Finding::clause)
        .toList();
  }
}
