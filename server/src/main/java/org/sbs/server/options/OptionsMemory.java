package org.sbs.server.options;

import java.util.Objects;
import java.util.Optional;
import org.sbs.core.options.FileOptions;
import org.sbs.core.options.PairOptions;

/**
 * What a node remembers of the pair's options. Immutable.
 *
 * @param inForce what holds on both nodes, as far as this one knows
 * @param said what this node's settings file said when it was last read; empty before the first
 *     start
 */
public record OptionsMemory(PairOptions inForce, Optional<FileOptions> said) {
  /** Of a node that never ran. */
  public static final OptionsMemory NONE =
      new OptionsMemory(PairOptions.DEFAULTS, Optional.empty());

  /** Checks that nothing is missing. */
  public OptionsMemory {
    Objects.requireNonNull(inForce, "inForce");
    Objects.requireNonNull(said, "said");
  }
}
