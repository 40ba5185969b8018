package org.sbs.server.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How replication stands, on either node. Immutable.
 *
 * @param cycle the last committed cycle, 0 for none
 * @param files regular files in the folder set, as last counted
 * @param pendingFiles of the running cycle, not yet sent or received
 * @param committedAt when the last cycle was committed; empty before the first
 * @param problems sentences for users from the last cycle
 */
public record SyncStatus(
    long cycle,
    long files,
    long pendingFiles,
    Optional<Instant> committedAt,
    List<String> problems) {
  /** Copies the list. */
  public SyncStatus {
    problems = List.copyOf(problems);
  }

  SyncStatus withPending(long pending) {
    return new SyncStatus(cycle, files, pending, committedAt, problems);
  }

  SyncStatus withFiles(long count) {
    return new SyncStatus(cycle, count, pendingFiles, committedAt, problems);
  }

  SyncStatus withProblems(List<String> sentences) {
    return new SyncStatus(cycle, files, pendingFiles, committedAt, sentences);
  }

  SyncStatus committed(long number, Instant at) {
    return new SyncStatus(number, files, 0, Optional.of(at), problems);
  }
}
