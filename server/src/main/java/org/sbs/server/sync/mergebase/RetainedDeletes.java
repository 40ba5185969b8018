package org.sbs.server.sync.mergebase;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.core.replica.Manifest;

/**
 * What a node kept, because synchronisation was not strict, when its primary deleted it: it is not
 * to come back as new (R5.4). What was edited since is new. Immutable.
 */
public final class RetainedDeletes {
  private final Map<EntryPath, FileEntry> remembered;

  public RetainedDeletes(Map<EntryPath, FileEntry> remembered) {
    this.remembered = remembered;
  }

  /** Files that must be read before it is known whether they are still as they were left. */
  public List<EntryPath> toBeRead(Manifest found) {
    return remembered.values().stream()
        .filter(left -> left.kind() == Kind.FILE)
        .filter(
            left ->
                found
                    .find(left.at())
                    .filter(now -> now.kind() == Kind.FILE && now.size() == left.size())
                    .filter(now -> now.hash().equals(ContentHash.NONE))
                    .isPresent())
        .map(FileEntry::at)
        .toList();
  }

  /** Those that are still there as they were left; no folder that holds something else. */
  public Set<EntryPath> in(Manifest found) {
    if (remembered.isEmpty()) {
      return Set.of();
    }
    Set<EntryPath> left = new HashSet<>();
    Set<EntryPath> holding = new HashSet<>();
    List<FileEntry> entries = found.entries();
    for (int i = entries.size() - 1; i >= 0; i--) {
      FileEntry now = entries.get(i);
      if (isLeft(now) && !holding.contains(now.at())) {
        left.add(now.at());
      } else {
        now.at().parent().ifPresent(holding::add);
      }
    }
    return left;
  }

  private boolean isLeft(FileEntry now) {
    FileEntry was = remembered.get(now.at());
    return was != null
        && was.kind() == now.kind()
        && switch (now.kind()) {
          case FOLDER -> true;
          case SYMLINK -> was.target().equals(now.target());
          case FILE ->
              was.size() == now.size()
                  && was.hash().equals(now.hash())
                  && !now.hash().equals(ContentHash.NONE);
        };
  }

  /** Those of which nothing is there any more: what comes there later is new. */
  public List<EntryPath> gone(Manifest found, Set<EntryPath> unknown) {
    return remembered.keySet().stream()
        .filter(at -> found.find(at).isEmpty() && !isIn(at, unknown))
        .toList();
  }

  private static boolean isIn(EntryPath at, Set<EntryPath> unknown) {
    for (Optional<EntryPath> up = Optional.of(at); up.isPresent(); up = up.get().parent()) {
      if (unknown.contains(up.get())) {
        return true;
      }
    }
    return unknown.contains(new EntryPath(at.folder(), ""));
  }

  public static Manifest without(Manifest found, Set<EntryPath> left) {
    return left.isEmpty() ? found : found.with(left, List.of());
  }
}
