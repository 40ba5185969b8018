package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ConflictCause;
import org.sbs.core.replica.CyclePlan;
import org.sbs.core.replica.DeletionGuard;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.replica.PriorVersions;
import org.sbs.core.replica.Reconciliation;
import org.sbs.core.replica.Withheld;
import org.sbs.server.files.ReasonIOException;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.CycleBegin;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Wanted;
import org.sbs.server.sync.commit.CycleContent;
import org.sbs.server.sync.commit.Destinations;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.disk.FileStat;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.mergebase.MergeBaseDelta;
import org.sbs.server.sync.mergebase.RetainedDeletes;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.message.ReturnedFiles;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.receive.IncomingCycle;
import org.sbs.server.sync.receive.ManifestReceiver;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.Scan;

/**
 * The primary takes over what was changed on its secondary only, while they were apart (R5.1). That
 * is committed as a whole or not at all, like a cycle; what it replaces goes into this node's
 * history. Used at the first comparison of a connection, by one thread.
 */
final class PrimaryReconciliation {
  private static final int MOST_WANTED = 1000;

  private final BulkChannel channel;
  private final ReplicaStore store;
  private final FolderScanner scanner;
  private final CycleHeader header;

  /**
   * A reconciliation.
   *
   * @param header by which the history calls what the adoption replaces
   */
  PrimaryReconciliation(
      BulkChannel channel, ReplicaStore store, FolderScanner scanner, CycleHeader header) {
    this.channel = channel;
    this.store = store;
    this.scanner = scanner;
    this.header = header;
  }

  /**
   * What came of it.
   *
   * @param adopted how many files, links and folders were taken over or deleted
   * @param conflicts what the next cycle must keep a copy of on the secondary, and why
   * @param problems what users are told
   * @param returned what went back in time
   * @param apart what the secondary alone has and this node could not take
   * @param withheld what this node has where the secondary has a link that is not copied: each goes
   *     on with what it has
   */
  record Result(
      int adopted,
      Map<EntryPath, ConflictCause> conflicts,
      List<Reason> problems,
      ReturnedFiles returned,
      Set<EntryPath> apart,
      Withheld withheld) {
    private static final Result NOTHING =
        new Result(Map.of(), List.of(), ReturnedFiles.NOTHING, Withheld.NOTHING);

    /** Nothing was to be taken over. */
    private Result(
        Map<EntryPath, ConflictCause> conflicts,
        List<Reason> problems,
        ReturnedFiles returned,
        Withheld withheld) {
      this(0, conflicts, problems, returned, Set.of(), withheld);
    }
  }

  /**
   * What both sides have.
   *
   * @param apart what the secondary alone has and this node cannot have
   */
  record Meeting(
      Scan mine,
      ManifestReceiver.Answer theirs,
      FolderSet set,
      List<Root> roots,
      Set<EntryPath> apart) {}

  /** What is compared with, and its name. */
  private record Ancestor(Manifest manifest, MergeBaseId id) {}

  private Optional<Ancestor> ancestor(Meeting meeting) throws IOException, BadMessageException {
    ManifestReceiver.Answer answer = meeting.theirs();
    MergeBaseId.Memory own = store.mergeBase().memory();
    return switch (MergeBaseId.ancestor(own, answer.memory())) {
      case MINE ->
          Optional.of(
              new Ancestor(
                  store.mergeBase().load(meeting.mine().manifest()),
                  own.mergeBase().orElseThrow()));
      case THEIRS ->
          Optional.of(
              new Ancestor(answer.mergeBaseManifest(), answer.memory().mergeBase().orElseThrow()));
      case NOBODY -> Optional.empty();
    };
  }

  /**
   * Compares, and takes over what is to be taken over.
   *
   * @param merge false to take over nothing and keep no copies, but to tell what went back in time
   */
  Result meet(Meeting meeting, boolean merge) throws IOException, BadMessageException {
    ManifestReceiver.Answer answer = meeting.theirs();
    Manifest theirs = answer.wanted();
    Optional<Ancestor> found = ancestor(meeting);
    if (found.isEmpty()) {
      return Result.NOTHING;
    }
    Manifest ancestor = found.get().manifest();
    Reconciliation.Sides sides =
        new Reconciliation.Sides(ancestor, meeting.mine().manifest(), theirs);
    PriorVersions past =
        new PriorVersions(
            store.mergeBase().replaced(Reconciliation.changed(sides)),
            store.mergeBase().memory().isBehind(answer.memory()),
            answer.replaced(),
            store.mergeBase().hasRunSince(found.get().id()));
    List<FileEntry> unread = Reconciliation.toBeRead(sides, past);
    Scan mine = meeting.mine();
    if (!unread.isEmpty()) {
      mine = scanner.read(unread.stream().map(FileEntry::at).toList());
      Set<EntryPath> hidden = new HashSet<>();
      store.mergeBase().left().keySet().stream()
          .filter(at -> meeting.mine().manifest().find(at).isEmpty())
          .forEach(hidden::add);
      sides =
          new Reconciliation.Sides(
              ancestor, RetainedDeletes.without(mine.manifest(), hidden), theirs);
    }
    Set<EntryPath> unknown = new HashSet<>(mine.unknown());
    unknown.addAll(meeting.apart());
    answer.refused().keySet().forEach(index -> unknown.add(new EntryPath(index, "")));
    Reconciliation.Outcome outcome =
        Reconciliation.plan(
            sides, past, meeting.set(), unknown, Platform.NAMES, DeletionGuard.Limits.DEFAULT);
    ReturnedFiles returned = ReturnedFiles.of(outcome.returned(), sides);
    return merge
        ? carryOut(outcome, sides.mine(), meeting, returned)
        : new Result(Map.of(), List.of(), returned.withoutCopies(), Withheld.NOTHING);
  }

  private Result carryOut(
      Reconciliation.Outcome outcome, Manifest mine, Meeting meeting, ReturnedFiles returned)
      throws IOException, BadMessageException {
    List<Reason> problems = new ArrayList<>(outcome.notDeleted());
    Map<EntryPath, ConflictCause> conflicts = new TreeMap<>();
    outcome.conflicts().forEach(at -> conflicts.put(at, outcome.returned().cause(at)));
    CyclePlan plan = outcome.adopt();
    Withheld withheld = Withheld.of(outcome.withheld(), mine, meeting.theirs().manifest());
    if (plan.isEmpty()) {
      return new Result(conflicts, problems, returned, withheld);
    }
    Map<EntryPath, FileEntry> wanted = wanted(plan);
    StagedCommit staged = receive(wanted, meeting);
    plan.deletes().forEach(entry -> staged.addDelete(entry.at(), entry.kind()));
    leaveOutWhatChanged(staged, mine, meeting.roots());
    StagedCommit.Outcome committed = staged.commit();
    problems.addAll(committed.problems());
    Set<EntryPath> adopted = new HashSet<>();
    if (committed.committed()) {
      adopted.addAll(staged.content().created().keySet());
      store.mergeBase().forgetLeft(leftAmong(adopted));
    } else if (store.hasPending()) {
      throw new ReasonIOException(committed.reason());
    } else {
      problems.add(Reason.of(ReasonCode.CHANGES_NOT_TAKEN_OVER).with("why", committed.reason()));
    }
    Set<EntryPath> apart = new HashSet<>();
    for (FileEntry entry : wanted.values()) {
      if (adopted.contains(entry.at())) {
        continue;
      }
      if (mine.find(entry.at()).isEmpty()) {
        // Nobody deleted it: it could not be taken.
        apart.add(entry.at());
      } else if (entry.kind() != Kind.FOLDER) {
        conflicts.put(entry.at(), ConflictCause.CHANGED_ON_BOTH);
      }
    }
    int deleted = committed.committed() ? staged.content().deleted().size() : 0;
    return new Result(adopted.size() + deleted, conflicts, problems, returned, apart, withheld);
  }

  private List<EntryPath> leftAmong(Set<EntryPath> adopted) throws IOException {
    return store.mergeBase().left().keySet().stream().filter(adopted::contains).toList();
  }

  private static Map<EntryPath, FileEntry> wanted(CyclePlan plan) {
    Map<EntryPath, FileEntry> wanted = new HashMap<>();
    List.of(plan.folders(), plan.sends(), plan.links(), plan.touches())
        .forEach(part -> part.forEach(entry -> wanted.put(entry.at(), entry)));
    return wanted;
  }

  private StagedCommit receive(Map<EntryPath, FileEntry> wanted, Meeting meeting)
      throws IOException, BadMessageException {
    Wanted.Builder wish = Wanted.newBuilder();
    for (FileEntry entry : wanted.values()) {
      if (wish.getEntryCount() == MOST_WANTED) {
        channel.send(Frame.newBuilder().setWanted(wish).build());
        wish = Wanted.newBuilder();
      }
      wish.addEntry(Wire.toWire(entry));
    }
    channel.send(Frame.newBuilder().setWanted(wish.setLast(true)).build());
    channel.flush();
    Frame first = channel.receive();
    requireNoRefusal(first);
    if (!first.hasCycleBegin()) {
      throw new BadMessageException("a " + first.getBodyCase() + " for what is to be adopted");
    }
    CycleBegin begin =
        first.getCycleBegin().toBuilder()
            .setCycle(header.cycle())
            .setEpoch(header.epoch())
            .clearLineage()
            .addAllLineage(Wire.toWire(header.lineage()))
            .clearActiveSentinel()
            .addAllActiveSentinel(header.activeSentinels().orElse(List.of()))
            .setSentinelsUnknown(header.activeSentinels().isEmpty())
            .build();
    FolderSet set = new FolderSet(meeting.set().folders(), true, meeting.set().keepDates());
    IncomingCycle incoming = IncomingCycle.begin(begin, set, meeting.roots(), store);
    incoming.staged().adopt();
    boolean whole = false;
    try {
      Frame frame = channel.receive();
      while (!frame.hasCycleEnd()) {
        requireNoRefusal(frame);
        incoming.take(frame);
        frame = channel.receive();
      }
      incoming.check(frame.getCycleEnd());
      requireWanted(incoming.staged(), wanted);
      whole = true;
    } finally {
      if (!whole) {
        incoming.staged().discard();
      }
    }
    return incoming.staged();
  }

  /** A folder of the secondary does not answer while what is to be adopted is read there. */
  private static void requireNoRefusal(Frame frame) throws IOException {
    if (frame.hasCycleRefused()) {
      throw new ReasonIOException(Wire.refusal(frame.getCycleRefused()));
    }
  }

  /** Nothing comes but what was asked for. */
  private static void requireWanted(StagedCommit staged, Map<EntryPath, FileEntry> wanted)
      throws BadMessageException {
    CycleContent content = staged.content();
    for (CycleContent.Created created : content.created().values()) {
      FileEntry entry = wanted.get(created.entry().at());
      if (entry == null || !MergeBaseDelta.isSame(entry, created.entry())) {
        throw new BadMessageException(
            LogText.path(created.entry().at()) + " to be adopted, though nobody asked for that");
      }
    }
    if (!content.deleted().isEmpty() || !content.touched().isEmpty() || !staged.marks().isEmpty()) {
      throw new BadMessageException("more than the files that are to be adopted");
    }
  }

  /** What a user changes here meanwhile is not written over. */
  private void leaveOutWhatChanged(StagedCommit staged, Manifest mine, List<Root> roots)
      throws IOException {
    Map<Integer, Path> paths = new HashMap<>();
    roots.forEach(root -> paths.put(root.index(), root.path()));
    CycleContent content = staged.content();
    Set<EntryPath> places = new HashSet<>(content.created().keySet());
    places.addAll(content.deleted().keySet());
    for (EntryPath at : places) {
      if (!isStill(mine.find(at), paths.get(at.folder()).resolve(at.path()))) {
        content.created().keySet().removeIf(other -> other.equals(at) || other.isBelow(at));
        staged.keep(at);
      }
    }
  }

  private boolean isStill(Optional<FileEntry> was, Path path) throws IOException {
    try {
      FileStat now = FileStat.at(path);
      return was.isPresent()
          && Destinations.type(was.get().kind()) == now.type()
          && (was.get().kind() != Kind.FILE || scanner.isAsSeen(was.get().at(), now));
    } catch (NoSuchFileException e) {
      return was.isEmpty();
    } catch (java.nio.file.FileSystemException e) {
      // Something above it is no folder: the commit looks again and puts that right or leaves it.
      return was.isEmpty();
    }
  }
}
