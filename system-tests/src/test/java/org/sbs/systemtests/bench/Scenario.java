package org.sbs.systemtests.bench;

import java.util.List;

/**
 * A tree and what happens to it, one step after the other. The first step brings it there.
 *
 * @param runs how often all of it is repeated
 */
record Scenario(String title, Tree tree, List<Step> steps, int runs) {}
