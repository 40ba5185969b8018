package org.sbs.core.role;

/**
 * What a port that accepts connections and does not answer as the peer seems to be, and since when
 * without a break. Such a thing may pass: it decides only when it has lasted (R1.8).
 */
public record Suspicion(Kind kind, long sinceNanos) {
  /** What it seems to be. */
  public enum Kind {
    /** A peer that is frozen, or so busy that its greeting takes long. */
    FROZEN,
    /** Something else than the peer: another program, another pair key or version. */
    STRANGER
  }
}
