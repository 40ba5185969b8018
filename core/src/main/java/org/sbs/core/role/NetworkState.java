package org.sbs.core.role;

import java.util.Optional;
import org.sbs.core.reason.Reason;

/**
 * Where the node stands in the network, seen from itself.
 *
 * @param absent why it cannot take part yet: its own address is not up yet (R1.9), or not any more
 *     (R2.8)
 * @param cutOff why this node is the one that is cut off (R2.8)
 */
public record NetworkState(Optional<Reason> absent, Optional<Reason> cutOff) {
  /** In the middle of it. */
  public static final NetworkState FINE = new NetworkState(Optional.empty(), Optional.empty());
}
