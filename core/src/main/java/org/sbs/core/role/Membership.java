package org.sbs.core.role;

import java.util.Objects;
import java.util.Optional;

/**
 * What a node says of the pair that it belongs to. A pair has two nodes; a third one with the same
 * key is excluded until the pair takes it as a replacement (R1.10). Immutable.
 *
 * @param partner the id of the pair's other node, as this node knows it; empty while it has met
 *     none
 * @param excluded whether this node was told that its peer has another partner
 */
public record Membership(Optional<String> partner, boolean excluded) {
  /** Of a node that says nothing of it: one that never met another, or an earlier SBS. */
  public static final Membership UNKNOWN = new Membership(Optional.empty(), false);

  /** Checks that nothing is missing. */
  public Membership {
    Objects.requireNonNull(partner, "partner");
  }

  /** Whether the pair's other node is known, and that one is not it. */
  boolean isComplete(String without) {
    return partner.filter(id -> !id.equals(without)).isPresent();
  }
}
