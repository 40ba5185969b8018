package org.sbs.core.role;

import java.util.Objects;

/**
 * What the witness says (R6). Immutable.
 *
 * @param epoch the newest epoch ever claimed there; 0 for none
 * @param holder the node id of that claim; empty for none, or where the claim cannot be read
 * @param mark an opaque text that changes with every renewal of that claim
 * @param free true where the witness itself knows that nobody holds it: it was never claimed, the
 *     claim was released, or its lease has ended by the witness's own clock
 */
public record WitnessView(long epoch, String holder, String mark, boolean free) {
  /** Nobody has ever claimed anything. */
  public static final WitnessView UNCLAIMED = new WitnessView(0, "", "", true);

  /** Checks that nothing is missing. */
  public WitnessView {
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(mark, "mark");
    if (epoch < 0) {
      throw new IllegalArgumentException(epoch + " is no epoch");
    }
  }
}
