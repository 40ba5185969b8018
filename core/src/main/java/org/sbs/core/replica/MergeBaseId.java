package org.sbs.core.replica;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Names what two nodes committed together: a cycle of an epoch. Ordered by time. Immutable.
 *
 * @param epoch of the epoch
 * @param primary the id of the node that was primary
 * @param cycle its number
 */
public record MergeBaseId(long epoch, String primary, long cycle)
    implements Comparable<MergeBaseId> {
  private static final Comparator<MergeBaseId> ORDER =
      Comparator.comparingLong(MergeBaseId::epoch)
          .thenComparingLong(MergeBaseId::cycle)
          .thenComparing(MergeBaseId::primary);

  /** Checks that nothing is missing. */
  public MergeBaseId {
    Objects.requireNonNull(primary, "primary");
  }

  /**
   * What a node remembers.
   *
   * @param mergeBase the last cycle of which it knows that both nodes have it
   * @param offered the last cycle that it sent as primary: the other may have it
   */
  public record Memory(Optional<MergeBaseId> mergeBase, Optional<MergeBaseId> offered) {
    /** A node that never met another. */
    public static final Memory NONE = new Memory(Optional.empty(), Optional.empty());

    /**
     * What the other has noted and this node has only offered. It must be noted here too: the next
     * offer would hide it, and then an older cycle would pass for what both come from.
     */
    public Optional<MergeBaseId> toBeNoted(Memory theirs) {
      return theirs
          .mergeBase()
          .filter(id -> offered.filter(id::equals).isPresent())
          .filter(id -> mergeBase.filter(own -> own.compareTo(id) >= 0).isEmpty());
    }

    /**
     * Whether the other knows of a later common cycle that this node has not even offered. Then
     * this node was put back with all its notes, and what it remembers of versions that were
     * replaced before is out of date: one of them may have become the current one since.
     */
    public boolean isBehind(Memory theirs) {
      return theirs
          .mergeBase()
          .filter(id -> !knows(id))
          .filter(id -> mergeBase.filter(own -> own.compareTo(id) >= 0).isEmpty())
          .isPresent();
    }

    /** Whether the node has lived through that cycle, going by what it says. */
    boolean knows(MergeBaseId id) {
      return mergeBase.filter(id::equals).isPresent() || offered.filter(id::equals).isPresent();
    }
  }

  /** Whose memory holds the common ancestor of both nodes' data. */
  public enum Holder {
    /** Nobody's: they never met, as far as they know. */
    NOBODY,
    /** This node's. */
    MINE,
    /** The other node's. */
    THEIRS
  }

  /**
   * Decides it. The newer one counts if both know it. A node that does not know the newer one lost
   * its memory of it, or was restored from a backup, and its data with it: then the older one is
   * what both come from.
   */
  public static Holder ancestor(Memory mine, Memory theirs) {
    if (mine.mergeBase().isPresent() && theirs.mergeBase().isPresent()) {
      MergeBaseId own = mine.mergeBase().get();
      MergeBaseId other = theirs.mergeBase().get();
      if (own.compareTo(other) >= 0) {
        return theirs.knows(own) ? Holder.MINE : Holder.THEIRS;
      }
      return mine.knows(other) ? Holder.THEIRS : Holder.MINE;
    }
    if (theirs.mergeBase().filter(mine::knows).isPresent()) {
      return Holder.THEIRS;
    }
    return mine.mergeBase().filter(theirs::knows).isPresent() ? Holder.MINE : Holder.NOBODY;
  }

  @Override
  public int compareTo(MergeBaseId other) {
    return ORDER.compare(this, other);
  }
}
