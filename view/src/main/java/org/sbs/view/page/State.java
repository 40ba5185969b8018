package org.sbs.view.page;

/** What a node is, shown by form and by colour; how urgent that is shows the severity beside it. */
public enum State {
  /** SBS does not run here. */
  STOPPED,
  /** It runs and has no role yet. */
  STARTING,
  /** The other node serves; this one has its copy. */
  SECONDARY,
  /** This node serves. */
  PRIMARY,
  /** It may run, and nothing is known of it. */
  UNKNOWN
}
