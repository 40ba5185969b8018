package org.sbs.view.text;

import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** For each name of a value in a reason the longest that can occur. */
final class LongValues {
  private static final Set<String> NUMBERS =
      Set.of(
          "seconds",
          "minutes",
          "millis",
          "days",
          "limit",
          "times",
          "epoch",
          "mine",
          "cycle",
          "count",
          "files",
          "failures",
          "attempt",
          "restarts",
          "revision",
          "status",
          "bytes",
          "megabytes",
          "looked",
          "signal",
          "some",
          "all",
          "limit-ms",
          "configured-ms",
          "own-ms",
          "peer-ms");
  private static final Set<String> PATHS =
      Set.of("folder", "other", "file", "link", "target", "place", "example", "tree");
  private static final Set<String> REASONS =
      Set.of(
          "why",
          "what",
          "detail",
          "cause",
          "obstacle",
          "first",
          "second",
          "situation",
          "look",
          "how",
          "release",
          "trouble",
          "check",
          "who");

  private LongValues() {}

  static Object of(String name) {
    if (NUMBERS.contains(name)) {
      return Long.MAX_VALUE;
    }
    if (PATHS.contains(name)) {
      return "/srv/\\$1 %s 'x'/".concat("ü".repeat(4_000));
    }
    return REASONS.contains(name) ? nested() : "[2001:db8::1]:65535 $2".concat("n".repeat(300));
  }

  /** Reasons within reasons, and at the bottom the words of another program. */
  private static Reason nested() {
    Reason words = Reason.sentence("The disk is full, $3 says: " + "x".repeat(2_000) + ".");
    return Reason.of(ReasonCode.LINK_NODE_ENDED)
        .with("node", "192.0.2.1:4445")
        .with("why", Reason.of(ReasonCode.REPLICATION_ENDED).with("why", words))
        .and(Reason.of(ReasonCode.COUNTS_AS_DEAD));
  }
}
