package org.sbs.core.role;

/** Which roles a node may take by itself (R1.6). */
public enum Mode {
  /** The first node to run becomes primary. */
  SYMMETRIC,
  /** Always primary when it runs. */
  MAIN_ONLY,
  /** Primary only while the main node is away. */
  BACKUP_ONLY
}
