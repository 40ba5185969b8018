/**
 * Sentinels at work. Each has one thread, which alone touches its capture folder, its claims and
 * its printer; other threads read snapshots and leave orders.
 */
package org.sbs.lpm.sentinel;
