package org.sbs.server.link;

import java.util.OptionalInt;
import org.sbs.server.link.wire.Hello;

/**
 * The versions of the protocol that a program speaks: all from the oldest to the newest. Immutable.
 *
 * <p>Two nodes speak the newest that both know, so that a pair goes on while one node is upgraded
 * after the other (R11.2).
 */
record Versions(long oldest, long newest) {
  /** Those of this program. */
  static final Versions MINE = new Versions(Protocol.OLDEST_VERSION, Protocol.VERSION);

  /** Those that the other end names in its greeting; one that names no oldest speaks one only. */
  static Versions of(Hello hello) {
    long newest = Integer.toUnsignedLong(hello.getProtocolVersion());
    long oldest = Integer.toUnsignedLong(hello.getOldestVersion());
    return new Versions(oldest == 0 ? newest : Math.min(oldest, newest), newest);
  }

  /** The version to speak with another program; empty if there is none that both know. */
  OptionalInt shared(Versions other) {
    long common = Math.min(newest, other.newest);
    return common >= Math.max(oldest, other.oldest)
        ? OptionalInt.of(Math.toIntExact(common))
        : OptionalInt.empty();
  }

  /** As users read it. */
  @Override
  public String toString() {
    return "protocol " + (oldest == newest ? "" : oldest + " to ") + newest;
  }
}
