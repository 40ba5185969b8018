package org.sbs.lpm.sentinel;

import java.util.List;

/**
 * A sentinel as it is now. Immutable.
 *
 * @param explanation why it failed; may be empty
 * @param lastLabel what was printed last, and when; may be empty
 * @param notes what an operator should know, newest last
 * @param stuckSeconds for how long it has been stuck; 0 while it makes progress, has nothing to do,
 *     or waits for its folder or its printer
 * @param printerState the code of why its printer does not print just now; empty if it does
 */
public record SentinelView(
    String name,
    String group,
    Health health,
    String explanation,
    Counts counts,
    String lastLabel,
    List<HeldJob> held,
    List<String> notes,
    long stuckSeconds,
    String printerState) {
  /** Whether it works. */
  public enum Health {
    /** Watches its folder and prints. */
    ACTIVE,
    /** Does nothing until it is activated. */
    INACTIVE,
    /** Is to work and cannot; it keeps trying. */
    FAILED
  }
}
