package org.sbs.server.sync.scan;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import org.sbs.server.sync.disk.InSet;

/** Opens files of the folder set for reading. */
@FunctionalInterface
public interface ContentSource {
  /** The files as they are; a link in place of a file or folder is not followed. */
  ContentSource DISK = InSet::read;

  ReadableByteChannel open(Path path) throws IOException;
}
