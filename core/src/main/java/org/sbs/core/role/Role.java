package org.sbs.core.role;

/** What a node is at this moment, as users see it. */
public enum Role {
  /** SBS does not run, or has ended. */
  STOPPED,
  /** SBS runs and has not yet found out which role is its own. */
  STARTING,
  /** The node holds a copy of the settings and watches the primary. */
  SECONDARY,
  /** The node runs the protected service, or is about to start or stop it. */
  PRIMARY
}
