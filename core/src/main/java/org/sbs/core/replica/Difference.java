package org.sbs.core.replica;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.replica.FileEntry.Kind;

/** What makes the secondary's folder set equal to the primary's (R4.2, R4.5, R4.6). */
public final class Difference {
  private final Manifest primary;
  private final Manifest secondary;
  private final FolderSet set;
  private final Set<EntryPath> unknown;
  private final List<FileEntry> deletes = new ArrayList<>();
  private final List<FileEntry> folders = new ArrayList<>();
  private final List<FileEntry> sends = new ArrayList<>();
  private final List<FileEntry> links = new ArrayList<>();
  private final List<FileEntry> touches = new ArrayList<>();

  private Difference(Manifest primary, Manifest secondary, FolderSet set, Set<EntryPath> unknown) {
    this.primary = primary;
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
    difference.findDeletes();
    primary.entries().forEach(difference::compare);
    return new CyclePlan(
        difference.deletes,
        difference.folders,
        difference.sends,
        difference.links,
        difference.touches);
  }

  private void compare(FileEntry mine) {
    Optional<FileEntry> theirs = secondary.find(mine.at());
    boolean sameKind = theirs.isPresent() && theirs.get().kind() == mine.kind();
    switch (mine.kind()) {
      case FOLDER -> {
        if (!sameKind || !mine.sameMode(theirs.get())) {
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
        } else if (!mine.sameMode(theirs.get()) || datesDiffer(mine, theirs.get())) {
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
    for (FileEntry theirs : secondary.reversed()) {
      if (isReplaced(theirs) || (isUnwanted(theirs) && !stayingFolders.contains(theirs.at()))) {
        deletes.add(theirs);
      } else {
        theirs.at().parent().ifPresent(stayingFolders::add);
      }
    }
  }

  /**
   * Whether the primary has something of another kind there, or a file where this needs a folder.
   */
  private boolean isReplaced(FileEntry theirs) {
    Optional<FileEntry> mine = primary.find(theirs.at());
    if (mine.isPresent()) {
      boolean oneIsFolder = (mine.get().kind() == Kind.FOLDER) != (theirs.kind() == Kind.FOLDER);
      return oneIsFolder;
    }
    for (Optional<EntryPath> up = theirs.at().parent(); up.isPresent(); up = up.get().parent()) {
      Optional<FileEntry> above = primary.find(up.get());
      if (above.isPresent()) {
        return above.get().kind() != Kind.FOLDER;
      }
    }
    return false;
  }

  private boolean isUnwanted(FileEntry theirs) {
    EntryPath at = theirs.at();
    return set.strict()
        && primary.find(at).isEmpty()
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
