package org.sbs.server.sync;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.server.sync.message.HeldDeletes;

/**
 * What came of one cycle. Immutable.
 *
 * @param cycle its number
 * @param committed whether the secondary has it whole and durably
 * @param reason why not; {@link Reason#NONE} if committed
 * @param files whose content was sent
 * @param bytes of content sent
 * @param deletes entries deleted on the secondary
 * @param problems what was left out, and why
 * @param held what the guard against mass deletion held back
 * @param released files among the deletes that were held until a user released them; known on the
 *     primary only
 */
public record CycleResult(
    long cycle,
    boolean committed,
    Reason reason,
    long files,
    long bytes,
    long deletes,
    List<Reason> problems,
    HeldDeletes held,
    long released) {
  /** Copies the list. */
  public CycleResult {
    problems = List.copyOf(problems);
    Objects.requireNonNull(held, "held");
  }

  /** A cycle in which nothing was held. */
  public CycleResult(
      long cycle,
      boolean committed,
      Reason reason,
      long files,
      long bytes,
      long deletes,
      List<Reason> problems) {
    this(cycle, committed, reason, files, bytes, deletes, problems, HeldDeletes.NONE, 0);
  }

  CycleResult withHeld(HeldDeletes deletesHeld, long deletesReleased) {
    return new CycleResult(
        cycle, committed, reason, files, bytes, deletes, problems, deletesHeld, deletesReleased);
  }

  /** The same for a better known reason, if there is one. */
  public CycleResult because(Optional<Reason> known) {
    return new CycleResult(
        cycle, committed, known.orElse(reason), files, bytes, deletes, problems, held, released);
  }

  static CycleResult failed(long cycle, Reason reason) {
    return new CycleResult(cycle, false, reason, 0, 0, 0, List.of());
  }
}
