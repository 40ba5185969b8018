package org.sbs.server.sync;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files of the folder set for reading. */
@FunctionalInterface
interface ContentSource {
  /** The files as they are; a link in place of a file is not followed. */
  ContentSource DISK =
      path -> Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  ReadableByteChannel open(Path path) throws IOException;
}
