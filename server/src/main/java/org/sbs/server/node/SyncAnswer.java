package org.sbs.server.node;

import java.util.ArrayList;
import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.CopyGaps;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.sync.CycleResult;

/** Says in a sentence what came of a cycle that a user asked for. */
final class SyncAnswer {
  private SyncAnswer() {}

  /**
   * The answer.
   *
   * @param without why folders of the set are not in the cycle
   */
  static Answer of(CycleResult result, boolean allowedHeldDeletes, List<Reason> without) {
    Reason reason = reason(result, allowedHeldDeletes);
    List<Reason> missing = new ArrayList<>(without);
    if (result.committed()) {
      missing.addAll(CopyGaps.of(result.problems()));
    }
    if (!missing.isEmpty()) {
      Reason why = missing.stream().reduce(Reason.NONE, Reason::and);
      reason = reason.and(Reason.of(ReasonCode.SYNC_WITHOUT).with("why", why));
    }
    return new Answer(result.committed(), reason);
  }

  private static Reason reason(CycleResult result, boolean allowedHeldDeletes) {
    if (!result.committed()) {
      return Reason.of(ReasonCode.SYNC_NOT_COMMITTED).with("why", result.reason());
    }
    Reason done =
        Reason.of(ReasonCode.SYNC_COMMITTED)
            .with("cycle", result.cycle())
            .with("files", result.files())
            .with("bytes", result.bytes());
    if (allowedHeldDeletes) {
      done =
          done.and(
              result.released() == 0
                  ? Reason.of(ReasonCode.SYNC_NOTHING_TO_ALLOW)
                  : Reason.of(ReasonCode.SYNC_DELETES_ALLOWED).with("files", result.released()));
    }
    if (result.held().files() == 0) {
      return done;
    }
    Reason why = result.held().reasons().stream().reduce(Reason.NONE, Reason::and);
    return done.and(Reason.of(ReasonCode.SYNC_HOLDS_DELETES).with("why", why));
  }
}
