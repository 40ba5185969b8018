package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.replica.ReplacedVersions;
import org.sbs.server.files.RealPath;
import org.sbs.server.files.ReasonIOException;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.consent.FolderRules;
import org.sbs.server.sync.disk.HangingFolders;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.mergebase.MergeBaseDelta;
import org.sbs.server.sync.mergebase.RetainedDeletes;
import org.sbs.server.sync.message.FileDifference;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.Scan;

/** What differs on this node from what both had in their last common cycle. */
public final class LocalDiff {
  private final ReplicaStore store;
  private final FolderScanner scanner;
  private final List<Root> roots = new ArrayList<>();
  private final FolderSet set;

  /**
   * For one look.
   *
   * @param settingsFolder where the settings folder of the set lies on this node
   * @param rules what is never copied of them
   */
  public LocalDiff(
      ReplicaStore store,
      FolderScanner scanner,
      FolderSet set,
      Path settingsFolder,
      FolderRules rules)
      throws IOException {
    this.store = store;
    this.scanner = scanner;
    this.set = set;
    for (Folder folder : set.folders()) {
      Path path = folder.index() == 0 ? settingsFolder : Path.of(folder.path());
      Path absolute = path.toAbsolutePath();
      Path place = place(absolute);
      roots.add(new Root(rules.guarded(folder, place), place));
    }
  }

  /** Where it is; one that does not answer is left out by the look at it. */
  private Path place(Path folder) throws IOException {
    try {
      return scanner
          .hanging()
          .call(folder, () -> Files.isDirectory(folder) ? RealPath.of(folder) : folder);
    } catch (HangingFolders.NoAnswerException e) {
      return folder;
    }
  }

  /**
   * Looks; the message of an exception is for users.
   *
   * @param whole whether all files are read again
   */
  public List<FileDifference> rows(FolderScanner.View view, boolean whole) throws IOException {
    Optional<MergeBaseId> last = store.mergeBase().memory().mergeBase();
    if (last.isEmpty()) {
      throw new ReasonIOException(Reason.of(ReasonCode.NO_COMMON_CYCLE));
    }
    store.mergeBase().align(set);
    Scan found = scanner.scan(roots, view, folder -> {}, whole);
    Manifest mergeBase = store.mergeBase().load(found.manifest());
    Scan scan = read(found, mergeBase, view);
    Set<EntryPath> left = new RetainedDeletes(store.mergeBase().left()).in(scan.manifest());
    Map<EntryPath, FileDifference> rows = new TreeMap<>();
    MergeBaseDelta delta =
        MergeBaseDelta.between(mergeBase, RetainedDeletes.without(scan.manifest(), left));
    long cycle = last.get().cycle();
    Set<EntryPath> changed = new HashSet<>();
    delta.put().forEach(entry -> changed.add(entry.at()));
    ReplacedVersions replaced = store.mergeBase().replaced(changed);
    for (FileEntry entry : delta.put()) {
      Optional<FileEntry> common = mergeBase.find(entry.at());
      if (replaced.isReplaced(common, entry)) {
        rows.put(entry.at(), row(entry.at(), "returned", since(ReasonCode.DIFF_RETURNED, cycle)));
      } else {
        rows.put(
            entry.at(),
            common.isPresent()
                ? row(entry.at(), "edited", since(ReasonCode.DIFF_EDITED, cycle))
                : row(entry.at(), "new", since(ReasonCode.DIFF_NEW, cycle)));
      }
    }
    for (EntryPath at : delta.removed()) {
      if (isWithin(scan.unknown(), at)) {
        // Nobody can tell whether it is there.
        continue;
      }
      rows.put(at, row(at, "deleted", since(ReasonCode.DIFF_DELETED, cycle)));
    }
    for (EntryPath at : left) {
      rows.put(at, row(at, "leftover", Reason.of(ReasonCode.DIFF_LEFT_HERE)));
    }
    for (EntryPath at : scan.unknown()) {
      rows.put(at, row(at, "left-out", Reason.of(ReasonCode.DIFF_LEFT_OUT)));
    }
    return List.copyOf(rows.values());
  }

  private static boolean isWithin(Set<EntryPath> unknown, EntryPath at) {
    return unknown.contains(new EntryPath(at.folder(), ""))
        || Stream.iterate(Optional.of(at), Optional::isPresent, up -> up.flatMap(EntryPath::parent))
            .flatMap(Optional::stream)
            .anyMatch(unknown::contains);
  }

  private Scan read(Scan scan, Manifest mergeBase, FolderScanner.View view) {
    if (view == FolderScanner.View.RECEIVER) {
      return scan;
    }
    List<EntryPath> unread =
        scan.manifest().entries().stream()
            .filter(e -> e.kind() == FileEntry.Kind.FILE && e.hash().equals(ContentHash.NONE))
            .filter(e -> mergeBase.find(e.at()).filter(old -> old.size() == e.size()).isPresent())
            .map(FileEntry::at)
            .toList();
    return unread.isEmpty() ? scan : scanner.read(unread);
  }

  private static Reason since(ReasonCode code, long cycle) {
    return Reason.of(code).with("cycle", cycle);
  }

  private FileDifference row(EntryPath at, String state, Reason why) {
    Path path =
        roots.stream()
            .filter(root -> root.index() == at.folder())
            .findFirst()
            .map(root -> root.resolve(at))
            .orElseGet(() -> Path.of(at.path()));
    return new FileDifference(path.toString(), state, why);
  }
}
