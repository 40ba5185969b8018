package org.sbs.server.node;

import java.util.Optional;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.sync.CycleResult;

/**
 * Whether cycles are refused at present, and why. Tells of it once when it begins and once when it
 * ends, however many cycles are refused in between. Any thread.
 */
final class CycleTrouble {
  private final Consumer<Reason> tell;
  private Optional<Reason> now = Optional.empty();
  private Reason firstWhy = Reason.NONE;
  private long refused;

  /** Tells those reasons for the history. */
  CycleTrouble(Consumer<Reason> tell) {
    this.tell = tell;
  }

  /** What is wrong now; empty if nothing is. */
  synchronized Optional<Reason> now() {
    return now;
  }

  synchronized void refused(CycleResult result) {
    Reason why = Reason.sentence(result.reason());
    Reason told = of(ReasonCode.CYCLE_NOT_COMMITTED, result, why);
    boolean first = now.isEmpty();
    now = Optional.of(told);
    refused++;
    if (first) {
      firstWhy = why;
      tell.accept(told);
    }
  }

  synchronized void committed(CycleResult result) {
    if (now.isPresent()) {
      tell.accept(
          refused == 1
              ? of(ReasonCode.CYCLE_COMMITTED_AFTER_ONE, result, firstWhy)
              : of(ReasonCode.CYCLE_COMMITTED_AFTER_SOME, result, firstWhy).with("count", refused));
    }
    forget();
  }

  private static Reason of(ReasonCode code, CycleResult result, Reason why) {
    return Reason.of(code).with("cycle", result.cycle()).with("why", why);
  }

  /** What was wrong is of no interest any more: the roles have changed. */
  synchronized void forget() {
    now = Optional.empty();
    refused = 0;
  }
}
