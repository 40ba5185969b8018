package org.sbs.systemtests.bench;

import java.io.IOException;
import java.time.Instant;

/** Two nodes, one on each host, of which B stands in for A. */
interface FailoverPair extends AutoCloseable {
  String name();

  /** Starts both anew and returns when A serves and B is ready to stand in. */
  void start() throws IOException;

  /** Kills A with all its processes. */
  void killA();

  /** Waits until B has taken over, and returns when that was. */
  Instant promotedB() throws IOException;

  /** Ends both, in whatever state they are. */
  @Override
  void close();
}
