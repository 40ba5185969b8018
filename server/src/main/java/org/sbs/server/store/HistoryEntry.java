package org.sbs.server.store;

import java.util.Objects;

/**
 * One event of the node's history. Immutable.
 *
 * @param time ISO 8601 with zone
 * @param kind a short stable word: {@code role}, {@code service}, {@code sync}, {@code peer},
 *     {@code alert}
 * @param epoch the node's epoch at that time
 * @param role the node's role after the event
 * @param reason one sentence
 */
public record HistoryEntry(String time, String kind, long epoch, String role, String reason) {
  /** Checks that nothing is missing. */
  public HistoryEntry {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(reason, "reason");
  }
}
