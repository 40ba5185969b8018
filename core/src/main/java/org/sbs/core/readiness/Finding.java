package org.sbs.core.readiness;

import java.util.Locale;

/**
 * One thing that a check says. Immutable.
 *
 * @param who whose it is
 * @param sentence what was found
 * @param remedy what to do about it, a sentence; empty where nothing is to be done
 * @param clause the same in short, for a line with several
 */
public record Finding(
    Level level, Topic topic, Who who, String sentence, String remedy, String clause) {
  /** Whose a finding is, seen from the node that checks. */
  public enum Who {
    /** Of the node that checks. */
    THIS,
    /** Of its peer. */
    OTHER,
    /** Of both, or of the pair. */
    BOTH;

    /** As JSON writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String words() {
      return switch (this) {
        case THIS -> "this node";
        case OTHER -> "the other node";
        case BOTH -> "both nodes";
      };
    }
  }
}
