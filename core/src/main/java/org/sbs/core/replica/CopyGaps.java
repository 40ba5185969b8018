package org.sbs.core.replica;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Which problems of a cycle mean that a takeover would serve with something old or missing: what
 * the account of SBS may not read or write on one of the nodes, and what its disk fails to give or
 * take, stays so until somebody sees to it (R4.12, R9.7). What is skipped by its kind is the same
 * on both nodes after each cycle, and what went or changed meanwhile comes with the next one: these
 * count as no gap. Pure.
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
          isLasting(part(problem, "why"));
      default -> false;
    };
  }

  /** Whether that gap is a right that the account of SBS does not have. */
  public static boolean isOfRights(Reason gap) {
    return gap.has(ReasonCode.HERE_DENIED)
        || gap.has(ReasonCode.HERE_OTHER_ACCOUNT)
        || gap.has(ReasonCode.DISK_DENIED);
  }

  /** What has no code of its own is a fault of the disk in the words of the system. */
  private static boolean isLasting(Reason why) {
    return why.has(ReasonCode.DISK_DENIED)
        || switch (why.code()) {
          case SENTENCE, DISK_QUOTA_USED, DISK_FULL -> true;
          default -> false;
        };
  }

  private static Reason part(Reason problem, String name) {
    return problem.values().get(name) instanceof Reason part ? part : Reason.NONE;
  }

  private static ReasonCode remedy(Reason gap) {
    return isOfRights(gap) ? ReasonCode.DO_GIVE_RIGHTS : ReasonCode.DO_SEE_TO_DISK;
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
        gaps.add(problem.and(Reason.of(remedy(problem))));
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
