package org.sbs.server.node;

import java.util.Map;
import java.util.TreeMap;
import org.sbs.core.role.Cause;
import org.sbs.core.role.NodeState;
import org.sbs.core.role.Phase;
import org.sbs.core.role.Role;
import org.sbs.core.role.Step;
import org.sbs.server.sync.CycleResult;

/** Counts for {@link Totals}. Any thread. */
final class Counters {
  private final Map<String, Long> promotions = new TreeMap<>();
  private long committedCycles;
  private long refusedCycles;
  private long files;
  private long bytes;
  private long deletes;

  Counters() {
    for (Cause cause : Cause.values()) {
      if (cause != Cause.RESTART) {
        promotions.put(cause.word(), 0L);
      }
    }
  }

  synchronized void stepped(NodeState before, Step step) {
    if (before.phase() instanceof Phase.Promoting promoting
        && step.state().phase().role() == Role.PRIMARY) {
      promotions.merge(promoting.cause().word(), 1L, Long::sum);
    }
  }

  synchronized void cycle(CycleResult result) {
    if (result.committed()) {
      committedCycles++;
    } else {
      refusedCycles++;
    }
    files += result.files();
    bytes += result.bytes();
    deletes += result.deletes();
  }

  synchronized Totals totals() {
    return new Totals(promotions, committedCycles, refusedCycles, files, bytes, deletes);
  }
}
