package org.sbs.server.sync.commit;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.server.sync.disk.FileStat;

/**
 * Finds the folders of a checked cycle that only get another name, with everything in them: one
 * rename then does what would take three for each file. Only where nothing else can be meant: each
 * entry of the new folder is the same entry of the old one, each entry of the old one is deleted,
 * and the old folder has nothing that is not of the set. Used once, by one thread.
 */
final class FolderMoves {
  private final StagedCommit cycle;
  private final CycleContent content;
  private final DestinationCheck check;
  private final Map<EntryPath, EntryPath> moves = new HashMap<>();

  private FolderMoves(StagedCommit cycle, DestinationCheck check) {
    this.cycle = cycle;
    this.content = cycle.content();
    this.check = check;
  }

  /** The old places of moved folders, by their new ones; none lies in another. */
  static Map<EntryPath, EntryPath> of(StagedCommit cycle, DestinationCheck check)
      throws IOException {
    FolderMoves found = new FolderMoves(cycle, check);
    for (CycleContent.Created created : cycle.content().created().values()) {
      EntryPath at = created.entry().at();
      if (created.entry().kind() == Kind.FOLDER && !isIn(at, found.moves)) {
        Optional<EntryPath> from = found.origin(at);
        if (from.isPresent()) {
          found.moves.put(at, from.get());
        }
      }
    }
    return found.moves;
  }

  /** Whether the entry is one of the folders, or lies in one. */
  static boolean isIn(EntryPath at, Map<EntryPath, EntryPath> folders) {
    if (folders.isEmpty()) {
      return false;
    }
    for (Optional<EntryPath> up = Optional.of(at); up.isPresent(); up = up.get().parent()) {
      if (folders.containsKey(up.get())) {
        return true;
      }
    }
    return false;
  }

  /** Which folder gets this name, if any does so as a whole. */
  private Optional<EntryPath> origin(EntryPath to) throws IOException {
    Optional<EntryPath> from =
        check.groundOf(to) == DestinationCheck.ParentEntries.NEW ? guess(to) : Optional.empty();
    return from.isPresent() && loses(from.get()) && isSame(from.get(), to)
        ? from
        : Optional.empty();
  }

  /** By its first file. */
  private Optional<EntryPath> guess(EntryPath to) {
    for (CycleContent.Created created : content.created().tailMap(to, false).values()) {
      EntryPath at = created.entry().at();
      if (!at.isBelow(to)) {
        return Optional.empty();
      }
      if (created.source().isPresent()) {
        EntryPath source = created.source().get().at();
        String rest = at.path().substring(to.path().length());
        int end = source.path().length() - rest.length();
        return source.folder() == to.folder() && end > 0 && source.path().endsWith(rest)
            ? Optional.of(new EntryPath(to.folder(), source.path().substring(0, end)))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether the folder goes, its own folder stays, and nothing comes in its place. */
  private boolean loses(EntryPath from) {
    EntryPath next = content.created().ceilingKey(from);
    return content.deleted().get(from) == Kind.FOLDER
        && (next == null || !(next.equals(from) || next.isBelow(from)))
        && from.parent().map(up -> !content.deleted().containsKey(up)).orElse(true);
  }

  private boolean isSame(EntryPath from, EntryPath to) throws IOException {
    int entries = 0;
    if (!sameMode(content.created().get(to).entry(), from)) {
      return false;
    }
    for (CycleContent.Created created : content.created().tailMap(to, false).values()) {
      EntryPath at = created.entry().at();
      if (!at.isBelow(to)) {
        break;
      }
      EntryPath was =
          new EntryPath(from.folder(), from.path() + at.path().substring(to.path().length()));
      if (!isSame(created, was)) {
        return false;
      }
      entries++;
    }
    for (EntryPath gone : content.deleted().tailMap(from, false).keySet()) {
      if (!gone.isBelow(from)) {
        break;
      }
      entries--;
    }
    return entries == 0 && check.hasNothingElse(from);
  }

  private boolean isSame(CycleContent.Created created, EntryPath was) {
    FileEntry entry = created.entry();
    if (content.deleted().get(was) != entry.kind()) {
      return false;
    }
    return switch (entry.kind()) {
      case FOLDER -> sameMode(entry, was);
      case FILE -> sameFile(entry, created.source(), was);
      // What it points at is not known without reading it.
      case SYMLINK -> false;
    };
  }

  private boolean sameFile(FileEntry entry, Optional<CycleContent.Source> source, EntryPath was) {
    Optional<FileStat> found = check.presentAt(was);
    return source.isPresent()
        && source.get().at().equals(was)
        && !cycle.marks().conflicts().containsKey(was)
        && found.filter(now -> now.sameContentAs(source.get().found())).isPresent()
        && sameMode(entry, was)
        && (!cycle.set().keepDates() || entry.modifiedNanos() == found.get().modifiedNanos());
  }

  private boolean sameMode(FileEntry entry, EntryPath was) {
    Optional<FileStat> found = check.presentAt(was);
    return found
        .filter(there -> entry.mode() == 0 || there.mode() == entry.mode())
        .filter(there -> !entry.owner().isOther(cycle.sources().owner(was, there)))
        .isPresent();
  }
}
