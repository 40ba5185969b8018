package org.sbs.core.readiness;

/**
 * A printer of an operating system. Immutable.
 *
 * @param driver empty where the system does not tell
 */
public record Queue(String name, String driver) {}
