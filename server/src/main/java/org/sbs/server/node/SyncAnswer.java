package org.sbs.server.node;

import java.util.Locale;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.sync.CycleResult;
import org.sbs.server.text.ReasonText;

/** Says in a sentence what came of a cycle that a user asked for. */
final class SyncAnswer {
  private SyncAnswer() {}

  static Answer of(CycleResult result, boolean allowedHeldDeletes) {
    ReasonText english = ReasonText.english();
    if (!result.committed()) {
      return new Answer(
          false, Reason.of(ReasonCode.SYNC_NOT_COMMITTED).with("why", result.reason()));
    }
    String sentence =
        "Cycle %d is committed: %d files with %d bytes sent."
            .formatted(result.cycle(), result.files(), result.bytes());
    if (allowedHeldDeletes) {
      sentence +=
          result.released() == 0
              ? " There were no held deletes to allow."
              : String.format(
                  Locale.ROOT,
                  " %,d files are deleted on the secondary that were held back.",
                  result.released());
    }
    if (result.held().files() > 0) {
      Reason held = result.held().reasons().stream().reduce(Reason.NONE, Reason::and);
      sentence += " Held back: " + english.say(held) + ".";
    }
    return new Answer(true, sentence);
  }
}
