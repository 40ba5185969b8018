package org.sbs.server.node;

import java.util.ArrayList;
import java.util.List;
import org.sbs.server.service.Sentinel;

/**
 * How the sentinels that are to work do, in words: for history, status and mail (R2.4). Immutable.
 *
 * @param toWork how many are to work: those that are active and those that failed
 * @param failed those that are to work and cannot, with their explanations
 */
public record SentinelReport(int toWork, List<Sentinel> failed) {
  /** More would push everything else off the screen; status shows them all. */
  private static final int MOST = 5;

  /** Copies the list. */
  public SentinelReport {
    failed = List.copyOf(failed);
  }

  /** Of all that the service lists; those that are inactive are not to work. */
  public static SentinelReport of(List<Sentinel> sentinels) {
    List<Sentinel> toWork =
        sentinels.stream().filter(sentinel -> sentinel.state() != Sentinel.State.INACTIVE).toList();
    return new SentinelReport(
        toWork.size(),
        toWork.stream().filter(sentinel -> sentinel.state() == Sentinel.State.FAILED).toList());
  }

  /** How many work: "7 of 9 active". */
  public String count() {
    return toWork == 0
        ? "no sentinel is to be active"
        : (toWork - failed.size()) + " of " + toWork + " active";
  }

  /** "7 of 9 active; Dock 3: capture folder not reachable"; no full stop. */
  public String sentence() {
    List<String> dependencies = new ArrayList<>();
    dependencies.add(count());
    failed.stream().limit(MOST).map(SentinelReport::told).forEach(dependencies::add);
    if (failed.size() > MOST) {
      dependencies.add("and " + (failed.size() - MOST) + " more, see sbs status");
    }
    return String.join("; ", dependencies);
  }

  /** "Dock 3: capture folder not reachable". */
  static String told(Sentinel sentinel) {
    String why = sentinel.explanation().strip();
    return sentinel.name()
        + ": "
        + (why.isEmpty()
            ? "it failed"
            : why.endsWith(".") ? why.substring(0, why.length() - 1) : why);
  }

  /** "Dock 3", "Dock 3 and Dock 4", "Dock 3, Dock 4 and 7 more". */
  static String names(List<Sentinel> sentinels) {
    List<String> names = sentinels.stream().map(Sentinel::name).limit(MOST).toList();
    int more = sentinels.size() - names.size();
    if (more > 0) {
      return String.join(", ", names) + " and " + more + " more";
    }
    return names.size() == 1
        ? names.get(0)
        : String.join(", ", names.subList(0, names.size() - 1))
            + " and "
            + names.get(names.size() - 1);
  }
}
