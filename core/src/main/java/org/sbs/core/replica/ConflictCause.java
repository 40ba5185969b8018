package org.sbs.core.replica;

/** Why a version was kept as a conflict copy when two nodes met. */
public enum ConflictCause {
  /** The file was changed on both nodes; the copy is the version of the secondary. */
  CHANGED_ON_BOTH,
  /** The copy is a version that the pair had replaced and that came back on the secondary. */
  OLD_VERSION_CAME_BACK,
  /**
   * The primary's file went back to a version that the pair had replaced, before the primary was
   * started; the copy is the newer version that the secondary still had.
   */
  PRIMARY_WENT_BACK
}
