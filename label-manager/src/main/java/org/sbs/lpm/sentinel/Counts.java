package org.sbs.lpm.sentinel;

/**
 * What a sentinel has done since its process began.
 *
 * @param printed jobs printed, reprints included
 * @param labels labels sent
 * @param failed jobs moved to failed
 * @param reprinted jobs printed though they may have been printed before
 * @param lost jobs that another node took over
 * @param held jobs that wait for an operator now
 * @param waiting files in the capture folder, and claimed jobs, that are not printed yet
 */
public record Counts(
    long printed, long labels, long failed, long reprinted, long lost, int held, int waiting) {}
