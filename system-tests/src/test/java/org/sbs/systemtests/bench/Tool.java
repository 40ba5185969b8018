package org.sbs.systemtests.bench;

import java.io.IOException;
import java.time.Duration;

/** A program that makes the copy like the source. */
interface Tool {
  String name();

  /** Where its trees are. */
  Site site();

  /** Empties both folders and makes the tool forget what it knew of them; it is ready then. */
  void fresh() throws IOException;

  /**
   * Makes the copy like the source and returns when the tool says that it is done.
   *
   * @param watch is told what processes work on it, beside those of {@link #ends}
   * @throws IOException when it fails, or is not done within the limit
   */
  void carry(MemoryWatch watch, Duration limit) throws IOException;

  Ends ends();

  /** How long one run of it may take at most, whatever the workload allows. */
  default Duration patience() {
    return Duration.ofHours(2);
  }
}
