package org.sbs.server.sync;

import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.server.sync.consent.FolderNotCopied;
import org.sbs.server.sync.message.ReturnedFiles;

/**
 * Whom replication tells what it did. Called on replication's own thread, which waits meanwhile:
 * post elsewhere and return. Must not throw.
 */
public interface SyncListener {
  /** A cycle is committed on the secondary, durably. */
  void cycleCommitted(CycleResult result);

  /** A cycle was refused; on the primary replication goes on with the next. */
  void cycleFailed(CycleResult result);

  /**
   * This primary took over what was changed on its secondary while they were apart.
   *
   * @param entries how many files, links and folders
   */
  default void filesAdopted(int entries) {}

  /**
   * The nodes have met, and files of one of them had gone back in time. Told once on the primary,
   * and on the secondary when what gives way has been kept.
   */
  default void filesReturned(ReturnedFiles files) {}

  /**
   * Folders that the primary names are not copied. Told when that is known, and whenever it
   * changes; none is told too.
   */
  default void foldersNotCopied(List<FolderNotCopied> folders) {}

  /** Replication over this connection has ended, whoever ended it; the last call. */
  void ended(Reason reason);
}
