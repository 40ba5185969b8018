package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A tree that comes out the same each time it is made. */
interface Tree {
  void make(Path folder) throws IOException;

  /** How it is named in a table. */
  String words();
}
