package org.sbs.core.options;

import java.util.Objects;

/**
 * The node on which something was set. Immutable.
 *
 * @param nodeId the node's id
 * @param host what users call its machine; only for people
 */
public record Origin(String nodeId, String host) {
  /** Checks that nothing is missing. */
  public Origin {
    Objects.requireNonNull(nodeId, "nodeId");
    Objects.requireNonNull(host, "host");
  }
}
