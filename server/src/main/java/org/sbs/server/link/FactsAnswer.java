package org.sbs.server.link;

import java.util.Optional;
import org.sbs.core.readiness.Facts;
import org.sbs.core.reason.Reason;

/**
 * What a peer answered that was asked for facts. Immutable.
 *
 * @param facts empty if it told none
 * @param wallMillis its wall clock when it told them, since 1970-01-01 UTC
 * @param why it told none
 * @param mute whether it answers, and only does not know that question
 */
public record FactsAnswer(Optional<Facts> facts, long wallMillis, Reason why, boolean mute) {
  static FactsAnswer none(DialResult result) {
    return broken(DialOutcomes.why(result));
  }

  static FactsAnswer broken(Reason why) {
    return new FactsAnswer(Optional.empty(), 0, why, false);
  }

  static FactsAnswer mute(Reason why) {
    return new FactsAnswer(Optional.empty(), 0, why, true);
  }
}
