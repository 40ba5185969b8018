package org.sbs.systemtests.bench;

import java.time.Duration;

/**
 * One row of the table.
 *
 * @param workload its number
 * @param repeats how often it is measured in one repetition
 * @param byItself whether SBS is to notice the change itself, where it can
 * @param limit for one run of a tool
 */
record Step(
    int workload, String words, Change change, int repeats, boolean byItself, Duration limit) {}
