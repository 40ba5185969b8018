package org.sbs.lpm.sentinel;

/**
 * A job that waits for an operator.
 *
 * @param reason why, in words
 */
public record HeldJob(String id, String sentinel, String file, String reason) {}
