package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Path;
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

  /**
   * Reads what any program must read, so that all find it in memory; the tree may be that of the
   * source or of the copy.
   */
  default void warm(Path tree) throws IOException {
    TreeCheck.list(tree);
    for (String file : files()) {
      TreeCheck.read(tree.resolve(file));
    }
  }

  /** Files, relative to the tree, that are compared after; empty for a sample. */
  default List<String> files() {
    return List.of();
  }
}
