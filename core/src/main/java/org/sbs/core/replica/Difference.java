package org.sbs.core.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.replica.FileEntry.Kind;

/** What makes the secondary's folder set equal to the primary's (R4.2, R4.5, R4.6). */
public final class Difference {
  private static final FolderSet NOTHING = new FolderSet(List.of(), false, false);

  private final Manifest primary;
  private final ParentEntries ground;
  private final Manifest secondary;
  private final FolderSet set;
  private final Set<EntryPath> unknown;

  /** In their order: what the primary does not have, or has as another kind. */
  private final List<FileEntry> onlyTheirs = new ArrayList<>();

  private final List<FileEntry> deletes = new ArrayList<>();
  private final List<FileEntry> folders = new ArrayList<>();
  private final List<FileEntry> sends = new ArrayList<>();
  private final List<FileEntry> links = new ArrayList<>();
  private final List<FileEntry> touches = new ArrayList<>();

  private Difference(Manifest primary, Manifest secondary, FolderSet set, Set<EntryPath> unknown) {
    this.primary = primary;
    this.ground = new ParentEntries(primary);
    this.secondary = secondary;
    this.set = set;
    this.unknown = unknown;
  }

  /**
   * The plan that turns one into the other. Files are compared by content; times only where dates
   * are kept; permissions only where both platforms have them. Without strict synchronisation
   * nothing is deleted but what stands in the way of an entry of another kind.
   *
   * @param unknown what the primary has and could not read: neither that nor what lies in it is
   *     deleted on the secondary. A path that is empty means the whole folder
   */
  public static CyclePlan between(
      Manifest primary, Manifest secondary, FolderSet set, Set<EntryPath> unknown) {
    Difference difference = new Difference(primary, secondary, set, unknown);
    difference.meet(difference::compare);
    difference.findDeletes();
    return new CyclePlan(
        difference.deletes,
        difference.folders,
        difference.sends,
        difference.links,
        difference.touches);
  }

  /**
   * The primary's files whose content must be read before the plan is made: not read yet, and the
   * secondary may have it. That is so where it has a file of that size in the same place, and for
   * large files also where it has one of that size anywhere.
   *
   * @param largeBytes how large a file is that is worth being read before it is sent
   */
  public static List<FileEntry> toBeRead(Manifest primary, Manifest secondary, long largeBytes) {
    Difference difference = new Difference(primary, secondary, NOTHING, Set.of());
    List<FileEntry> unread = new ArrayList<>();
    Map<Long, List<FileEntry>> large = new HashMap<>();
    difference.meet(
        (mine, theirs) -> {
          if (theirs.isPresent() && mayBeTheSame(mine, theirs.get())) {
            unread.add(mine);
          } else if (isUnread(mine) && mine.size() >= largeBytes) {
            large.computeIfAbsent(mine.size(), size -> new ArrayList<>()).add(mine);
          }
        });
    if (!large.isEmpty()) {
      for (FileEntry theirs : secondary.entries()) {
        List<FileEntry> same = theirs.kind() == Kind.FILE ? large.remove(theirs.size()) : null;
        unread.addAll(same == null ? List.of() : same);
      }
    }
    return unread;
  }

  private static boolean isUnread(FileEntry mine) {
    return mine.kind() == Kind.FILE && mine.hash().equals(ContentHash.NONE);
  }

  private static boolean mayBeTheSame(FileEntry mine, FileEntry theirs) {
    return isUnread(mine)
        && theirs.kind() == Kind.FILE
        && !theirs.hash().equals(ContentHash.NONE)
        && mine.size() == theirs.size();
  }

  /** What is told of each of the primary's entries, unless both sides share it. */
  @FunctionalInterface
  private interface Meeting {
    void of(FileEntry mine, Optional<FileEntry> theirs);
  }

  /** Walks both lists once, side by side, and notes what only the secondary has. */
  // Entries that were acknowledged are the very same objects: that is quicker than comparing.
  @SuppressWarnings("ReferenceEquality")
  private void meet(Meeting meeting) {
    List<FileEntry> mine = primary.entries();
    List<FileEntry> theirs = secondary.entries();
    int i = 0;
    int j = 0;
    while (i < mine.size() || j < theirs.size()) {
      FileEntry one = i < mine.size() ? mine.get(i) : null;
      FileEntry other = j < theirs.size() ? theirs.get(j) : null;
      int order = one == other ? 0 : order(one, other);
      if (order < 0) {
        meeting.of(one, Optional.empty());
      } else if (order > 0) {
        onlyTheirs.add(other);
      } else if (one != other) {
        if ((one.kind() == Kind.FOLDER) != (other.kind() == Kind.FOLDER)) {
          onlyTheirs.add(other);
        }
        meeting.of(one, Optional.of(other));
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
  }

  /** The end of a list comes after every entry. */
  private static int order(FileEntry one, FileEntry other) {
    if (one == null || other == null) {
      return one == null ? 1 : -1;
    }
    return one.at().compareTo(other.at());
  }

  private void compare(FileEntry mine, Optional<FileEntry> theirs) {
    boolean sameKind = theirs.isPresent() && theirs.get().kind() == mine.kind();
    switch (mine.kind()) {
      case FOLDER -> {
        if (!sameKind
            || !mine.sameMode(theirs.get())
            || mine.owner().isOther(theirs.get().owner())) {
          folders.add(mine);
        }
      }
      case SYMLINK -> {
        if (!sameKind || !mine.target().equals(theirs.get().target())) {
          links.add(mine);
        }
      }
      case FILE -> {
        if (!sameKind || !mine.sameContent(theirs.get())) {
          sends.add(mine);
        } else if (!mine.sameMode(theirs.get())
            || datesDiffer(mine, theirs.get())
            || mine.owner().isOther(theirs.get().owner())) {
          touches.add(mine);
        }
      }
    }
  }

  private boolean datesDiffer(FileEntry mine, FileEntry theirs) {
    return set.keepDates() && mine.modifiedNanos() != theirs.modifiedNanos();
  }

  /** From the last entry to the first, so that a folder knows what of its content stays. */
  private void findDeletes() {
    Set<EntryPath> stayingFolders = new HashSet<>();
    for (int i = onlyTheirs.size() - 1; i >= 0; i--) {
      FileEntry theirs = onlyTheirs.get(i);
      Optional<FileEntry> mine = primary.find(theirs.at());
      boolean unwanted = isUnwanted(theirs, mine) && !stayingFolders.contains(theirs.at());
      if (unwanted || isReplaced(theirs, mine)) {
        deletes.add(theirs);
      } else {
        theirs.at().parent().ifPresent(stayingFolders::add);
      }
    }
  }

  /**
   * Whether the primary has something of another kind there, or a file where this needs a folder.
   */
  private boolean isReplaced(FileEntry theirs, Optional<FileEntry> mine) {
    return mine.isPresent()
        ? (mine.get().kind() == Kind.FOLDER) != (theirs.kind() == Kind.FOLDER)
        : ground.isNoFolder(theirs.at());
  }

  private boolean isUnwanted(FileEntry theirs, Optional<FileEntry> mine) {
    EntryPath at = theirs.at();
    return set.strict()
        && mine.isEmpty()
        && !isUnknown(at)
        && set.folder(at.folder())
            .map(folder -> folder.accepts(at.path(), theirs.kind() == Kind.FOLDER))
            .orElse(false);
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
}
