/**
 * Whether a takeover would work (R7.6): what each node found out about itself, compared. What
 * stands here decides nothing about roles; it tells people.
 */
package org.sbs.core.readiness;
