package org.sbs.lpm.capture;

import java.nio.file.Path;

/**
 * A file that has not changed for long enough to be looked at.
 *
 * @param stableNanos for how long no change of it was seen
 */
public record Candidate(Path path, Stamp stamp, long stableNanos) {
  /** The file's name. */
  public String name() {
    return path.getFileName().toString();
  }
}
