package org.sbs.core.role;

/**
 * What the witness says (R6).
 *
 * @param epoch the newest that was ever claimed there, 0 for none
 * @param holder the node id of that claim, "" for none
 * @param mark changes with every renewal of that claim
 * @param free whether that claim was given up by its holder, or there never was one
 */
public record WitnessView(long epoch, String holder, String mark, boolean free) {}
