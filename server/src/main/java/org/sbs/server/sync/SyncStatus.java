package org.sbs.server.sync;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.server.sync.message.HeldDeletes;

/**
 * How replication stands, on either node. Immutable.
 *
 * @param cycle the last committed cycle, 0 for none
 * @param files regular files in the folder set, as last counted
 * @param pendingFiles of the running cycle, not yet sent or received
 * @param committedAt when the last cycle was committed; empty before the first
 * @param problems of the last cycle
 * @param held what the guard against mass deletion held back in the last cycle
 * @param progress of the running cycle; empty between two
 */
public record SyncStatus(
    long cycle,
    long files,
    long pendingFiles,
    Optional<Instant> committedAt,
    List<Reason> problems,
    HeldDeletes held,
    Optional<Progress> progress) {
  /** Copies the list. */
  public SyncStatus {
    problems = List.copyOf(problems);
    Objects.requireNonNull(held, "held");
    Objects.requireNonNull(progress, "progress");
  }

  /** Between two cycles, with nothing held. */
  public SyncStatus(
      long cycle,
      long files,
      long pendingFiles,
      Optional<Instant> committedAt,
      List<Reason> problems) {
    this(cycle, files, pendingFiles, committedAt, problems, HeldDeletes.NONE, Optional.empty());
  }

  SyncStatus withFiles(long count) {
    return new SyncStatus(cycle, count, pendingFiles, committedAt, problems, held, progress);
  }

  SyncStatus withProblems(List<Reason> reasons) {
    return new SyncStatus(cycle, files, pendingFiles, committedAt, reasons, held, progress);
  }

  SyncStatus withHeld(HeldDeletes deletes) {
    return new SyncStatus(cycle, files, pendingFiles, committedAt, problems, deletes, progress);
  }

  SyncStatus withProgress(Optional<Progress> now) {
    long pending = now.map(p -> p.allFiles() - p.files()).orElse(0L);
    return new SyncStatus(cycle, files, pending, committedAt, problems, held, now);
  }

  SyncStatus committed(long number, Instant at) {
    return new SyncStatus(number, files, 0, Optional.of(at), problems, held, progress);
  }
}
