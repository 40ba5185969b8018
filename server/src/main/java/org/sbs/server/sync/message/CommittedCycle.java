package org.sbs.server.sync.message;

import java.time.Instant;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.sync.record.CycleRecord;

/**
 * The last cycle that this node committed whole as a secondary. Immutable.
 *
 * @param header its number, epoch, lineage and the sentinels that were active
 * @param folderSet the primary's folder set, as far as this node took it
 * @param committedAt by this node's clock
 */
public record CommittedCycle(CycleHeader header, FolderSet folderSet, Instant committedAt) {
  public static CommittedCycle of(CycleRecord record) {
    CycleHeader header =
        new CycleHeader(
            record.getCycle(),
            record.getEpoch(),
            Wire.fromWire(record.getLineageList()),
            Wire.sentinels(record.getActiveSentinelList(), record.getSentinelsUnknown()));
    try {
      return new CommittedCycle(
          header,
          Wire.fromWire(record.getFolderSet()),
          Instant.ofEpochMilli(record.getCommittedMillis()));
    } catch (BadMessageException e) {
      throw new IllegalStateException("a commit record that this node wrote: " + e.getMessage(), e);
    }
  }
}
