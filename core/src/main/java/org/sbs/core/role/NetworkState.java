package org.sbs.core.role;

import java.util.Optional;

/**
 * Where the node stands in the network, seen from itself.
 *
 * @param absent why it cannot take part yet: its own address is not up yet (R1.9), or not any more
 *     (R2.8); a clause
 * @param cutOff why this node is the one that is cut off (R2.8); a clause
 */
public record NetworkState(Optional<String> absent, Optional<String> cutOff) {
  /** In the middle of it. */
  public static final NetworkState FINE = new NetworkState(Optional.empty(), Optional.empty());
}
