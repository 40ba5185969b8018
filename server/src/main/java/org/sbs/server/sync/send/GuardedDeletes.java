package org.sbs.server.sync.send;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sbs.core.replica.CyclePlan;
import org.sbs.core.replica.DeletionGuard;
import org.sbs.core.replica.DeletionGuard.Limits;
import org.sbs.core.replica.DeletionGuard.Verdict;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.server.sync.message.HeldDeletes;

/**
 * Stands between a primary's comparison and its cycle: what the guard holds is taken out of the
 * plan, until a user releases it for one cycle (R4.10). One for a node, so that what is held
 * outlives a connection. Any thread.
 */
public final class GuardedDeletes {
  private final Limits limits;
  private Set<EntryPath> heldEntries = Set.of();
  private HeldDeletes held = HeldDeletes.NONE;
  private final Map<Integer, Long> had = new HashMap<>();
  private boolean compared;
  private boolean release;
  private long released;

  /** A guard that holds nothing yet. */
  public GuardedDeletes() {
    this(Limits.DEFAULT);
  }

  GuardedDeletes(Limits limits) {
    this.limits = limits;
  }

  /** With a new epoch both sides are compared anew. */
  public synchronized void forget() {
    heldEntries = Set.of();
    held = HeldDeletes.NONE;
    had.clear();
    compared = false;
    release = false;
  }

  /** Whether it is known what is held. */
  public synchronized boolean hasCompared() {
    return compared;
  }

  /** The next cycle may delete what is held now. */
  public synchronized void releaseHeld() {
    release = true;
  }

  /** Where something was held in the last cycle. */
  public synchronized Set<EntryPath> heldEntries() {
    return heldEntries;
  }

  /** What was held in the last cycle. */
  public synchronized HeldDeletes held() {
    return held;
  }

  /** How many files the last cycle deletes because they were released. */
  public synchronized long released() {
    return released;
  }

  /** A full comparison found nothing to delete: what was deleted before was all. */
  public synchronized void calm() {
    had.clear();
  }

  /** The plan without what is held. */
  public synchronized CyclePlan pass(
      CyclePlan plan, Manifest primary, Manifest secondary, FolderSet set, Set<EntryPath> unknown) {
    Set<EntryPath> free = release ? heldEntries : Set.of();
    Predicate<FileEntry> isFree = entry -> free.contains(entry.at());
    Set<EntryPath> stillHeld = new HashSet<>(heldEntries);
    stillHeld.removeAll(free);
    // What is released does not count; what was deleted since is judged by itself.
    CyclePlan rest = free.isEmpty() ? plan : without(plan, isFree);
    Verdict verdict =
        DeletionGuard.judge(
            limits,
            rest,
            primary,
            secondary,
            set,
            unknown,
            new DeletionGuard.GuardMemory(stillHeld, had));
    verdict.had().forEach(had::putIfAbsent);
    released =
        plan.deletes().stream()
            .filter(entry -> entry.kind() != FileEntry.Kind.FOLDER && isFree.test(entry))
            .count();
    release = false;
    compared = true;
    heldEntries = verdict.held();
    held = new HeldDeletes(verdict.files(), verdict.reasons());
    return heldEntries.isEmpty() ? plan : without(plan, staying(heldEntries));
  }

  /** What is held, and the folders that it lies in. */
  private static Predicate<FileEntry> staying(Set<EntryPath> held) {
    Set<EntryPath> all = new HashSet<>(held);
    for (EntryPath at : held) {
      for (Optional<EntryPath> up = at.parent(); up.isPresent(); up = up.get().parent()) {
        all.add(up.get());
      }
    }
    return entry -> all.contains(entry.at());
  }

  private static CyclePlan without(CyclePlan plan, Predicate<FileEntry> out) {
    List<FileEntry> deletes = plan.deletes().stream().filter(out.negate()).toList();
    return new CyclePlan(deletes, plan.folders(), plan.sends(), plan.links(), plan.touches());
  }
}
