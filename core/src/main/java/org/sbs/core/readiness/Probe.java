package org.sbs.core.readiness;

import org.sbs.core.reason.Reason;

/**
 * What a node found out about one thing of its own. Immutable.
 *
 * @param subject which one: a path, a name, an address
 * @param fine whether it is as a takeover needs it
 * @param why it is not; nothing if it is
 */
public record Probe(Topic topic, String subject, boolean fine, Reason why) {
  /** As it should be. */
  public static Probe fine(Topic topic, String subject) {
    return new Probe(topic, subject, true, Reason.NONE);
  }

  /** Not as it should be. */
  public static Probe trouble(Topic topic, String subject, Reason why) {
    return new Probe(topic, subject, false, why);
  }
}
