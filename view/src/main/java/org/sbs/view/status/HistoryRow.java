package org.sbs.view.status;

import org.sbs.core.reason.Reason;

/**
 * One line of the history.
 *
 * @param time ISO 8601 with zone
 * @param kind a short stable word: {@code role}, {@code service}, {@code sync}, {@code peer},
 *     {@code alert}
 * @param epoch the node's epoch at that time
 * @param role the node's role after the event
 * @param reason what happened, and why
 */
public record HistoryRow(String time, String kind, long epoch, String role, Reason reason) {}
