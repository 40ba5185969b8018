package org.sbs.core.replica;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Which problems of a cycle mean that a takeover would serve with something old or missing: what
 * the account of SBS may not read or write on one of the nodes stays so until somebody gives it the
 * right (R4.12, R9.7). What is skipped by its kind is the same on both nodes after each cycle, and
 * counts as no gap. Pure.
 */
public final class CopyGaps {
  /** As many as a person reads in one line. */
  static final int MOST_SHOWN = 5;

  private CopyGaps() {}

  /** Whether that problem is such a gap. */
  public static boolean isGap(Reason problem) {
    return switch (problem.code()) {
      case BOTH -> isGap(part(problem, "first")) || isGap(part(problem, "second"));
      case ON_SECONDARY -> isGap(part(problem, "what"));
      case HERE_DENIED, HERE_OTHER_ACCOUNT -> true;
      case ENTRY_UNREAD, ENTRY_LEFT_OUT, FOLDER_LEFT_OUT, HERE_NOT_USABLE, HERE_NOT_PLACED ->
          problem.has(ReasonCode.DISK_DENIED);
      default -> false;
    };
  }

  private static Reason part(Reason problem, String name) {
    return problem.values().get(name) instanceof Reason part ? part : Reason.NONE;
  }

  /** The gaps among the problems of a cycle, each as a reason against readiness with its remedy. */
  public static List<Reason> of(List<Reason> problems) {
    List<Reason> gaps = new ArrayList<>();
    long more = 0;
    for (Reason problem : problems) {
      if (!isGap(problem)) {
        continue;
      }
      if (gaps.size() < MOST_SHOWN) {
        gaps.add(problem.and(Reason.of(ReasonCode.DO_GIVE_RIGHTS)));
      } else {
        more++;
      }
    }
    if (more > 0) {
      gaps.add(Reason.of(ReasonCode.PROBLEMS_MORE).with("count", more));
    }
    return List.copyOf(gaps);
  }
}
