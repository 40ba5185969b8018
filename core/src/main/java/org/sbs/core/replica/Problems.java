package org.sbs.core.replica;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Collects what users are told, and stops at a number that a person can still read. */
public final class Problems {
  /** How many that is. */
  public static final int LIMIT = 100;

  private final List<Reason> reasons = new ArrayList<>();
  private long more;

  /** One more. */
  public void add(Reason reason) {
    if (reasons.size() < LIMIT - 1) {
      reasons.add(reason);
    } else {
      more++;
      if (CopyGaps.isGap(reason)) {
        takePlace(reason);
      }
    }
  }

  /** What makes a takeover worth less is told before all else. */
  private void takePlace(Reason gap) {
    for (int i = reasons.size() - 1; i >= 0; i--) {
      if (!CopyGaps.isGap(reasons.get(i))) {
        reasons.set(i, gap);
        return;
      }
    }
  }

  /** Several more. */
  public void addAll(List<Reason> several) {
    several.forEach(this::add);
  }

  /** All of them, and how many there are beyond. */
  public List<Reason> list() {
    List<Reason> all = new ArrayList<>(reasons);
    if (more > 0) {
      all.add(Reason.of(ReasonCode.PROBLEMS_MORE).with("count", more));
    }
    return List.copyOf(all);
  }
}
