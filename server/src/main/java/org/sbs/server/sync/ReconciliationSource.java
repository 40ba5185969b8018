package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.sbs.core.replica.CyclePlan;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.core.replica.Lineage;
import org.sbs.core.replica.Manifest;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.Entry;
import org.sbs.server.link.wire.KeptConflict;
import org.sbs.server.link.wire.Wanted;
import org.sbs.server.sync.commit.MergeBaseDraft;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.mergebase.MergeBaseDelta;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.ConflictRecord;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.send.CycleSender;

/**
 * The secondary's part in an adoption: it sends what the primary wants, as a cycle in the other
 * direction. One thread.
 */
final class ReconciliationSource {
  private static final int MOST_CONFLICTS_SENT = 500;

  private final BulkChannel channel;
  private final FolderScanner scanner;
  private final ReplicaStore store;
  private final List<FileEntry> wanted = new ArrayList<>();

  ReconciliationSource(BulkChannel channel, FolderScanner scanner, ReplicaStore store) {
    this.channel = channel;
    this.scanner = scanner;
    this.store = store;
  }

  /** Notes what is wanted; with the last of it, sends all. Only what was told is given. */
  void take(Wanted wish, MergeBaseDraft told, List<Root> roots, Predicate<FileEntry> guarded)
      throws IOException, BadMessageException {
    for (Entry wire : wish.getEntryList()) {
      FileEntry entry = Wire.fromWire(wire);
      boolean isTold =
          told.told(entry.at()).filter(mine -> MergeBaseDelta.isSame(mine, entry)).isPresent();
      if (!isTold || guarded.test(entry)) {
        throw new BadMessageException(
            "a wish for " + LogText.path(entry.at()) + ", which was not told of");
      }
      wanted.add(told.told(entry.at()).orElseThrow());
    }
    if (wish.getLast()) {
      send(roots);
      wanted.clear();
    }
  }

  private void send(List<Root> roots) throws IOException {
    Map<Integer, Path> paths = new HashMap<>();
    roots.forEach(root -> paths.put(root.index(), root.path()));
    CyclePlan plan =
        new CyclePlan(List.of(), of(Kind.FOLDER), of(Kind.FILE), of(Kind.SYMLINK), List.of());
    long cycle = store.committed().map(last -> last.header().cycle()).orElse(0L);
    CycleHeader header = new CycleHeader(Math.max(1, cycle), 0, Lineage.NONE, Optional.empty());
    new CycleSender(channel, scanner.source(), paths, Manifest.EMPTY, scanner, pending -> {})
        .send(header, plan, 0);
  }

  private List<FileEntry> of(Kind kind) {
    return wanted.stream().filter(entry -> entry.kind() == kind).toList();
  }

  /** The conflict copies of a cycle, as the primary is told of them. */
  static List<KeptConflict> conflicts(List<ConflictRecord> made, List<Root> roots) {
    List<KeptConflict> told = new ArrayList<>();
    for (ConflictRecord record : made.subList(0, Math.min(MOST_CONFLICTS_SENT, made.size()))) {
      Path path = Path.of(record.getPath());
      for (Root root : roots) {
        if (path.startsWith(root.path())) {
          told.add(
              KeptConflict.newBuilder()
                  .setFolder(root.index())
                  .setPath(root.path().relativize(path).toString().replace('\\', '/'))
                  .setKeptId(record.getKeptId())
                  .build());
        }
      }
    }
    return told;
  }
}
