package org.sbs.server.node;

import java.util.Locale;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.sync.CycleResult;

/** Says in a sentence what came of a cycle that a user asked for. */
final class SyncAnswer {
  private SyncAnswer() {}

  static Answer of(CycleResult result, boolean allowedHeldDeletes) {
    if (!result.committed()) {
      return new Answer(false, "The cycle was not committed. " + result.reason());
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
      sentence += " Held back: " + String.join("; ", result.held().sentences()) + ".";
    }
    return new Answer(true, sentence);
  }
}
