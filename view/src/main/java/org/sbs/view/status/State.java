package org.sbs.view.status;

/** What the icons show, by form and by colour. */
public enum State {
  /** SBS does not run here. */
  STOPPED,
  /** It runs and has no role yet. */
  STARTING,
  /** The other node serves; this one has its copy. */
  SECONDARY,
  /** This node serves. */
  PRIMARY,
  /** Somebody should look: the other node could not take over now, or nothing is known. */
  ATTENTION
}
