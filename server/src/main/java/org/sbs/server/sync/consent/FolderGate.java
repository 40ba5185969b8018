package org.sbs.server.sync.consent;

import java.io.IOException;
import java.nio.file.Path;
import org.sbs.core.replica.Folder;

/** What a primary asks about a folder of the set before it reads and sends it. Any thread. */
public interface FolderGate {
  /** Whether this node's own settings name the folder: then it takes part in it. */
  boolean isNamedHere(Folder folder);

  /**
   * Whether this node takes part in a folder that only its peer's settings name.
   *
   * @throws IOException when that cannot be found out
   */
  FolderRules.Verdict sending(Folder folder) throws IOException;

  /**
   * The folder without what is never copied of it, where it lies there.
   *
   * @throws IOException when that cannot be found out
   */
  Folder guarded(Folder folder, Path place) throws IOException;
}
