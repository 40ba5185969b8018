package org.sbs.core.readiness;

import java.util.Locale;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * One thing that a check says. Immutable.
 *
 * @param who whose it is
 * @param clause what was found
 */
public record Finding(Level level, Topic topic, Who who, Reason clause) {
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

    /** As a part of a clause. */
    public Reason reason() {
      return Reason.of(
          switch (this) {
            case THIS -> ReasonCode.THIS_NODE;
            case OTHER -> ReasonCode.OTHER_NODE;
            case BOTH -> ReasonCode.BOTH_NODES;
          });
    }
  }
}
