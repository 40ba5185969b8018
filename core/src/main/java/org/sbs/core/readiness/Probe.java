package org.sbs.core.readiness;

/**
 * What a node found out about one thing of its own. Immutable.
 *
 * @param subject which one: a path, a name, an address
 * @param fine whether it is as a takeover needs it
 * @param detail what is wrong, a clause for users; empty if nothing is
 */
public record Probe(Topic topic, String subject, boolean fine, String detail) {
  /** As it should be. */
  public static Probe fine(Topic topic, String subject) {
    return new Probe(topic, subject, true, "");
  }

  /** Not as it should be. */
  public static Probe trouble(Topic topic, String subject, String detail) {
    return new Probe(topic, subject, false, detail);
  }
}
