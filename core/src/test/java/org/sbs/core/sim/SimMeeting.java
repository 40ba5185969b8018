package org.sbs.core.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.core.replica.CyclePlan;
import org.sbs.core.replica.DeletionGuard;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.replica.PathRules;
import org.sbs.core.replica.PriorVersions;
import org.sbs.core.replica.Reconciliation;
import org.sbs.core.role.Event;
import org.sbs.core.sim.SimFiles.Parcel;
import org.sbs.core.sim.SimFiles.Told;
import org.sbs.core.sim.SimSet.Version;

/**
 * A primary's side of one connection with its secondary: it takes over what was changed there only,
 * then sends one cycle after the other.
 */
final class SimMeeting {
  private static final FolderSet FOLDERS =
      new FolderSet(List.of(Folder.of(1, "/labels", FolderFilter.ALL)), true, false);

  final long link;
  private final SimNode node;
  private final SimFiles files;
  private final SimFiles others;
  private final SimLedger ledger;
  private Optional<Told> told = Optional.empty();
  private final Set<Integer> conflicts = new TreeSet<>();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean met;
  private boolean busy;

  SimMeeting(long link, SimNode node, SimNode other) {
    this.link = link;
    this.node = node;
    this.files = node.files();
    this.others = other.files();
    this.ledger = node.world.files;
  }

  /** The secondary has told what it has. */
  void begin(Told what) {
    told = Optional.of(what);
    files.learnMergeBase(what.note());
    go();
  }

  /** Sends when what is under way is over: adoptions and cycles come one after the other. */
  void next(Runnable send) {
    waiting.add(send);
    if (!busy && told.isPresent()) {
      go();
    }
  }

  private void go() {
    busy = !waiting.isEmpty();
    if (!busy) {
      return;
    }
    if (met) {
      waiting.remove().run();
      return;
    }
    met = true;
    SimSet mine = files.set();
    Map<Integer, Version> wanted = meet(mine, told.orElseThrow());
    if (wanted.isEmpty()) {
      waiting.remove().run();
      return;
    }
    node.later(
        (5 + ledger.random.nextInt(200)) * World.MILLI,
        () -> {
          var open = node.network.link(link);
          if (open != null && open.openAt(node)) {
            adopt(wanted, mine, told.orElseThrow().set());
            node.deliver(new Event.FilesAdopted(wanted.size()));
            waiting.remove().run();
          }
        });
  }

  /** Compares with what both had; answers with what is to be taken over. */
  private Map<Integer, Version> meet(SimSet mine, Told told) {
    SimFiles.Note note;
    switch (MergeBaseId.ancestor(files.note().memory(), told.note().memory())) {
      case MINE -> note = files.note();
      case THEIRS -> note = told.note();
      default -> {
        return Map.of();
      }
    }
    Manifest ancestor = note.mergeBase().manifest();
    boolean unbroken = files.hasRunSince(note.memory().mergeBase().orElseThrow());
    boolean behind = files.note().memory().isBehind(told.note().memory());
    PriorVersions past =
        new PriorVersions(files.note().replaced().versions(), behind, told.back(), unbroken);
    Reconciliation.Outcome outcome =
        Reconciliation.plan(
            new Reconciliation.Sides(ancestor, mine.manifest(), told.set().manifest()),
            past,
            FOLDERS,
            Set.of(),
            PathRules.Names.POSIX,
            DeletionGuard.Limits.DEFAULT);
    outcome.conflicts().forEach(at -> conflicts.add(SimSet.nameOf(at)));
    Map<Integer, Version> wanted = wanted(outcome.adopt(), told.set());
    node.world.note(
        () ->
            node.name()
                + " meets "
                + told
                + " with "
                + files.note()
                + ", has "
                + mine
                + ", takes "
                + wanted
                + ", conflicts "
                + conflicts);
    ledger.met(
        files,
        told,
        new SimLedger.Decision(wanted.keySet(), conflicts, outcome.returned(), unbroken));
    for (int name = 0; name < SimSet.NAMES; name++) {
      Version own = mine.of(name);
      Version other = told.set().of(name);
      if (own.edit() == other.edit()) {
        files.put(name, new Version(own.edit(), own.past() | other.past()));
      }
    }
    return wanted;
  }

  private Map<Integer, Version> wanted(CyclePlan adopt, SimSet theirs) {
    Map<Integer, Version> wanted = new HashMap<>();
    for (List<FileEntry> part : List.of(adopt.deletes(), adopt.sends())) {
      for (FileEntry entry : part) {
        EntryPath at = entry.at();
        wanted.put(SimSet.nameOf(at), theirs.of(SimSet.nameOf(at)));
      }
    }
    return wanted;
  }

  /** What users changed meanwhile, on either side, is left alone; so is all on a bad disk. */
  private void adopt(Map<Integer, Version> wanted, SimSet mine, SimSet theirs) {
    wanted.forEach(
        (name, version) -> {
          boolean still =
              files.set().sameContent(mine, name)
                  && (!version.isFile() || others.set().sameContent(theirs, name));
          if (node.diskFails) {
            ledger.notAdopted(name);
          }
          if (still && !node.diskFails) {
            files.put(name, version);
          } else if (version.isFile()) {
            conflicts.add(name);
          }
        });
  }

  Parcel parcel(MergeBaseId id) {
    return files.send(id, conflicts);
  }

  /** A cycle has ended. */
  void ended(Parcel parcel, boolean committed) {
    if (committed) {
      conflicts.clear();
      files.acknowledged(parcel, told.orElseThrow().set());
    }
    go();
  }
}
