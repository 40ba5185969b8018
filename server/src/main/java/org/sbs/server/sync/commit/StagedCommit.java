package org.sbs.server.sync.commit;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.OpenRoots;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.disk.RootIdentities;
import org.sbs.server.sync.disk.StageWriters;
import org.sbs.server.sync.disk.Staging;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.message.CycleMarks;
import org.sbs.server.sync.receive.IncomingCycle;
import org.sbs.server.sync.record.ConflictRecord;
import org.sbs.server.sync.scan.FolderScanner;

/**
 * One cycle on its way into the folder set of the secondary (R4.8). Everything is staged first; a
 * disk that fails on the way makes {@link #commit} refuse, and the old set stays whole. What is
 * given to it has been checked for form ({@link IncomingCycle}). One thread.
 */
public final class StagedCommit {
  private final ReplicaStore store;
  private final long number;
  private final CycleHeader header;
  private final FolderSet set;
  private final Map<Integer, Path> roots = new TreeMap<>();
  private final CycleContent content = new CycleContent();
  private final Staging staging;
  private final Sources sources;
  private final StageWriters writers = StageWriters.inAnyOrder();
  private final Set<EntryPath> leftOut = new HashSet<>();
  private final Set<EntryPath> missing = new HashSet<>();
  private final CycleMarks marks = new CycleMarks();
  private Optional<MergeBaseDraft> draft = Optional.empty();
  private boolean reconciliation;
  private final OpenRoots held = new OpenRoots();
  private final Disk disk;
  private final List<Reason> problems = new ArrayList<>();
  private Optional<Reason> failure = Optional.empty();
  private Staging.StagedFile open;
  private OpenBase base;
  private long files;

  StagedCommit(
      ReplicaStore store,
      CycleHeader header,
      FolderSet set,
      List<Root> roots,
      Disk disk,
      FolderScanner scanner,
      String name,
      long number) {
    this.store = store;
    this.number = number;
    this.header = header;
    this.set = set;
    this.disk = disk.inSet(held);
    this.staging = new Staging(this.disk, name);
    roots.forEach(root -> this.roots.put(root.index(), root.path()));
    this.sources = new Sources(this.disk, scanner, set, this.roots);
  }

  /**
   * What came of a commit.
   *
   * @param committed whether the cycle is in place and durable
   * @param reason why not; {@link Reason#NONE} if committed
   * @param problems what users are told
   * @param compareAgain whether something was left out, so that the primary should look again
   * @param conflicts the conflict copies that were made
   */
  public record Outcome(
      boolean committed,
      Reason reason,
      List<Reason> problems,
      boolean compareAgain,
      List<ConflictRecord> conflicts) {
    Outcome(boolean committed, Reason reason, List<Reason> problems, boolean compareAgain) {
      this(committed, reason, problems, compareAgain, List.of());
    }

    public Outcome comparedAgain(List<Reason> more) {
      List<Reason> all = new ArrayList<>(problems);
      all.addAll(more);
      return new Outcome(committed, reason, all, true, conflicts);
    }

    Outcome alsoTelling(List<Reason> more) {
      List<Reason> all = new ArrayList<>(problems);
      all.addAll(more);
      return new Outcome(committed, reason, all, compareAgain, conflicts);
    }

    static Outcome refused(Reason reason) {
      return new Outcome(false, reason, List.of(), true);
    }
  }

  /** A file of the set of which parts are used. */
  public record Base(EntryPath at, ContentHash hash) {}

  private record OpenBase(EntryPath at, FileStat found, ChunkList chunks, FileChannel channel) {}

  /** Which one it is of all that were begun here. */
  long number() {
    return number;
  }

  public CycleHeader header() {
    return header;
  }

  FolderSet set() {
    return set;
  }

  Map<Integer, Path> roots() {
    return roots;
  }

  public CycleContent content() {
    return content;
  }

  Staging staging() {
    return staging;
  }

  Sources sources() {
    return sources;
  }

  public CycleMarks marks() {
    return marks;
  }

  /** What this node remembers as common with its primary follows the cycle. */
  public void remember(MergeBaseDraft mergeBase) {
    draft = Optional.of(mergeBase);
  }

  Optional<MergeBaseDraft> draft() {
    return draft;
  }

  /** A primary takes over what its secondary has: no cycle of a copy. */
  public void adopt() {
    reconciliation = true;
  }

  boolean isReconciliation() {
    return reconciliation;
  }

  /** Opens the roots; all of the cycle is done in what they are now. */
  void holdRoots() throws IOException {
    held.hold(roots.values());
  }

  /** Refuses the cycle, before anything is staged, unless the roots are those folders. */
  public void requireAccepted(RootIdentities accepted) {
    attempt(() -> accepted.requireHeld(held));
  }

  /** The roots that are held open. */
  OpenRoots held() {
    return held;
  }

  /** The disks, by way of the roots that are held open. */
  Disk disk() {
    return disk;
  }

  /** Requires that the roots are still the folders in which the cycle was staged. */
  void requireSameRoots() throws IOException {
    held.requireSame();
  }

  /** What the cycle was to change and does not. */
  Set<EntryPath> missing() {
    Set<EntryPath> gone = new HashSet<>(content.takenOut());
    gone.addAll(missing);
    gone.removeIf(
        at ->
            content.created().containsKey(at)
                || content.touched().containsKey(at)
                || content.deleted().containsKey(at));
    return gone;
  }

  public long files() {
    return files;
  }

  /** Something that may fail on this node's disk. */
  @FunctionalInterface
  private interface DiskWork {
    void run() throws IOException;
  }

  /** Once a disk has failed nothing more is tried in this cycle. */
  private void attempt(DiskWork work) {
    if (failure.isPresent()) {
      return;
    }
    try {
      work.run();
    } catch (IOException e) {
      fail(Causes.of(e));
    }
  }

  /** Makes {@link #commit} refuse for this reason. */
  public void fail(Reason reason) {
    if (failure.isEmpty()) {
      failure = Optional.of(reason);
    }
  }

  public void addSmall(FileEntry entry, ByteString bytes) {
    attempt(
        () -> {
          Staging.NetworkState place = staging.reserveFile(roots.get(entry.at().folder()));
          writers.run(() -> staging.write(place, bytes, entry, set.keepDates()));
          created(entry, place);
        });
  }

  /** The file has the content that another one has; it is staged when it is clear what goes. */
  public void addCopy(FileEntry entry, EntryPath from) {
    attempt(
        () -> {
          Optional<FileStat> found =
              sources.find(from, entry.hash()).filter(f -> f.size() == entry.size());
          if (found.isEmpty()) {
            leaveOut(entry.at(), from);
            return;
          }
          files++;
          CycleContent.Source source = new CycleContent.Source(from, found.get());
          created(entry, CycleContent.NOT_STAGED, Optional.of(source));
        });
  }

  /** Begins a file; answers with the chunks of its base, if that is as the peer thinks. */
  public Optional<ChunkList> beginFile(FileEntry entry, Optional<Base> on) {
    attempt(
        () -> {
          if (on.isPresent() && !openBase(on.get())) {
            leaveOut(entry.at(), on.get().at());
            return;
          }
          open = staging.newFile(roots.get(entry.at().folder()));
        });
    return Optional.ofNullable(base).map(OpenBase::chunks);
  }

  private boolean openBase(Base on) throws IOException {
    Optional<FileStat> found = sources.find(on.at(), on.hash());
    if (found.isEmpty()) {
      return false;
    }
    Optional<ChunkList> chunks = sources.chunks(on.at(), found.get(), on.hash());
    if (chunks.isEmpty() || chunks.get().size() != found.get().size()) {
      return false;
    }
    FileChannel channel = sources.open(on.at());
    base = new OpenBase(on.at(), found.get(), chunks.get(), channel);
    return true;
  }

  public void write(ByteBuffer data) {
    attempt(
        () -> {
          if (open != null) {
            open.write(data);
          }
        });
  }

  /** The next part of the file is that part of its base. */
  public void copy(long offset, long length) {
    attempt(
        () -> {
          if (open != null) {
            open.copy(base.channel(), base.chunks(), offset, length);
          }
        });
  }

  public void endFile(FileEntry entry, Optional<ChunkList> chunks) {
    attempt(
        () -> {
          if (open == null) {
            return;
          }
          open.awaitWritten();
          if (base != null && !sources.isStill(base.at(), base.found())) {
            leaveOut(entry.at(), base.at());
            abandon();
            return;
          }
          Staging.NetworkState staged = open.finish(entry, set.keepDates());
          open = null;
          chunks.ifPresent(sources::remember);
          created(entry, staged);
        });
    closeBase();
  }

  public void forgetFile() {
    attempt(this::abandon);
    closeBase();
  }

  private void abandon() throws IOException {
    if (open != null) {
      open.abandon();
      open = null;
    }
  }

  private void closeBase() {
    if (base != null) {
      OpenBase closing = base;
      base = null;
      attempt(closing.channel()::close);
    }
  }

  private void created(FileEntry entry, Staging.NetworkState staged) {
    files++;
    created(entry, staged.number(), Optional.empty());
  }

  private void created(FileEntry entry, int staged, Optional<CycleContent.Source> source) {
    content.created().put(entry.at(), new CycleContent.Created(entry, staged, source));
  }

  private void leaveOut(EntryPath at, EntryPath source) {
    leftOut.add(at);
    problems.add(
        Reason.of(ReasonCode.SOURCE_CHANGED)
            .with("source", sources.path(source).toString())
            .with("path", roots.get(at.folder()) + "/" + LogText.text(at.path())));
  }

  public void addFolder(FileEntry entry) {
    created(entry, CycleContent.NOT_STAGED, Optional.empty());
  }

  public void addLink(FileEntry entry) {
    attempt(
        () -> {
          Staging.NetworkState staged =
              staging.newLink(roots.get(entry.at().folder()), entry.target());
          created(entry, staged.number(), Optional.empty());
        });
  }

  /**
   * The file has this content, and gets another time, owner or permissions. One that has a second
   * name on this node becomes a file of its own: the other name is not of this entry.
   */
  public void addTouch(FileEntry entry) {
    if (failure.isEmpty() && hasOtherNames(entry)) {
      addCopy(entry, entry.at());
    } else {
      content.touched().put(entry.at(), entry);
    }
  }

  private boolean hasOtherNames(FileEntry entry) {
    try {
      return sources.hasOtherNames(entry.at())
          && sources
              .find(entry.at(), entry.hash())
              .filter(found -> found.size() == entry.size())
              .isPresent();
    } catch (IOException e) {
      // The commit looks at it again, and says what is wrong.
      return false;
    }
  }

  public void addDelete(EntryPath at, FileEntry.Kind kind) {
    content.deleted().put(at, kind);
  }

  /** Takes back the deletes that were to make place for something that did not come after all. */
  public boolean keep(EntryPath at) {
    missing.add(at);
    return content.deleted().keySet().removeIf(other -> other.equals(at) || other.isBelow(at));
  }

  /** Puts the cycle in place, or refuses it and leaves everything as it was. */
  public Outcome commit() {
    attempt(writers::finish);
    if (failure.isPresent()) {
      List<Reason> all = new ArrayList<>(problems);
      discard().ifPresent(all::add);
      Reason reason = failure.get().and(store.roomHint(roots.values()));
      return new Outcome(false, reason, all, true);
    }
    leftOut.forEach(this::keep);
    Outcome outcome = store.commit(this).alsoTelling(staging.unowned());
    attempt(sources::close);
    held.close();
    return leftOut.isEmpty() ? outcome : outcome.comparedAgain(problems);
  }

  /** Throws away what was staged; answers with what went wrong with that, if anything. */
  public Optional<Reason> discard() {
    writers.stop();
    try {
      sources.close();
      closeBase();
      if (open != null) {
        open.release();
        open = null;
      }
      staging.discard();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Reason.of(ReasonCode.STAGED_LEFT).with("why", Causes.of(e)));
    } finally {
      held.close();
    }
  }
}
