package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.replica.CyclePlan;
import org.sbs.core.replica.Difference;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Lineage;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.disk.RootIdentities;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.receive.IncomingCycle;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.Scan;
import org.sbs.server.sync.send.CycleSender;

/** The messages that turn one folder into another, recorded once and played as often as needed. */
public final class ScriptedCycle {
  public static final Lineage LINEAGE =
      Lineage.NONE.with(1, "a".repeat(32)).with(3, "b".repeat(32));
  public static final List<String> SENTINELS = List.of("Dock 1", "Dock 2");

  private final FolderSet set;
  private final List<Frame> frames;

  private ScriptedCycle(FolderSet set, List<Frame> frames) {
    this.set = set;
    this.frames = frames;
  }

  /** A set of folders with these filters, the first the settings folder. */
  public static FolderSet set(boolean strict, boolean keepDates, List<Path> paths) {
    List<Folder> folders = new ArrayList<>();
    for (Path path : paths) {
      folders.add(Folder.of(folders.size(), path.toString(), FolderFilter.ALL));
    }
    return new FolderSet(folders, strict, keepDates);
  }

  static List<Root> roots(FolderSet set, List<Path> paths) {
    List<Root> roots = new ArrayList<>();
    for (Folder folder : set.folders()) {
      roots.add(new Root(folder, paths.get(roots.size())));
    }
    return roots;
  }

  public static ScriptedCycle record(
      long number, FolderSet set, List<Path> wanted, List<Path> there) throws IOException {
    FolderScanner scanner = new FolderScanner(Clock.systemUTC());
    Scan mine = scanner.scan(roots(set, wanted), FolderScanner.View.SENDER);
    mine = scanner.read(mine.manifest().entries().stream().map(FileEntry::at).toList());
    Scan theirs = scanner.scan(roots(set, there), FolderScanner.View.RECEIVER);
    CyclePlan plan = Difference.between(mine.manifest(), theirs.manifest(), set, Set.of());
    Channels.Recorder recorder = new Channels.Recorder();
    Map<Integer, Path> paths = new HashMap<>();
    roots(set, wanted).forEach(root -> paths.put(root.index(), root.path()));
    CycleHeader header = new CycleHeader(number, 3, LINEAGE, Optional.of(SENTINELS));
    FolderScanner both = knowsBoth(set, wanted, there);
    new CycleSender(recorder, ContentSource.DISK, paths, theirs.manifest(), both, pending -> {})
        .send(header, plan, mine.manifest().files());
    return new ScriptedCycle(set, recorder.frames);
  }

  /** As on a primary that has sent what the secondary has. */
  private static FolderScanner knowsBoth(FolderSet set, List<Path> wanted, List<Path> there) {
    FolderScanner scanner = new FolderScanner(Clock.systemUTC());
    scanner.scan(roots(set, there), FolderScanner.View.RECEIVER);
    scanner.scan(roots(set, wanted), FolderScanner.View.SENDER);
    return scanner;
  }

  /** How many bytes it has on the wire. */
  long bytes() {
    return frames.stream().mapToLong(Frame::getSerializedSize).sum();
  }

  List<Frame> frames() {
    return frames;
  }

  /** How many messages it has. */
  int length() {
    return frames.size();
  }

  public StagedCommit.Outcome play(ReplicaStore store, List<Path> there)
      throws BadMessageException {
    return play(store, set, roots(set, there), frames);
  }

  /** The same with the folders that were accepted, as a secondary does it. */
  StagedCommit.Outcome play(ReplicaStore store, List<Path> there, RootIdentities accepted)
      throws BadMessageException {
    return play(store, set, roots(set, there), frames, accepted);
  }

  static StagedCommit.Outcome play(
      ReplicaStore store, FolderSet set, List<Root> roots, List<Frame> frames)
      throws BadMessageException {
    return play(store, set, roots, frames, RootIdentities.none());
  }

  private static StagedCommit.Outcome play(
      ReplicaStore store,
      FolderSet set,
      List<Root> roots,
      List<Frame> frames,
      RootIdentities accepted)
      throws BadMessageException {
    IncomingCycle cycle = IncomingCycle.begin(frames.get(0).getCycleBegin(), set, roots, store);
    cycle.staged().requireAccepted(accepted);
    for (Frame frame : frames.subList(1, frames.size() - 1)) {
      cycle.take(frame);
    }
    return cycle.end(frames.get(frames.size() - 1).getCycleEnd());
  }
}
