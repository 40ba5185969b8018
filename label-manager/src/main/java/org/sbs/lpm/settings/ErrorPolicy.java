package org.sbs.lpm.settings;

/**
 * What becomes of a job that may have been printed, because its node or its printer died over it.
 */
public enum ErrorPolicy {
  /** It is printed again; that is logged, counted and shown. */
  REPRINT,
  /** It waits for an operator. */
  HOLD
}
