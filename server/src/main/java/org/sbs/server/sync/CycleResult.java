package org.sbs.server.sync;

import java.util.List;

/**
 * What came of one cycle. Immutable.
 *
 * @param cycle its number
 * @param committed whether the secondary has it whole and durably
 * @param reason why not, one sentence; empty if committed
 * @param files whose content was sent
 * @param bytes of content sent
 * @param deletes entries deleted on the secondary
 * @param problems sentences for users about what was left out
 */
public record CycleResult(
    long cycle,
    boolean committed,
    String reason,
    long files,
    long bytes,
    long deletes,
    List<String> problems) {
  /** Copies the list. */
  public CycleResult {
    problems = List.copyOf(problems);
  }

  static CycleResult failed(long cycle, String reason) {
    return new CycleResult(cycle, false, reason, 0, 0, 0, List.of());
  }
}
