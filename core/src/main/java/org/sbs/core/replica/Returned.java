package org.sbs.core.replica;

import java.util.Set;

/**
 * What went back in time when two nodes met. Immutable.
 *
 * @param cameBack where the other node has a version that the pair had replaced; it is not taken
 *     over
 * @param spared what is missing on such a node, and is not deleted on the one that stays primary
 * @param wentBack where the node that stays primary has such a version, or has lost an entry with
 *     it, and the other has the newer version
 */
public record Returned(Set<EntryPath> cameBack, Set<EntryPath> spared, Set<EntryPath> wentBack) {
  /** Nothing did. */
  public static final Returned NOTHING = new Returned(Set.of(), Set.of(), Set.of());

  /** Copies the sets. */
  public Returned {
    cameBack = Set.copyOf(cameBack);
    spared = Set.copyOf(spared);
    wentBack = Set.copyOf(wentBack);
  }

  /** Why a version at that place is kept as a conflict copy. */
  public ConflictCause cause(EntryPath at) {
    if (cameBack.contains(at)) {
      return ConflictCause.OLD_VERSION_CAME_BACK;
    }
    return wentBack.contains(at) ? ConflictCause.PRIMARY_WENT_BACK : ConflictCause.CHANGED_ON_BOTH;
  }

  /** Whether nothing went back. */
  public boolean isEmpty() {
    return cameBack.isEmpty() && wentBack.isEmpty();
  }
}
