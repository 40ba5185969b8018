package org.sbs.core.replica;

import java.util.Objects;
import java.util.Set;

/**
 * What is known, when two nodes meet, of the versions that both had and have replaced. Immutable.
 *
 * @param replaced as the node remembers that stays primary
 * @param behind whether that node was put back with all its notes: then they are out of date for
 *     what the other has, because a version in them may have become the current one since
 * @param told where the other node has such a version, as that one remembers
 * @param unbroken whether the node that stays primary has run without a break since both had what
 *     they compare with: then nothing was put back on its disk while it was down, and what changed
 *     there is an edit, also one to an old content
 */
public record PriorVersions(
    ReplacedVersions replaced, boolean behind, Set<EntryPath> told, boolean unbroken) {
  /** Nothing is known. */
  public static final PriorVersions UNKNOWN =
      new PriorVersions(ReplacedVersions.NONE, false, Set.of(), true);

  /** Copies the set. */
  public PriorVersions {
    Objects.requireNonNull(replaced, "replaced");
    told = Set.copyOf(told);
  }

  /** Whether this node's file there may have gone back; where its content is known, it is asked. */
  boolean mayHaveGoneBack(EntryPath at) {
    return !unbroken && replaced.hasFile(at);
  }
}
