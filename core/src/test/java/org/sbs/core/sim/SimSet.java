package org.sbs.core.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Manifest;

/** The few files of a node. Immutable. */
record SimSet(List<Version> versions) {
  static final int NAMES = 4;

  private static final List<EntryPath> PATHS =
      IntStream.range(0, NAMES).mapToObj(name -> new EntryPath(1, "file-" + name)).toList();

  /** Never edited: a folder that loses all of its files would look like an accident. */
  private static final FileEntry ANCHOR = entry(new EntryPath(1, "anchor"), 1000);

  static final SimSet EMPTY = new SimSet(Collections.nCopies(NAMES, new Version(0, 0)));

  /**
   * A file as it is.
   *
   * @param edit whose content it has; 0 where there is no file
   * @param past the edits and deletes that it comes from, its own among them, a bit for each
   */
  record Version(int edit, long past) {
    boolean isFile() {
      return edit != 0;
    }

    boolean knows(int other) {
      return (past >> other & 1) != 0;
    }

    /** Whether all that the other comes from is in its past. */
    boolean isSameOrLater(Version other) {
      return (other.past & ~past) == 0;
    }
  }

  Version of(int name) {
    return versions.get(name);
  }

  SimSet with(int name, Version version) {
    if (of(name).equals(version)) {
      return this;
    }
    List<Version> next = new ArrayList<>(versions);
    next.set(name, version);
    return new SimSet(List.copyOf(next));
  }

  boolean sameContent(SimSet other, int name) {
    return of(name).edit() == other.of(name).edit();
  }

  Manifest manifest() {
    List<FileEntry> entries = new ArrayList<>(List.of(ANCHOR));
    for (int name = 0; name < NAMES; name++) {
      if (of(name).isFile()) {
        entries.add(entry(PATHS.get(name), of(name).edit()));
      }
    }
    return Manifest.of(entries);
  }

  static int nameOf(EntryPath at) {
    return PATHS.indexOf(at);
  }

  static EntryPath pathOf(int name) {
    return PATHS.get(name);
  }

  static FileEntry entry(int name, int edit) {
    return entry(PATHS.get(name), edit);
  }

  private static FileEntry entry(EntryPath at, int edit) {
    return FileEntry.file(at, 10, edit, 0644, new ContentHash(edit, 0, 0, 0));
  }
}
