package org.sbs.server.sync.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import org.sbs.server.files.OpenFolder;

/**
 * A folder inside a root, reached without following any link on the way. Where the platform allows
 * it is held open, and what is done in it cannot be led elsewhere by whoever swaps a folder for a
 * link at the wrong moment. Names are single names; links are never followed. One thread.
 */
public interface SecureDirectory extends Closeable {
  /** Its absolute path. */
  Path path();

  /** What has that name; empty when nothing has. */
  Optional<FileStat> look(String name) throws IOException;

  /** All names in the folder {@code name}, in no order. */
  List<String> namesIn(String name) throws IOException;

  /** Opens a file for reading. */
  FileChannel read(String name) throws IOException;

  /** Moves a staged file, folder or link to that name, atomically, or fails. */
  void moveIn(Path staged, String name) throws IOException;

  /** The same for what lies in an open folder, by its whole path. */
  void moveIn(OpenFolder from, Path staged, String name) throws IOException;

  /** Moves a file or link to that path outside, atomically, or fails. */
  void moveOut(String name, Path to) throws IOException;

  /** Gives a file or link a second name outside. */
  void link(String name, Path to) throws IOException;

  /** Deletes a file or link. */
  void deleteFile(String name) throws IOException;

  /** Deletes an empty folder. */
  void deleteFolder(String name) throws IOException;

  /** Sets the permission bits of a file or folder. */
  void setMode(String name, int mode) throws IOException;

  /** Gives it to an account and a group, each if it is there, before permissions are set. */
  void setOwner(String name, Optional<UserPrincipal> user, Optional<GroupPrincipal> group)
      throws IOException;

  /** Sets the time of modification of a file, in nanoseconds since 1970. */
  void setTime(String name, long modifiedNanos) throws IOException;
}
