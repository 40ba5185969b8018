package org.sbs.core.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.sim.SimSet.Version;

/**
 * A node's files and what it has noted of its peer's. All of it outlives a crash; a power cut may
 * take the last notes of a primary, for it does not wait for its disk with them.
 */
final class SimFiles {
  /**
   * What a node has noted: which cycles it knows, what both had in the common one, and what both
   * had before and replaced.
   */
  record Note(MergeBaseId.Memory memory, SimSet mergeBase, SimReplaced replaced) {
    /** Both have those files now, after that cycle, and the secondary had the others before. */
    Note with(MergeBaseId.Memory knows, SimSet now, SimSet theirs) {
      return new Note(knows, now, replaced.with(mergeBase, now).with(theirs, now));
    }

    Note offering(MergeBaseId id) {
      return new Note(
          new MergeBaseId.Memory(memory.mergeBase(), Optional.of(id)), mergeBase, replaced);
    }
  }

  /**
   * What a secondary tells when it is asked.
   *
   * @param back which of its files went back to a version that both had replaced, as it remembers
   * @param putBack a bit for each file that an administrator had put back from a backup by then
   */
  record Told(SimSet set, Note note, Set<EntryPath> back, long putBack) {}

  /**
   * What a cycle brings: all files, and of which the old version is a conflict copy.
   *
   * @param putBack a bit for each file that was put back from a backup when it was sent
   */
  record Parcel(MergeBaseId id, SimSet set, Set<Integer> conflicts, long putBack) {}

  private record Backup(SimSet set, Note note) {}

  private final SimNode node;
  private final SimLedger ledger;
  private SimSet set = SimSet.EMPTY;
  private Note note = new Note(MergeBaseId.Memory.NONE, SimSet.EMPTY, SimReplaced.NOTHING);

  /** The first cycle that went through the process that runs now. */
  private Optional<MergeBaseId> firstSeen = Optional.empty();

  /** Files that an administrator put back from the backup, and nobody changed since. */
  private long putBack;

  /** All edits that were overwritten by that, for each file: who edits it then decides so. */
  private final long[] overwritten = new long[SimSet.NAMES];

  /** What it had noted before each note that a power cut may take. */
  private final List<Note> unsynced = new ArrayList<>();

  private Optional<Backup> backup = Optional.empty();
  private long keptPast;

  // As a secondary, of one connection: what it last told, and what was edited since.
  private boolean telling;
  private SimSet told = SimSet.EMPTY;
  private long late;

  SimFiles(SimNode node, SimLedger ledger) {
    this.node = node;
    this.ledger = ledger;
  }

  SimSet set() {
    return set;
  }

  Note note() {
    return note;
  }

  /** All edits that its conflict copies come from. */
  long keptPast() {
    return keptPast;
  }

  // ---- users ----

  void change(int name, boolean delete) {
    if (node.folders.hangs()) {
      return;
    }
    Version old = set.of(name);
    int number = delete && !old.isFile() ? 0 : ledger.next(old, !delete);
    if (number == 0) {
      return;
    }
    put(name, new Version(delete ? 0 : number, old.past() | overwritten[name] | 1L << number));
    // With it comes what a backup had overwritten, and that was not told before either.
    late |= telling ? overwritten[name] | 1L << number : 0;
    forgetPutBack(name);
    node.world.note(
        () -> node.name() + " file " + name + (delete ? " deleted" : " edited") + ": " + number);
  }

  /** A user edits a file so that it is as it was before. */
  void undo(int name) {
    if (node.folders.hangs()) {
      return;
    }
    Version old = set.of(name);
    int before = ledger.former(name, old);
    int number = before == 0 ? 0 : ledger.next(old, false);
    if (number == 0) {
      return;
    }
    put(name, new Version(before, old.past() | overwritten[name] | 1L << number));
    // With it comes what a backup had overwritten, and that was not told before either.
    late |= telling ? overwritten[name] | 1L << number : 0;
    forgetPutBack(name);
    node.world.note(() -> node.name() + " file " + name + " edited back to " + before);
  }

  void put(int name, Version version) {
    set = set.with(name, version);
  }

  private void forgetPutBack() {
    for (int name = 0; name < SimSet.NAMES; name++) {
      forgetPutBack(name);
    }
  }

  private void forgetPutBack(int name) {
    putBack &= ~(1L << name);
    overwritten[name] = 0;
  }

  /**
   * A bit for each file that an administrator put back from the backup, and nobody changed since.
   */
  long filesPutBack() {
    return putBack;
  }

  boolean isPutBack(int name) {
    return (putBack >> name & 1) != 0;
  }

  /** Its administrator copies the disk, once there is anything common on it. */
  void backUp() {
    if (note.memory().mergeBase().isPresent()) {
      backup = Optional.of(new Backup(set, note));
    }
  }

  /**
   * Its administrator puts files of the backup in the place of what is there, while SBS does not
   * run; SBS keeps its notes. What the backup does not have is deleted.
   */
  void putBack() {
    if (node.runs() || backup.isEmpty() || node.folders.hangs()) {
      return;
    }
    int some = 1 + ledger.random.nextInt((1 << SimSet.NAMES) - 1);
    node.world.note(() -> node.name() + " gets files of a backup: " + backup.get().set());
    for (int name = 0; name < SimSet.NAMES; name++) {
      Version now = set.of(name);
      Version then = backup.get().set().of(name);
      if ((some >> name & 1) == 0 || then.edit() == now.edit()) {
        continue;
      }
      if (!then.isFile()) {
        change(name, true);
      } else {
        ledger.excuse(now.past() & ~then.past());
        overwritten[name] |= now.past();
        put(name, then);
      }
      putBack |= 1L << name;
    }
  }

  /** The disk is replaced by the backup, while SBS does not run. */
  void restore() {
    if (node.runs() || backup.isEmpty()) {
      return;
    }
    node.world.note(() -> node.name() + " is restored from a backup");
    for (int name = 0; name < SimSet.NAMES; name++) {
      ledger.excuse(set.of(name).past() & ~backup.get().set().of(name).past());
    }
    set = backup.get().set();
    note = backup.get().note();
    forgetPutBack();
    unsynced.clear();
    ledger.forgot();
  }

  // ---- notes ----

  /**
   * Notes it; what is not durable is lost by a power cut, unless the system wrote it by then. The
   * first notes of all are durable: without any a node would not know that it ever met the other.
   */
  private void jot(Note next, boolean durably) {
    boolean first = note.memory().mergeBase().isEmpty();
    if (durably || first || ledger.random.nextInt(4) == 0) {
      unsynced.clear();
    }
    if (!durably && !first) {
      unsynced.add(note);
    }
    note = next;
  }

  void powerCut() {
    if (!unsynced.isEmpty() && ledger.random.nextBoolean()) {
      note = unsynced.get(ledger.random.nextInt(unsynced.size()));
      node.world.note(() -> node.name() + " has lost notes, and knows of " + note.memory());
      ledger.forgot();
    }
    unsynced.clear();
  }

  // ---- as a secondary ----

  /** What it has, when a connection begins and after each cycle that it refused. */
  Told tell() {
    if (!telling) {
      late = 0;
    }
    telling = true;
    told = set;
    Set<EntryPath> back = new HashSet<>();
    for (int name = 0; name < SimSet.NAMES; name++) {
      int edit = set.of(name).edit();
      if (edit != note.mergeBase().of(name).edit() && note.replaced().has(name, edit)) {
        back.add(SimSet.pathOf(name));
      }
    }
    return new Told(set, note, back, putBack);
  }

  /** A new process knows what is noted, and has seen nothing itself. */
  void born() {
    firstSeen = Optional.empty();
  }

  private void seen(MergeBaseId cycle) {
    firstSeen = firstSeen.filter(first -> first.compareTo(cycle) <= 0).or(() -> Optional.of(cycle));
  }

  /** Whether this process has run since that cycle. */
  boolean hasRunSince(MergeBaseId cycle) {
    return firstSeen.filter(first -> first.compareTo(cycle) <= 0).isPresent();
  }

  boolean isEditedLate() {
    for (int name = 0; name < SimSet.NAMES; name++) {
      long own = set.of(name).past() & ~told.of(name).past();
      if (telling && !set.sameContent(told, name) && (own & late) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Nothing more comes on that connection. */
  void ended() {
    telling = false;
  }

  /** Puts a cycle in place: only what differs from what was told comes at all. */
  void commit(Parcel parcel, SimFiles primary) {
    for (int name = 0; name < SimSet.NAMES; name++) {
      Version old = set.of(name);
      Version comes = parcel.set().of(name);
      if (comes.edit() != told.of(name).edit()) {
        boolean conflict = parcel.conflicts().contains(name);
        boolean unseen = ledger.isUnseen(name, comes, parcel.putBack());
        ledger.replaced(name, old, comes, conflict, late, unseen);
        keptPast |= conflict && old.isFile() ? old.past() : 0;
        put(name, comes);
      } else {
        // The same as was told; what was edited since was made from it.
        put(name, new Version(old.edit(), comes.past() | old.past()));
        primary.learn(name, comes, comes.edit() == old.edit() ? old : told.of(name));
      }
    }
    SimSet former = told;
    told = parcel.set();
    forgetPutBack();
    seen(parcel.id());
    jot(
        note.with(
            new MergeBaseId.Memory(Optional.of(parcel.id()), note.memory().offered()),
            parcel.set(),
            former),
        true);
    ledger.committed(
        former,
        parcel.set(),
        primary.note.memory().offered().filter(parcel.id()::equals).isPresent());
    node.world.note(() -> node.name() + " has " + set + ", conflicts " + parcel.conflicts());
  }

  // ---- as a primary ----

  /** What it sent turned out to be the same as that: so what was made from it comes from both. */
  private void learn(int name, Version sent, Version same) {
    Version now = set.of(name);
    if (now.isSameOrLater(sent)) {
      put(name, new Version(now.edit(), now.past() | same.past()));
    }
  }

  /** The other has noted the cycle that was offered to it: the next offer would hide that. */
  void learnMergeBase(Note others) {
    Optional<MergeBaseId> id = note.memory().toBeNoted(others.memory());
    if (id.isPresent()) {
      jot(note.with(new MergeBaseId.Memory(id, id), others.mergeBase(), others.mergeBase()), false);
    }
  }

  /** What it sends now; before that it notes that the other may have it. */
  Parcel send(MergeBaseId id, Set<Integer> conflicts) {
    seen(id);
    jot(note.offering(id), false);
    return new Parcel(id, set, conflicts.isEmpty() ? Set.of() : new TreeSet<>(conflicts), putBack);
  }

  /** The other has it, and had told of those files before. */
  void acknowledged(Parcel parcel, SimSet theirs) {
    forgetPutBack();
    jot(
        note.with(
            new MergeBaseId.Memory(Optional.of(parcel.id()), note.memory().offered()),
            parcel.set(),
            theirs),
        false);
  }
}
