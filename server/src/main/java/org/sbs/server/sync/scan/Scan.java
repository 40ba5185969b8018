package org.sbs.server.sync.scan;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.Manifest;

/**
 * What was found in a folder set. Immutable.
 *
 * @param manifest what is there and can be copied
 * @param unknown what is there and could not be read, whole folders with an empty path included;
 *     nothing may be concluded from its absence in the manifest
 * @param problems what was left out, and why
 * @param filesRead how many files had to be read, because their attributes had moved
 * @param undated files whose date is farther than a date can be carried over
 * @param restless files that are being written, to be looked at again in a moment
 */
public record Scan(
    Manifest manifest,
    Set<EntryPath> unknown,
    List<Reason> problems,
    long filesRead,
    Set<EntryPath> undated,
    Set<Path> restless) {
  /** Copies the collections. */
  public Scan {
    unknown = Set.copyOf(unknown);
    problems = List.copyOf(problems);
    undated = Set.copyOf(undated);
    restless = Set.copyOf(restless);
  }
}
