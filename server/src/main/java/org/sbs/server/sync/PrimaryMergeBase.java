package org.sbs.server.sync;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.replica.ConflictCause;
import org.sbs.core.replica.CyclePlan;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.replica.ReplacedVersion;
import org.sbs.core.replica.Withheld;
import org.sbs.server.link.wire.CycleAck;
import org.sbs.server.link.wire.KeptConflict;
import org.sbs.server.link.wire.Mark;
import org.sbs.server.link.wire.MarkKind;
import org.sbs.server.sync.commit.MergeBaseDraft;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.mergebase.MergeBaseChanges;
import org.sbs.server.sync.mergebase.MergeBaseCodec;
import org.sbs.server.sync.mergebase.MergeBaseDelta;
import org.sbs.server.sync.mergebase.RetainedDeletes;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.message.ReplacedWire;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.receive.ManifestReceiver;
import org.sbs.server.sync.record.ConflictRecord;
import org.sbs.server.sync.record.MergeBaseRecord;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.Scan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the primary knows and remembers of what both nodes have: which files the secondary only
 * keeps though they were deleted here (R5.4), and after each acknowledged cycle the merge base. One
 * thread, but where another is allowed.
 */
final class PrimaryMergeBase {
  private static final Logger LOG = LoggerFactory.getLogger(PrimaryMergeBase.class);

  private final ReplicaStore store;
  private ManifestReceiver.Answer peer;
  private boolean compared;

  /** What the secondary keeps and this node deleted. Read by any thread. */
  private volatile Set<EntryPath> left = Set.of();

  private Set<EntryPath> leftAfter = Set.of();
  private Set<EntryPath> apart = Set.of();
  private Withheld withheld = Withheld.NOTHING;
  private boolean toldApart = true;
  private List<Mark> marks = List.of();
  private Map<EntryPath, ConflictCause> conflicts = Map.of();
  private final Map<Integer, String> rootPaths = new HashMap<>();

  PrimaryMergeBase(ReplicaStore store) {
    this.store = store;
  }

  /** The secondary has told what it has. */
  void met(ManifestReceiver.Answer answer, FolderSet set, List<Root> roots)
      throws BadMessageException {
    peer = answer;
    roots.forEach(root -> rootPaths.put(root.index(), root.path().toString()));
    left = answer.left();
    compared = true;
    try {
      store.mergeBase().align(set);
      Optional<MergeBaseId> unheard = store.mergeBase().memory().toBeNoted(answer.memory());
      if (unheard.isPresent()) {
        note(unheard.get(), answer.mergeBaseManifest());
      }
    } catch (IOException e) {
      LOG.warn("What both nodes have cannot be noted here: {}", Causes.words(e));
    }
  }

  private void note(MergeBaseId id, Manifest mergeBase) throws IOException {
    note(id, mergeBase, Manifest.EMPTY, CyclePlan.EMPTY);
  }

  /**
   * After a comparison: what is common may differ from what was noted by more than the cycle did.
   *
   * @param theirs what the secondary had before the cycle
   */
  private void note(MergeBaseId id, Manifest mergeBase, Manifest theirs, CyclePlan plan)
      throws IOException {
    Manifest former = store.mergeBase().load(mergeBase);
    MergeBaseDelta delta = MergeBaseDelta.between(former, mergeBase);
    MergeBaseRecord.Builder head = MergeBaseRecord.newBuilder().setName(MergeBaseCodec.name(id));
    for (List<FileEntry> part : plan.parts()) {
      for (FileEntry entry : part) {
        if (!delta.has(entry.at())) {
          version(theirs, entry.at())
              .forEach(old -> head.addReplaced(ReplacedWire.record(entry.at(), old)));
        }
      }
    }
    MergeBaseChanges.Before before =
        at -> {
          List<ReplacedVersion> versions = new ArrayList<>(version(former, at));
          versions.addAll(version(theirs, at));
          return versions;
        };
    store
        .mergeBase()
        .append(MergeBaseChanges.of(head.build(), delta, before), delta.aboutBytes(), false);
  }

  private static List<ReplacedVersion> version(Manifest in, EntryPath at) {
    return in.find(at).flatMap(ReplacedVersion::of).map(List::of).orElse(List.of());
  }

  private void note(MergeBaseId id, MergeBaseDelta delta, MergeBaseChanges.Before before)
      throws IOException {
    MergeBaseRecord head = MergeBaseRecord.newBuilder().setName(MergeBaseCodec.name(id)).build();
    store.mergeBase().append(MergeBaseChanges.of(head, delta, before), delta.aboutBytes(), false);
  }

  /** What the next cycle replaces or deletes there is to be kept as conflict copies, and why. */
  void conflicts(Map<EntryPath, ConflictCause> at) {
    conflicts = at;
  }

  Set<EntryPath> left() {
    return left;
  }

  /**
   * What the secondary has and this node cannot have: it is not common.
   *
   * @param stays what stays common, though the secondary has a link in its place
   */
  void apart(Set<EntryPath> entries, Withheld stays) {
    apart = Set.copyOf(entries);
    withheld = stays;
    toldApart = false;
  }

  /** What of this node's set counts: without what it only kept as a secondary. */
  Scan withoutOwnRetainedDeletes(Scan found, FolderScanner scanner) {
    try {
      Map<EntryPath, FileEntry> remembered = store.mergeBase().left();
      if (remembered.isEmpty()) {
        return found;
      }
      RetainedDeletes own = new RetainedDeletes(remembered);
      List<EntryPath> unread = own.toBeRead(found.manifest());
      Scan scan = unread.isEmpty() ? found : scanner.read(unread);
      store.mergeBase().forgetLeft(own.gone(scan.manifest(), scan.unknown()));
      Manifest rest = RetainedDeletes.without(scan.manifest(), own.in(scan.manifest()));
      return new Scan(
          rest,
          scan.unknown(),
          scan.problems(),
          scan.filesRead() + found.filesRead(),
          scan.undated(),
          scan.restless());
    } catch (IOException e) {
      LOG.warn("What was left from before cannot be told from what is new: {}", Causes.words(e));
      return found;
    }
  }

  /** The plan of a cycle without the deletes of what is kept as a conflict copy. */
  CyclePlan withoutConflicts(CyclePlan plan) {
    return conflicts.isEmpty()
        ? plan
        : plan.withDeletes(
            plan.deletes().stream().filter(entry -> !conflicts.containsKey(entry.at())).toList());
  }

  /**
   * The plan of a cycle, with the conflicts that are deleted whatever the synchronisation is and
   * whatever the guard holds: of these a copy is kept.
   */
  CyclePlan withConflicts(CyclePlan plan, Manifest mine, Manifest theirs) {
    if (conflicts.isEmpty()) {
      return plan;
    }
    List<FileEntry> deletes = new ArrayList<>(plan.deletes());
    Set<EntryPath> known = new HashSet<>();
    deletes.forEach(entry -> known.add(entry.at()));
    for (EntryPath at : conflicts.keySet()) {
      boolean stays = mine.find(at).filter(own -> own.kind() != FileEntry.Kind.FOLDER).isPresent();
      if (!stays && !known.contains(at)) {
        theirs.find(at).ifPresent(deletes::add);
      }
    }
    deletes.sort(Comparator.comparing(FileEntry::at).reversed());
    return plan.withDeletes(deletes);
  }

  /**
   * What the cycle must say beside its content.
   *
   * @param unknown what this node has and could not read
   */
  // Entries that both sides share are the very same objects.
  @SuppressWarnings("ReferenceEquality")
  List<Mark> mark(
      CyclePlan plan, Manifest mine, Manifest theirs, FolderSet set, Set<EntryPath> unknown) {
    List<Mark> said = new ArrayList<>();
    Set<EntryPath> now = new HashSet<>();
    if (!set.strict()) {
      Set<EntryPath> deleted = new HashSet<>();
      plan.deletes().forEach(entry -> deleted.add(entry.at()));
      List<FileEntry> own = mine.entries();
      int i = 0;
      for (FileEntry other : theirs.entries()) {
        while (i < own.size() && own.get(i) != other && own.get(i).at().compareTo(other.at()) < 0) {
          i++;
        }
        boolean here =
            i < own.size() && (own.get(i) == other || own.get(i).at().equals(other.at()));
        if (!here && !deleted.contains(other.at()) && !isUnknown(other.at(), unknown)) {
          now.add(other.at());
          if (!left.contains(other.at())) {
            said.add(mark(MarkKind.LEFT, other));
          }
        }
      }
    }
    if (!toldApart) {
      for (EntryPath at : apart) {
        theirs
            .find(at)
            .filter(entry -> mine.find(at).isEmpty() && !left.contains(at))
            .map(entry -> mark(MarkKind.LEFT, entry).toBuilder().setApart(true).build())
            .ifPresent(said::add);
      }
    }
    if (!toldApart) {
      withheld.entries().forEach(entry -> said.add(mark(MarkKind.SHARED, entry)));
    }
    said.addAll(sharedAgain(plan, mine, theirs));
    conflicts.forEach(
        (at, cause) ->
            theirs
                .find(at)
                .map(entry -> mark(MarkKind.CONFLICT, entry).toBuilder())
                .ifPresent(mark -> said.add(mark.setCause(Wire.toWire(cause)).build())));
    leftAfter = now;
    marks = said;
    return said;
  }

  private List<Mark> sharedAgain(CyclePlan plan, Manifest mine, Manifest theirs) {
    if (left.isEmpty()) {
      return List.of();
    }
    Set<EntryPath> comes = comes(plan);
    List<Mark> shared = new ArrayList<>();
    for (EntryPath at : left) {
      Optional<FileEntry> own = mine.find(at);
      if (own.isPresent() && theirs.find(at).isPresent() && !comes.contains(at)) {
        shared.add(mark(MarkKind.SHARED, own.get()));
      }
    }
    return shared;
  }

  private static Set<EntryPath> comes(CyclePlan plan) {
    Set<EntryPath> comes = new HashSet<>();
    List.of(plan.folders(), plan.sends(), plan.links(), plan.touches())
        .forEach(part -> part.forEach(entry -> comes.add(entry.at())));
    return comes;
  }

  private static boolean isUnknown(EntryPath at, Set<EntryPath> unknown) {
    if (unknown.isEmpty()) {
      return false;
    }
    for (Optional<EntryPath> up = Optional.of(at); up.isPresent(); up = up.get().parent()) {
      if (unknown.contains(up.get())) {
        return true;
      }
    }
    return unknown.contains(new EntryPath(at.folder(), ""));
  }

  private static Mark mark(MarkKind kind, FileEntry entry) {
    return Mark.newBuilder().setKind(kind).setEntry(Wire.toWire(entry)).build();
  }

  /** The cycle goes out: the secondary may have it, even if nothing is heard of it. */
  void offered(CycleHeader header) {
    try {
      store.mergeBase().seen(MergeBaseDraft.id(header));
      store.mergeBase().offer(MergeBaseDraft.id(header));
    } catch (IOException e) {
      LOG.warn("What is sent cannot be noted here: {}", Causes.words(e));
    }
  }

  /**
   * The secondary has the cycle.
   *
   * @param unsent files of the plan that did not go out
   * @param before what it had
   */
  void acknowledged(
      CycleHeader header, CycleAck ack, CyclePlan plan, Set<EntryPath> unsent, Manifest before) {
    Set<EntryPath> wasLeft = left;
    left = leftAfter;
    toldApart = true;
    List<ConflictRecord> kept = conflicts(header, ack.getConflictList());
    if (!ack.getCompareAgain()) {
      Map<EntryPath, ConflictCause> open = new HashMap<>(conflicts);
      open.keySet().retainAll(unsent);
      conflicts = open;
    }
    MergeBaseId id = MergeBaseDraft.id(header);
    try {
      store.conflicts().add(kept);
      if (ack.getCompareAgain() || (compared && !unsent.isEmpty())) {
        // Only the secondary knows what exactly is common now; its memory counts.
        return;
      }
      if (compared) {
        Set<EntryPath> without = new HashSet<>(left);
        without.addAll(apart);
        without.removeAll(comes(plan));
        Manifest mergeBase =
            RetainedDeletes.without(before.after(plan, unsent), without)
                .with(withheld.links().keySet(), withheld.entries());
        note(id, mergeBase, before, plan);
        compared = false;
      } else {
        note(
            id,
            changes(plan, unsent),
            at -> wasLeft.contains(at) ? List.of() : version(before, at));
      }
    } catch (IOException e) {
      // The next note must say what this one would have said.
      compared = true;
      LOG.warn("What both nodes have cannot be noted here: {}", Causes.words(e));
    }
  }

  private MergeBaseDelta changes(CyclePlan plan, Set<EntryPath> unsent) {
    List<EntryPath> removed = new ArrayList<>();
    plan.deletes().forEach(entry -> removed.add(entry.at()));
    List<FileEntry> put = new ArrayList<>();
    List.of(plan.folders(), plan.sends(), plan.links(), plan.touches())
        .forEach(
            part -> part.stream().filter(entry -> !unsent.contains(entry.at())).forEach(put::add));
    for (Mark mark : marks) {
      if (mark.getKind() == MarkKind.SHARED) {
        put.addAll(MergeBaseCodec.entries(List.of(mark.getEntry())));
      } else if (mark.getKind() == MarkKind.LEFT) {
        removed.add(new EntryPath(mark.getEntry().getFolder(), mark.getEntry().getPath()));
      }
    }
    return MergeBaseDelta.of(put, removed);
  }

  private List<ConflictRecord> conflicts(CycleHeader header, List<KeptConflict> told) {
    List<ConflictRecord> records = new ArrayList<>();
    for (KeptConflict conflict : told) {
      String folder = rootPaths.getOrDefault(conflict.getFolder(), "?");
      EntryPath at = new EntryPath(conflict.getFolder(), conflict.getPath());
      records.add(
          ConflictRecord.newBuilder()
              .setCycle(header.cycle())
              .setEpoch(header.epoch())
              .setKeptMillis(store.nowMillis())
              .setPath(folder + "/" + LogText.text(conflict.getPath()))
              .setKeptId(LogText.text(conflict.getKeptId()))
              .setOwner(peer.nodeId())
              .setWinner(header.lineage().lastPrimary())
              .setHere(false)
              .setCause(Wire.toWire(conflicts.getOrDefault(at, ConflictCause.CHANGED_ON_BOTH)))
              .build());
    }
    return records;
  }
}
