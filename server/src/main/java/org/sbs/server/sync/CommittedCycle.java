package org.sbs.server.sync;

import java.time.Instant;
import org.sbs.core.replica.FolderSet;

/**
 * The last cycle that this node committed whole as a secondary. Immutable.
 *
 * @param header its number, epoch, lineage and the sentinels that were active
 * @param folderSet the primary's folder set, as far as this node took it
 * @param committedAt by this node's clock
 */
public record CommittedCycle(CycleHeader header, FolderSet folderSet, Instant committedAt) {}
