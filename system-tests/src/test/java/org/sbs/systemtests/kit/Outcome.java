package org.sbs.systemtests.kit;

/**
 * What became of a command.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it complained
 */
public record Outcome(int status, String out, String err) {}
