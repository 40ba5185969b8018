package org.sbs.server.sync.disk;

import java.nio.file.Path;
import java.util.Objects;
import org.sbs.core.consent.FolderConsent;
import org.sbs.core.replica.EntryGuard;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.Folder;

/**
 * A folder of the set on this machine. Immutable. It always has a guard: where nobody gave it one
 * that knows this node's settings, the one that knows the usual places alone.
 *
 * @param folder what of it belongs to the set
 * @param path absolute
 */
public record Root(Folder folder, Path path) {
  private static final FolderConsent USUAL = FolderConsent.usual(Platform.NAMES);

  /** Checks that the path is absolute. */
  public Root {
    Objects.requireNonNull(folder, "folder");
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(path + " is not absolute");
    }
    if (folder.guard().equals(EntryGuard.NONE)) {
      folder = folder.withGuard(USUAL.guard(FolderPaths.of(path)));
    }
  }

  /** The index that entries refer to. */
  public int index() {
    return folder.index();
  }

  /** Where an entry lies on this machine. */
  public Path resolve(EntryPath at) {
    return at.path().isEmpty() ? path : path.resolve(at.path());
  }
}
