package org.sbs.server.sync.message;

import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.server.link.wire.CycleBegin;

/**
 * What the guard against mass deletion holds back (R4.10). Immutable.
 *
 * @param files how many files stay on the secondary that the primary does not show
 * @param reasons one for each folder
 */
public record HeldDeletes(long files, List<Reason> reasons) {
  /** Nothing is held. */
  public static final HeldDeletes NONE = new HeldDeletes(0, List.of());

  /** As many as a person can still read. */
  private static final int MOST_REASONS = 20;

  /** Copies the list, and cuts it. */
  public HeldDeletes {
    reasons = reasons.stream().limit(MOST_REASONS).toList();
  }

  /** As the peer says it, made fit to be shown. */
  public static HeldDeletes of(CycleBegin begin) {
    return new HeldDeletes(
        Math.max(0, begin.getHeldDeletes()),
        Wire.reasons(begin.getHeldList(), begin.getHeldWhyList(), MOST_REASONS));
  }
}
