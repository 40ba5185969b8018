package org.sbs.server.sync.message;

import org.sbs.core.reason.Reason;

/**
 * Something that is not the same on both nodes, and why (R5.5). Immutable.
 *
 * @param path absolute, on the node that tells
 * @param state a short stable word: {@code new}, {@code edited}, {@code returned}, {@code deleted},
 *     {@code unsent}, {@code doomed}, {@code held}, {@code leftover}, {@code left-out}
 * @param why what that means
 */
public record FileDifference(String path, String state, Reason why) {}
