package org.sbs.server.sync.receive;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.PathRules;
import org.sbs.server.link.wire.Entry;
import org.sbs.server.link.wire.Mark;
import org.sbs.server.link.wire.MarkKind;
import org.sbs.server.sync.commit.CycleContent;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.LeftOut;
import org.sbs.server.sync.message.MessageLimits;
import org.sbs.server.sync.message.Wire;

/** What holds for the entries of one cycle, each by itself and all together. One thread. */
final class EntryRules {
  private final FolderSet set;
  private final List<Root> roots;
  private final CycleContent content;

  /** What came and is not in the content: it is named here only, for all there come a million. */
  private final Map<EntryPath, Kind> createdBeside = new HashMap<>();

  private final Set<EntryPath> touchedBeside = new HashSet<>();
  private final Map<EntryPath, Kind> deletedBeside = new HashMap<>();

  /** What came last may be in the content by the time that the next one comes. */
  private Runnable settle = () -> {};

  /** Where several names can be that of one file. */
  private final Set<EntryPath> keys = new HashSet<>();

  private final List<Reason> problems = new ArrayList<>();
  private final LeftOut refused = new LeftOut(ReasonCode.LOGIN_ENTRIES_REFUSED);
  private final Set<EntryPath> conflicts = new HashSet<>();
  private long entries;

  /**
   * Rules for one cycle.
   *
   * @param content to which is added what was checked here, if it can be used, before more is
   *     checked
   */
  EntryRules(FolderSet set, List<Root> roots, CycleContent content) {
    this.set = set;
    this.roots = roots;
    this.content = content;
  }

  /** How many entries there were. */
  long entries() {
    return entries;
  }

  /** What could not be taken for reasons of this node. */
  List<Reason> problems() {
    List<Reason> all = new ArrayList<>(problems);
    all.addAll(refused.reasons(folder -> root(folder).path().toString()));
    return all;
  }

  /** An entry that the cycle makes. */
  FileEntry created(Entry wire, Kind expected) throws BadMessageException {
    FileEntry entry = Wire.fromWire(wire);
    if (entry.kind() != expected) {
      throw new BadMessageException(LogText.path(entry.at()) + " came as another kind");
    }
    comes(entry.at());
    settle = () -> noteBeside(entry.at(), expected);
    return entry;
  }

  /** A file that is there and gets another time or other permissions. */
  FileEntry touched(Entry wire) throws BadMessageException {
    FileEntry entry = Wire.fromWire(wire);
    if (entry.kind() != Kind.FILE) {
      throw new BadMessageException(LogText.path(entry.at()) + " came as another kind");
    }
    comes(entry.at());
    settle =
        () -> {
          if (!content.touched().containsKey(entry.at())) {
            touchedBeside.add(entry.at());
          }
        };
    return entry;
  }

  private void comes(EntryPath at) throws BadMessageException {
    count(at);
    settle.run();
    boolean twice =
        content.created().containsKey(at)
            || content.touched().containsKey(at)
            || createdBeside.containsKey(at)
            || touchedBeside.contains(at);
    if (twice || !isOnlyName(at)) {
      throw new BadMessageException(LogText.path(at) + " comes twice");
    }
  }

  private boolean isOnlyName(EntryPath at) {
    return Platform.NAMES == PathRules.Names.POSIX
        || keys.add(PathRules.sameFileKey(at, Platform.NAMES));
  }

  private void noteBeside(EntryPath at, Kind kind) {
    if (!content.created().containsKey(at)) {
      createdBeside.put(at, kind);
    }
  }

  void deleted(EntryPath at, Kind kind) throws BadMessageException {
    count(at);
    settle.run();
    if (content.deleted().containsKey(at) || deletedBeside.containsKey(at)) {
      throw new BadMessageException(LogText.path(at) + " is deleted twice");
    }
    settle =
        () -> {
          if (!content.deleted().containsKey(at)) {
            deletedBeside.put(at, kind);
          }
        };
  }

  /** Something said of an entry of this node. */
  FileEntry marked(Mark wire) throws BadMessageException {
    FileEntry entry = Wire.fromWire(wire.getEntry());
    count(entry.at());
    if (wire.getKind() == MarkKind.CONFLICT) {
      conflicts.add(entry.at());
    }
    return entry;
  }

  private void count(EntryPath at) throws BadMessageException {
    if (++entries > MessageLimits.ENTRIES) {
      throw new BadMessageException("more than " + MessageLimits.ENTRIES + " entries in one cycle");
    }
    admit(at);
  }

  /** What holds for every path. */
  void admit(EntryPath at) throws BadMessageException {
    if (set.folder(at.folder()).isEmpty()) {
      throw new BadMessageException(
          "an entry in folder " + at.folder() + ", which is not in the set");
    }
    Optional<Reason> objection = PathRules.objection(at.path(), Platform.NAMES);
    if (objection.isPresent()) {
      throw new BadMessageException(objection.get().with("path", LogText.path(at)));
    }
  }

  /**
   * Whether this node takes the entry: it can be named here, and no login reads or runs it,
   * whatever the sender says.
   */
  boolean takes(EntryPath at, Kind kind) {
    if (set.folder(at.folder()).orElseThrow().guard().covers(at.path(), kind == Kind.FOLDER)) {
      refused.add(at);
      return false;
    }
    return canBeNamed(at, at.path());
  }

  private Root root(int folder) {
    return roots.stream().filter(root -> root.index() == folder).findFirst().orElseThrow();
  }

  /** Whether this system's character set has all the letters. */
  boolean canBeNamed(EntryPath at, String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return true;
    }
    Root root = root(at.folder());
    try {
      return root.path().resolve(text).startsWith(root.path());
    } catch (InvalidPathException e) {
      problems.add(
          Reason.of(ReasonCode.ENTRY_NOT_NAMEABLE)
              .with("path", root.path() + "/" + LogText.text(at.path())));
      return false;
    }
  }

  /** What can be checked only when all is there. */
  void requireConsistent() throws BadMessageException {
    settle.run();
    Set<EntryPath> folders = new HashSet<>();
    for (EntryPath at : content.created().keySet()) {
      requireFoldersAbove(at, folders);
    }
    for (EntryPath at : createdBeside.keySet()) {
      requireFoldersAbove(at, folders);
    }
    for (Map.Entry<EntryPath, Kind> delete : content.deleted().entrySet()) {
      requireAllowed(delete.getKey(), delete.getValue());
    }
    for (Map.Entry<EntryPath, Kind> delete : deletedBeside.entrySet()) {
      requireAllowed(delete.getKey(), delete.getValue());
    }
  }

  /** As what the cycle makes something there; null if it does not. */
  private Kind created(EntryPath at) {
    CycleContent.Created created = content.created().get(at);
    return created == null ? createdBeside.get(at) : created.entry().kind();
  }

  private void requireFoldersAbove(EntryPath at, Set<EntryPath> checked)
      throws BadMessageException {
    for (Optional<EntryPath> up = at.parent(); up.isPresent(); up = up.get().parent()) {
      if (!checked.add(up.get())) {
        return;
      }
      Kind kind = created(up.get());
      if (kind != null && kind != Kind.FOLDER) {
        throw new BadMessageException(LogText.path(at) + " lies in what is no folder");
      }
    }
  }

  private void requireAllowed(EntryPath at, Kind kind) throws BadMessageException {
    Kind created = created(at);
    if (created != null) {
      if ((created == Kind.FOLDER) == (kind == Kind.FOLDER)) {
        throw new BadMessageException(LogText.path(at) + " is deleted and made anew");
      }
      return;
    }
    for (Optional<EntryPath> up = at.parent(); up.isPresent(); up = up.get().parent()) {
      Kind above = created(up.get());
      if (above != null && above != Kind.FOLDER) {
        return;
      }
    }
    Folder folder = set.folder(at.folder()).orElseThrow();
    if (folder.guard().covers(at.path(), kind == Kind.FOLDER)) {
      return; // It is not deleted: what is refused is told of, and a peer may not know better.
    }
    boolean wanted =
        (set.strict() || conflicts.contains(at)) && folder.holds(at.path(), kind == Kind.FOLDER);
    if (!wanted) {
      throw new BadMessageException(
          LogText.path(at) + " is deleted, though it is not of the set or the set is not strict");
    }
  }
}
