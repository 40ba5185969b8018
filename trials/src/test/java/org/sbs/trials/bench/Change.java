package org.sbs.trials.bench;

import java.io.IOException;
import java.util.List;

/**
 * What happens to a tree before the copy is made like it. All that takes time or fills the disk's
 * queue is done in {@link #prepare}, so that {@link #apply} can be inside what is measured.
 */
interface Change {
  default void prepare(Site site) throws IOException {}

  void apply(Site site) throws IOException;

  /** Makes the tree what it was before {@link #apply}. */
  void undo(Site site) throws IOException;

  /** Files, relative to the tree, that are read before and compared after; empty for a sample. */
  default List<String> files() {
    return List.of();
  }
}
