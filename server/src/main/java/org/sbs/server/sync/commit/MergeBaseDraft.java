package org.sbs.server.sync.commit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.replica.ReplacedVersion;
import org.sbs.core.replica.ReplacedVersions;
import org.sbs.server.sync.mergebase.MergeBaseChanges;
import org.sbs.server.sync.mergebase.MergeBaseCodec;
import org.sbs.server.sync.mergebase.MergeBaseDelta;
import org.sbs.server.sync.mergebase.MergeBaseStore;
import org.sbs.server.sync.mergebase.RetainedDeletes;
import org.sbs.server.sync.message.CycleHeader;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.MergeBaseRecord;

/**
 * What the secondary is about to remember as common with its primary: what it told of its folders,
 * changed by the cycle that comes. Between two cycles nothing but the cycle counts. One thread.
 */
public final class MergeBaseDraft {
  private final MergeBaseStore store;

  /** What turns the last common cycle into what was told. */
  private MergeBaseDelta told = MergeBaseDelta.NONE;

  /** What was common at the places that changed until it was told. */
  private final Map<EntryPath, Optional<FileEntry>> before = new HashMap<>();

  /** What was told of these places. */
  private final Map<EntryPath, FileEntry> toldNow = new HashMap<>();

  /** Nodes that never met have replaced nothing together. */
  private boolean everMet;

  private Set<EntryPath> left;
  private Manifest manifest = Manifest.EMPTY;
  private Manifest all = Manifest.EMPTY;

  public MergeBaseDraft(MergeBaseStore store) throws IOException {
    this.store = store;
    this.left = new HashSet<>(store.left().keySet());
    this.everMet = store.memory().mergeBase().isPresent();
  }

  /**
   * Begins anew with what is told now.
   *
   * @param found what this node has
   * @param leftNow what of it is left from before
   * @param guarded what is not looked at any more. Where the nodes had it in common once, it is
   *     told as it was then: a peer of an older version would take silence for a deletion
   * @return what turns that, without what is left, into the merge base
   */
  public MergeBaseDelta tell(Manifest found, Set<EntryPath> leftNow, Predicate<FileEntry> guarded)
      throws IOException {
    Manifest mergeBase = store.load(found);
    List<FileEntry> former = mergeBase.entries().stream().filter(guarded).toList();
    all = former.isEmpty() ? found : found.with(Set.of(), former);
    manifest = RetainedDeletes.without(all, leftNow);
    told = MergeBaseDelta.between(mergeBase, manifest);
    everMet = store.memory().mergeBase().isPresent();
    before.clear();
    toldNow.clear();
    told.put().forEach(entry -> toldNow.put(entry.at(), entry));
    told.put().forEach(entry -> before.put(entry.at(), mergeBase.find(entry.at())));
    told.removed().forEach(at -> before.put(at, mergeBase.find(at)));
    return MergeBaseDelta.between(manifest, mergeBase);
  }

  /** What is told, what is left included. */
  public Manifest all() {
    return all;
  }

  /** Where this node went back to a version that the pair has replaced, as far as it remembers. */
  public Set<EntryPath> wentBack() throws IOException {
    ReplacedVersions known = everMet ? store.replaced(before.keySet()) : ReplacedVersions.NONE;
    Set<EntryPath> back = new HashSet<>();
    for (FileEntry entry : told.put()) {
      Optional<FileEntry> mergeBase = before.getOrDefault(entry.at(), Optional.empty());
      if (known.isReplaced(mergeBase, entry)) {
        back.add(entry.at());
      }
    }
    return back;
  }

  /** Whether what was told becomes common with the next cycle. */
  boolean isNew() {
    return !told.isEmpty();
  }

  /** The entry as it was told, before the first cycle. */
  public Optional<FileEntry> told(EntryPath at) {
    return manifest.find(at);
  }

  /** A cycle begins: nothing more is wanted of what was told. */
  public void begun() {
    manifest = Manifest.EMPTY;
  }

  /** The cycle is committed: what was told has become common. */
  public void committed() throws IOException {
    told = MergeBaseDelta.NONE;
    before.clear();
    toldNow.clear();
    everMet = true;
    left = new HashSet<>(store.left().keySet());
  }

  /**
   * What both nodes have after that cycle, as far as it can be put in place, and what that
   * replaces.
   *
   * @param check knows what lies where the cycle changes something
   */
  MergeBaseChanges record(StagedCommit cycle, DestinationCheck check) {
    Map<EntryPath, FileEntry> leftNow = new HashMap<>();
    cycle.marks().left().forEach(entry -> leftNow.put(entry.at(), entry));
    Map<EntryPath, FileEntry> shared = new HashMap<>();
    cycle.marks().shared().forEach(entry -> shared.put(entry.at(), entry));
    leftNow.keySet().removeAll(shared.keySet());
    MergeBaseDelta changes = changes(cycle, leftNow, shared);
    MergeBaseRecord.Builder head =
        MergeBaseRecord.newBuilder().setName(MergeBaseCodec.name(id(cycle.header())));
    leftNow.values().forEach(entry -> head.addLeft(Wire.toWire(entry)));
    Set<EntryPath> notRetained = new HashSet<>(shared.keySet());
    left.stream()
        .filter(at -> !leftNow.containsKey(at) && changes.has(at))
        .forEach(notRetained::add);
    head.addAllNotRetained(MergeBaseCodec.places(notRetained));
    return MergeBaseChanges.of(head.build(), changes, at -> replaced(at, leftNow, cycle, check));
  }

  private List<ReplacedVersion> replaced(
      EntryPath at, Map<EntryPath, FileEntry> leftNow, StagedCommit cycle, DestinationCheck check) {
    List<ReplacedVersion> versions = new ArrayList<>();
    if (cycle.marks().apart().contains(at)) {
      // It goes on as it is here: nothing replaced it.
      before
          .getOrDefault(at, Optional.empty())
          .flatMap(ReplacedVersion::of)
          .ifPresent(versions::add);
    } else if (before.containsKey(at)) {
      before.get(at).flatMap(ReplacedVersion::of).ifPresent(versions::add);
      Optional.ofNullable(toldNow.get(at)).flatMap(ReplacedVersion::of).ifPresent(versions::add);
    } else if (!left.contains(at)) {
      // What was left here was not common any more.
      Optional.ofNullable(leftNow.get(at))
          .flatMap(ReplacedVersion::of)
          .or(() -> check.versionAt(at))
          .ifPresent(versions::add);
    }
    return versions;
  }

  /** Of one place counts what was told, then the cycle, then what the cycle says beside. */
  private MergeBaseDelta changes(
      StagedCommit cycle, Map<EntryPath, FileEntry> leftNow, Map<EntryPath, FileEntry> shared) {
    CycleContent content = cycle.content();
    Set<EntryPath> missing = isNew() ? cycle.missing() : Set.of();
    Set<EntryPath> apart = cycle.marks().apart();
    Predicate<EntryPath> said =
        at -> leftNow.containsKey(at) || shared.containsKey(at) || apart.contains(at);
    Predicate<EntryPath> made =
        at -> content.created().containsKey(at) || content.touched().containsKey(at);
    Predicate<EntryPath> stays =
        at ->
            !said.test(at)
                && !made.test(at)
                && !content.deleted().containsKey(at)
                && !missing.contains(at);
    List<FileEntry> put = new ArrayList<>(shared.values());
    List<EntryPath> removed = new ArrayList<>(leftNow.keySet());
    removed.addAll(apart);
    told.put().stream().filter(entry -> stays.test(entry.at())).forEach(put::add);
    told.removed().stream().filter(stays).forEach(removed::add);
    content.deleted().keySet().stream()
        .filter(at -> !said.test(at) && !made.test(at))
        .forEach(removed::add);
    content.touched().values().stream()
        .filter(entry -> !said.test(entry.at()) && !content.created().containsKey(entry.at()))
        .forEach(put::add);
    content.created().values().stream()
        .map(CycleContent.Created::entry)
        .filter(entry -> !said.test(entry.at()))
        .forEach(put::add);
    return MergeBaseDelta.of(put, removed);
  }

  public static MergeBaseId id(CycleHeader header) {
    return new MergeBaseId(header.epoch(), header.lineage().lastPrimary(), header.cycle());
  }
}
