package org.sbs.core.replica;

import java.util.Optional;
import org.sbs.core.replica.FileEntry.Kind;

/**
 * Tells on what entries would lie in a manifest that does not have them. Remembers the folder that
 * it was asked about last, for neighbours are asked about one after the other. One thread.
 */
final class ParentEntries {
  private final Manifest manifest;
  private Optional<EntryPath> last = Optional.empty();
  private boolean lastIsNoFolder;

  ParentEntries(Manifest manifest) {
    this.manifest = manifest;
  }

  /** Whether the nearest entry above is something else than a folder. */
  boolean isNoFolder(EntryPath at) {
    Optional<EntryPath> parent = at.parent();
    if (parent.isEmpty()) {
      return false;
    }
    if (!parent.equals(last)) {
      last = parent;
      lastIsNoFolder = look(parent);
    }
    return lastIsNoFolder;
  }

  private boolean look(Optional<EntryPath> parent) {
    for (Optional<EntryPath> up = parent; up.isPresent(); up = up.get().parent()) {
      Optional<FileEntry> above = manifest.find(up.get());
      if (above.isPresent()) {
        return above.get().kind() != Kind.FOLDER;
      }
    }
    return false;
  }
}
