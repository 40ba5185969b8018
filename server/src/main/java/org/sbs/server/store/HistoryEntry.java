package org.sbs.server.store;

import java.util.Objects;
import org.sbs.core.reason.Reason;

/**
 * One event of the node's history. Immutable.
 *
 * @param time ISO 8601 with zone
 * @param kind a short stable word: {@code role}, {@code service}, {@code sync}, {@code peer},
 *     {@code alert}
 * @param epoch the node's epoch at that time
 * @param role the node's role after the event
 * @param reason what happened and why, in words
 * @param why the same as a code with values
 */
public record HistoryEntry(
    String time, String kind, long epoch, String role, String reason, Reason why) {
  /** Checks that nothing is missing. */
  public HistoryEntry {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(why, "why");
  }

  /** As an older version wrote it: in words alone. */
  public HistoryEntry(String time, String kind, long epoch, String role, String reason) {
    this(time, kind, epoch, role, reason, Reason.sentence(reason));
  }
}
