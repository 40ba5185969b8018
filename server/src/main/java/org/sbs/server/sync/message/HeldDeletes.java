package org.sbs.server.sync.message;

import java.util.List;
import org.sbs.server.link.wire.CycleBegin;
import org.sbs.server.sync.disk.LogText;

/**
 * What the guard against mass deletion holds back (R4.10). Immutable.
 *
 * @param files how many files stay on the secondary that the primary does not show
 * @param sentences one for each folder, for users
 */
public record HeldDeletes(long files, List<String> sentences) {
  /** Nothing is held. */
  public static final HeldDeletes NONE = new HeldDeletes(0, List.of());

  /** As many as a person can still read. */
  private static final int MOST_SENTENCES = 20;

  /** Copies the list, and cuts it. */
  public HeldDeletes {
    sentences = sentences.stream().limit(MOST_SENTENCES).toList();
  }

  /** As the peer says it, made fit to be shown. */
  public static HeldDeletes of(CycleBegin begin) {
    return new HeldDeletes(
        Math.max(0, begin.getHeldDeletes()),
        begin.getHeldList().stream().limit(MOST_SENTENCES).map(LogText::sentence).toList());
  }
}
