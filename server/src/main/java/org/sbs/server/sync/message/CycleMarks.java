package org.sbs.server.sync.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sbs.core.replica.ConflictCause;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;

/** What a cycle says of entries beside their content. One thread. */
public final class CycleMarks {
  private final List<FileEntry> left = new ArrayList<>();
  private final Set<EntryPath> apart = new HashSet<>();
  private final List<FileEntry> shared = new ArrayList<>();
  private final Map<EntryPath, ConflictCause> conflicts = new HashMap<>();

  /** What the primary has no more and the secondary keeps. */
  public List<FileEntry> left() {
    return left;
  }

  /** What the secondary has, and the primary cannot have. */
  public Set<EntryPath> apart() {
    return apart;
  }

  /** What was left and is on both again. */
  public List<FileEntry> shared() {
    return shared;
  }

  /** What is to be kept as a conflict copy, and why. */
  public Map<EntryPath, ConflictCause> conflicts() {
    return conflicts;
  }

  public boolean isEmpty() {
    return left.isEmpty() && apart.isEmpty() && shared.isEmpty() && conflicts.isEmpty();
  }
}
