package org.sbs.server.mail;

import java.util.List;
import org.sbs.core.reason.Reason;

/**
 * What works on a node, for its mails. Immutable.
 *
 * @param place what it is
 * @param serviceRuns on this node
 * @param active sentinels
 * @param all sentinels
 * @param failed why, of each sentinel that was to work and does not
 * @param other how the other node stands to this one, if this one is primary
 * @param peer the other node, as users know it
 */
public record MailContext(
    NetworkState place,
    boolean serviceRuns,
    int active,
    int all,
    List<Reason> failed,
    Other other,
    String peer) {
  /** What a node is. */
  public enum NetworkState {
    /** Primary. */
    PRIMARY,
    /** Secondary of a primary that lives. */
    SECONDARY,
    /** Neither. */
    IDLE
  }

  /** A primary's other node. */
  public enum Other {
    /** Could take over now. */
    READY,
    /** Has not committed a cycle since it connected. */
    COPYING,
    /** Not connected. */
    ABSENT
  }

  /** Copies the list. */
  public MailContext {
    failed = List.copyOf(failed);
  }
}
