package org.sbs.core.replica;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.core.replica.FileEntry.Kind;

/**
 * Tells, while two nodes are compared, which entries went back in time. One such file shows that a
 * backup was put back on its node: then what is missing there is missing because the backup did not
 * have it, and what is there again though both had deleted it was in the backup. One comparison,
 * one thread.
 */
final class Returns {
  private final PriorVersions past;

  /** Where the other node's entry is an old version. */
  private final Set<EntryPath> cameBack = new TreeSet<>();

  /** What the other node lacks and this node keeps all the same. */
  private final Set<EntryPath> spared = new TreeSet<>();

  /** Where this node's entry is an old version, or is missing, and the other has the newer one. */
  private final Set<EntryPath> wentBack = new TreeSet<>();

  /** Folders that both had deleted: made anew, or from a backup. */
  private final Set<EntryPath> folders = new HashSet<>();

  private final Set<EntryPath> missing = new TreeSet<>();
  private boolean backupThere;
  private boolean backupHere;

  Returns(PriorVersions past) {
    this.past = past;
  }

  /** Whether what was changed on the other node is a return and no edit. */
  boolean cameBack(FileEntry old, FileEntry own, FileEntry other) {
    if (other == null || !isReplaced(old, other)) {
      return false;
    }
    if (other.kind() == Kind.FOLDER && old == null && own == null) {
      folders.add(other.at());
      return false;
    }
    cameBack.add(other.at());
    backupThere |= other.kind() != Kind.FOLDER && !Reconciliation.sameContent(old, other);
    return true;
  }

  private boolean isReplaced(FileEntry old, FileEntry entry) {
    boolean remembered =
        !past.behind() && past.replaced().isReplaced(Optional.ofNullable(old), entry);
    return remembered || past.told().contains(entry.at());
  }

  /**
   * Whether this node's entry went back while this node was down, so that the other's, which both
   * had, is the newer one.
   */
  boolean wentBack(FileEntry old, FileEntry own) {
    if (past.unbroken() || (old != null && old.kind() == Kind.FOLDER)) {
      return false;
    }
    if (own == null) {
      missing.add(old.at());
      return false;
    }
    boolean back =
        !Reconciliation.sameContent(old, own)
            && past.replaced().isReplaced(Optional.ofNullable(old), own);
    backupHere |= back && own.kind() != Kind.FOLDER;
    if (back && old != null) {
      wentBack.add(own.at());
    }
    return back && old != null;
  }

  /** All was compared: takes out of what is wanted what only a backup explains. */
  void takeOut(Map<EntryPath, Optional<FileEntry>> wanted) {
    if (!backupThere) {
      return;
    }
    wanted
        .entrySet()
        .removeIf(
            want -> {
              if (want.getValue().isEmpty()) {
                spared.add(want.getKey());
              }
              return want.getValue().isEmpty() || folders.contains(want.getKey());
            });
  }

  /** What this node lacks because a backup did not have it, as far as the next cycle deletes it. */
  Set<EntryPath> missing(Manifest mine, boolean strict) {
    if (!backupHere) {
      return Set.of();
    }
    ParentEntries ground = new ParentEntries(mine);
    missing.removeIf(at -> !strict && !ground.isNoFolder(at));
    wentBack.addAll(missing);
    return missing;
  }

  Returned outcome() {
    return new Returned(cameBack, spared, wentBack);
  }
}
