package org.sbs.server.node;

import java.util.List;
import java.util.stream.Collectors;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.service.Sentinel;

/**
 * How the sentinels that are to work do: for history, status and mail (R2.4). Immutable.
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

  /** How many work, and why the others do not. */
  public Reason reason() {
    Reason all = count();
    for (Sentinel sentinel : failed.subList(0, Math.min(MOST, failed.size()))) {
      all =
          all.and(
              Reason.of(ReasonCode.SENTINEL_FAILED)
                  .with("name", sentinel.name())
                  .with("why", why(sentinel)));
    }
    return failed.size() <= MOST
        ? all
        : all.and(Reason.of(ReasonCode.SENTINELS_MORE).with("count", failed.size() - MOST));
  }

  private Reason count() {
    return toWork == 0
        ? Reason.of(ReasonCode.SENTINELS_NONE)
        : Reason.of(ReasonCode.SENTINELS_ACTIVE)
            .with("some", toWork - failed.size())
            .with("all", toWork);
  }

  /** Why it failed, as far as the service tells. */
  static Reason why(Sentinel sentinel) {
    Reason why = sentinel.why();
    return why.isEmpty() ? Reason.of(ReasonCode.SENTINEL_WITHOUT_WORDS) : why;
  }

  /** Their names, as far as they are not too many. */
  static Object names(List<Sentinel> sentinels) {
    String names =
        sentinels.stream().map(Sentinel::name).limit(MOST).collect(Collectors.joining(", "));
    int more = sentinels.size() - MOST;
    return more <= 0
        ? names
        : Reason.of(ReasonCode.NAMES_AND_MORE).with("names", names).with("count", more);
  }
}
