package org.sbs.core.role;

import java.util.Objects;
import org.sbs.core.bound.Bound;

/**
 * What the witness says (R6). Immutable.
 *
 * @param epoch the newest epoch ever claimed there; 0 for none
 * @param holder the node id of that claim; empty for none, or where the claim cannot be read
 * @param mark an opaque text that changes with every renewal of that claim
 * @param free true where its holder gave it up, or where it was never claimed; not where a lease
 *     has merely ended: its holder may go on for a while on the other node's word (R6.3)
 */
public record WitnessView(long epoch, String holder, String mark, boolean free) {
  /** Nobody has ever claimed anything. */
  public static final WitnessView UNCLAIMED = new WitnessView(0, "", "", true);

  /** Checks that nothing is missing. */
  public WitnessView {
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(mark, "mark");
    Bound.EPOCH.require(epoch);
  }
}
