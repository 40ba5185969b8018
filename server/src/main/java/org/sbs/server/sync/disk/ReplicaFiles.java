package org.sbs.server.sync.disk;

import java.nio.file.Path;

/** Where in a node's state folder lies what copying remembers. */
public final class ReplicaFiles {
  private ReplicaFiles() {}

  /** The folder of all of it. */
  public static Path folder(Path stateFolder) {
    return stateFolder.resolve("replica");
  }

  /** The list of all folders of the set there have been. */
  public static RecordFile places(Disk disk, Path stateFolder) {
    return new RecordFile(disk, folder(stateFolder).resolve("places"));
  }
}
