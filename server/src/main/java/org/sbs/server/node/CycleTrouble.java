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
  private Reason first = Reason.NONE;
  private long refused;

  /** Tells what goes into the history. */
  CycleTrouble(Consumer<Reason> tell) {
    this.tell = tell;
  }

  /** What is wrong now; empty if nothing is. */
  synchronized Optional<Reason> now() {
    return now;
  }

  synchronized void refused(CycleResult result) {
    boolean isFirst = now.isEmpty();
    Reason reason =
        Reason.of(ReasonCode.CYCLE_NOT_COMMITTED)
            .with("cycle", result.cycle())
            .with("why", result.reason());
    now = Optional.of(reason);
    refused++;
    if (isFirst) {
      first = result.reason();
      tell.accept(reason);
    }
  }

  synchronized void committed(CycleResult result) {
    if (now.isPresent()) {
      Reason after =
          refused == 1
              ? Reason.of(ReasonCode.CYCLE_COMMITTED_AFTER_ONE)
              : Reason.of(ReasonCode.CYCLE_COMMITTED_AFTER_SOME).with("count", refused);
      tell.accept(after.with("cycle", result.cycle()).with("why", first));
    }
    forget();
  }

  /** What was wrong is of no interest any more: the roles have changed. */
  synchronized void forget() {
    now = Optional.empty();
    refused = 0;
  }
}
