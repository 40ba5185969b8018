package org.sbs.core.licence;

/** How the protected service came to run, as far as licences care. */
public enum ServiceStart {
  /** SBS started it, for its node became primary without a primary before it. */
  DIRECT,
  /** SBS started it in place of a primary that failed or handed over. */
  AFTER_PRIMARY,
  /** Somebody else started it: its user, past SBS. */
  BY_HAND,
  /** SBS started it again in an epoch in which its sentinels were allowed. */
  CONTINUED
}
