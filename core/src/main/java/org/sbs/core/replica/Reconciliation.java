package org.sbs.core.replica;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.FileEntry.Kind;

/**
 * Decides, when two nodes meet again, what the one that stays primary takes from the other (R5.1):
 * each entry is compared three ways with what both had when they last committed together. What was
 * changed on one side is that side's; what was changed on both is the primary's, and the other
 * version is kept as a conflict copy.
 */
public final class Reconciliation {
  private final Manifest ancestor;
  private final Manifest mine;
  private final Manifest theirs;
  private final FolderSet set;
  private final Set<EntryPath> unknown;
  private final PathRules.Names names;
  private final Returns returns;

  /** What is to be taken over, by its place; empty stands for its deletion. */
  private final NavigableMap<EntryPath, Optional<FileEntry>> wanted = new TreeMap<>();

  private final Set<EntryPath> conflicts = new TreeSet<>();

  /** Where the other node put a link that no node copies in the place of what both had. */
  private final TreeSet<EntryPath> withheld = new TreeSet<>();

  private Reconciliation(
      Sides sides,
      PriorVersions past,
      FolderSet set,
      Set<EntryPath> unknown,
      PathRules.Names names) {
    this.ancestor = sides.ancestor();
    this.mine = sides.mine();
    this.theirs = sides.theirs();
    this.set = set;
    this.unknown = unknown;
    this.names = names;
    this.returns = new Returns(past);
  }

  /**
   * The three that are compared.
   *
   * @param ancestor what both had
   * @param mine what the node has that stays primary
   * @param theirs what the other has; a file without a hash cannot be read there
   */
  public record Sides(Manifest ancestor, Manifest mine, Manifest theirs) {}

  /**
   * What came of it. Immutable.
   *
   * @param adopt what makes this node's set have what was changed on the other only
   * @param conflicts where the other has a file or link that would be lost without a copy
   * @param notDeleted what is told of deletes that are not taken over, because they look like an
   *     accident
   * @param returned what went back in time, on either side
   * @param withheld where each node goes on with what it has: the other one put a link there that
   *     is not copied, in the place of what both had and this node still has
   */
  public record Outcome(
      CyclePlan adopt,
      Set<EntryPath> conflicts,
      List<Reason> notDeleted,
      Returned returned,
      Set<EntryPath> withheld) {
    /** Copies the collections. */
    public Outcome {
      conflicts = Set.copyOf(conflicts);
      notDeleted = List.copyOf(notDeleted);
      withheld = Set.copyOf(withheld);
    }
  }

  /** Where something differs from what both had: of these places the past is to be known. */
  public static Set<EntryPath> changed(Sides sides) {
    Set<EntryPath> changed = new HashSet<>();
    ThreeWay.walk(
        sides,
        (at, old, own, other) -> {
          if (!same(own, other)) {
            changed.add(at);
          }
        });
    return changed;
  }

  /** This node's files whose content must be read before it can be decided. */
  public static List<FileEntry> toBeRead(Sides sides, PriorVersions past) {
    List<FileEntry> unread = new ArrayList<>();
    ThreeWay.walk(
        sides,
        (at, old, own, other) -> {
          boolean isUnread =
              own != null && own.kind() == Kind.FILE && own.hash().equals(ContentHash.NONE);
          boolean wanted =
              mayBeSame(own, other)
                  || (same(old, other) ? past.mayHaveGoneBack(at) : mayBeSame(own, old));
          if (isUnread && wanted) {
            unread.add(own);
          }
        });
    return unread;
  }

  private static boolean mayBeSame(FileEntry unread, FileEntry other) {
    return unread != null
        && other != null
        && other.kind() == Kind.FILE
        && other.size() == unread.size();
  }

  /**
   * Decides.
   *
   * @param past what is known of versions that were replaced
   * @param unknown what this node has and could not read: nothing is decided about it
   * @param names what this node's platform takes as names
   * @param limits what deletes look like an accident
   */
  public static Outcome plan(
      Sides sides,
      PriorVersions past,
      FolderSet set,
      Set<EntryPath> unknown,
      PathRules.Names names,
      DeletionGuard.Limits limits) {
    Reconciliation reconciliation = new Reconciliation(sides, past, set, unknown, names);
    ThreeWay.walk(sides, reconciliation::decide);
    reconciliation.withhold();
    reconciliation.returns.takeOut(reconciliation.wanted);
    reconciliation.conflicts.addAll(reconciliation.returns.missing(sides.mine(), set.strict()));
    reconciliation.giveGround();
    reconciliation.clearFolders();
    return reconciliation.guarded(limits);
  }

  /** By what they are, not by when they were made. */
  private static boolean same(FileEntry one, FileEntry other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return sameContent(one, other) && (one.kind() == Kind.SYMLINK || one.sameMode(other));
  }

  static boolean sameContent(FileEntry one, FileEntry other) {
    return one != null
        && other != null
        && one.kind() == other.kind()
        && switch (one.kind()) {
          case FILE -> one.sameContent(other);
          case SYMLINK -> one.target().equals(other.target());
          case FOLDER -> true;
        };
  }

  private void decide(EntryPath at, FileEntry old, FileEntry own, FileEntry other) {
    if (same(own, other) || isUnknown(at)) {
      return;
    }
    if (same(old, other)) {
      if (returns.wentBack(old, own)) {
        conflicts.add(at);
      }
      return;
    }
    if (own != null && isLinkNotCopied(other)) {
      // Such a link was never common, and so is no old version that came back.
      if (same(old, own)) {
        withheld.add(at);
      } else {
        conflict(at, old, own, other);
      }
      return;
    }
    if (returns.cameBack(old, own, other)) {
      conflict(at, old, own, other);
      return;
    }
    boolean unreadable =
        other != null && other.kind() == Kind.FILE && other.hash().equals(ContentHash.NONE);
    if (same(old, own) && !unreadable && isOfTheSet(other == null ? own : other)) {
      wanted.put(at, Optional.ofNullable(other));
    } else {
      conflict(at, old, own, other);
    }
  }

  private static boolean isLinkNotCopied(FileEntry entry) {
    return entry != null
        && entry.kind() == Kind.SYMLINK
        && PathRules.linkObjection(entry.at().path(), entry.target(), PathRules.Names.POSIX)
            .isPresent();
  }

  /** What lay in a folder that became such a link was not deleted, but is not to be seen there. */
  private void withhold() {
    for (EntryPath place : withheld) {
      wanted.keySet().removeIf(at -> at.isBelow(place));
      conflicts.removeIf(at -> at.isBelow(place));
    }
  }

  private void conflict(EntryPath at, FileEntry old, FileEntry own, FileEntry other) {
    boolean wouldBeLost =
        other != null
            && other.kind() != Kind.FOLDER
            && !sameContent(own, other)
            && !sameContent(old, other);
    if (wouldBeLost) {
      conflicts.add(at);
    }
  }

  private void giveUp(EntryPath at) {
    wanted.remove(at);
    conflict(at, find(ancestor, at), find(mine, at), find(theirs, at));
  }

  private static FileEntry find(Manifest in, EntryPath at) {
    return in.find(at).orElse(null);
  }

  /** The peer is not trusted to name only what is of the set and can lie on this node. */
  private boolean isOfTheSet(FileEntry entry) {
    String path = entry.at().path();
    boolean isFolder = entry.kind() == Kind.FOLDER;
    Optional<Folder> folder = set.folder(entry.at().folder());
    if (folder.isEmpty() || !(isFolder || folder.get().holds(path, false))) {
      return false;
    }
    Optional<Reason> objection =
        entry.kind() == Kind.SYMLINK
            ? PathRules.linkObjection(path, entry.target(), names)
            : PathRules.objection(path, names);
    return objection.isEmpty() && !PathRules.isReserved(path);
  }

  private boolean isUnknown(EntryPath at) {
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

  /** What is taken over gets the folders that it lies in, or is not taken over. */
  private void giveGround() {
    for (Map.Entry<EntryPath, Optional<FileEntry>> want : List.copyOf(wanted.entrySet())) {
      if (want.getValue().isPresent() && !hasGround(want.getKey())) {
        giveUp(want.getKey());
      }
    }
  }

  private boolean hasGround(EntryPath at) {
    List<FileEntry> missing = new ArrayList<>();
    for (Optional<EntryPath> up = at.parent(); up.isPresent(); up = up.get().parent()) {
      EntryPath folder = up.get();
      Optional<FileEntry> put = wanted.getOrDefault(folder, Optional.empty());
      FileEntry own = find(mine, folder);
      boolean goes = wanted.containsKey(folder) && put.isEmpty();
      if (put.isPresent() || (own != null && own.kind() == Kind.FOLDER && !goes)) {
        continue;
      }
      FileEntry other = find(theirs, folder);
      boolean free = own == null || goes;
      if (!free || other == null || other.kind() != Kind.FOLDER || !isOfTheSet(other)) {
        return false;
      }
      missing.add(other);
    }
    missing.forEach(folder -> wanted.put(folder.at(), Optional.of(folder)));
    return true;
  }

  /**
   * A folder goes, or makes place for a file, only with all that this node has in it: an edit made
   * there would be lost otherwise.
   */
  private void clearFolders() {
    TreeSet<EntryPath> going = new TreeSet<>();
    for (Map.Entry<EntryPath, Optional<FileEntry>> want : wanted.entrySet()) {
      FileEntry own = find(mine, want.getKey());
      boolean stays = want.getValue().filter(put -> put.kind() == Kind.FOLDER).isPresent();
      if (own != null && own.kind() == Kind.FOLDER && !stays) {
        going.add(want.getKey());
      }
    }
    if (going.isEmpty()) {
      return;
    }
    Set<EntryPath> holding = new HashSet<>();
    for (FileEntry own : mine.entries()) {
      if (wanted.getOrDefault(own.at(), Optional.of(own)).isPresent()
          && !going.contains(own.at())) {
        hold(own.at(), holding);
      }
    }
    unknown.forEach(at -> hold(at, holding));
    wanted.forEach((at, put) -> put.ifPresent(entry -> hold(at, holding)));
    for (EntryPath at : going.descendingSet()) {
      if (holding.contains(at)) {
        boolean replaced = wanted.get(at).isPresent();
        giveUp(at);
        hold(at, holding);
        if (replaced) {
          wanted.entrySet().removeIf(want -> want.getKey().isBelow(at));
        }
      }
    }
  }

  private static void hold(EntryPath at, Set<EntryPath> holding) {
    Optional<EntryPath> up = at.parent();
    while (up.isPresent() && holding.add(up.get())) {
      up = up.get().parent();
    }
  }

  private Outcome guarded(DeletionGuard.Limits limits) {
    CyclePlan plan = toPlan();
    FolderSet strict = new FolderSet(set.folders(), true, set.keepDates());
    DeletionGuard.Verdict verdict =
        DeletionGuard.judge(
            limits, plan, theirs, mine, strict, Set.of(), DeletionGuard.GuardMemory.NONE);
    return new Outcome(
        verdict.allowed(), conflicts, notDeleted(verdict.held()), returns.outcome(), withheld);
  }

  private CyclePlan toPlan() {
    List<FileEntry> deletes = new ArrayList<>();
    List<FileEntry> folders = new ArrayList<>();
    List<FileEntry> sends = new ArrayList<>();
    List<FileEntry> links = new ArrayList<>();
    List<FileEntry> touches = new ArrayList<>();
    wanted
        .descendingMap()
        .forEach(
            (at, put) -> {
              FileEntry own = find(mine, at);
              boolean becomesOther =
                  own != null
                      && put.isPresent()
                      && (own.kind() == Kind.FOLDER) != (put.get().kind() == Kind.FOLDER);
              if (own != null && (put.isEmpty() || becomesOther)) {
                deletes.add(own);
              }
            });
    for (Optional<FileEntry> want : wanted.values()) {
      want.ifPresent(
          put -> {
            switch (put.kind()) {
              case FOLDER -> folders.add(put);
              case SYMLINK -> links.add(put);
              case FILE -> (sameContent(put, find(mine, put.at())) ? touches : sends).add(put);
            }
          });
    }
    return new CyclePlan(deletes, folders, sends, links, touches);
  }

  private List<Reason> notDeleted(Set<EntryPath> held) {
    Map<Integer, Long> counts = new TreeMap<>();
    for (EntryPath at : held) {
      if (mine.find(at).filter(entry -> entry.kind() != Kind.FOLDER).isPresent()) {
        counts.merge(at.folder(), 1L, Long::sum);
      }
    }
    List<Reason> reasons = new ArrayList<>();
    counts.forEach(
        (index, files) ->
            reasons.add(
                Reason.of(ReasonCode.MISSING_THERE_SENT_AGAIN)
                    .with("folder", set.folder(index).map(Folder::path).orElse("[" + index + "]"))
                    .with("files", files)));
    return reasons;
  }
}
