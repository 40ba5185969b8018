package org.sbs.core.alert;

/**
 * An alert that is to be mailed.
 *
 * @param times how often its like happened since the last mail about it, this time included
 */
public record Notice(Alert alert, long times) {}
