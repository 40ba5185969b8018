package org.sbs.core.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.ReplacedVersion;
import org.sbs.core.replica.ReplacedVersions;

/**
 * Which versions of each file both nodes had and replaced, as a node has noted it. Immutable.
 *
 * @param edits for each file, a bit for each edit whose content was replaced or deleted
 */
record SimReplaced(List<Long> edits) {
  static final SimReplaced NOTHING = new SimReplaced(Collections.nCopies(SimSet.NAMES, 0L));

  boolean has(int name, int edit) {
    return edit != 0 && (edits.get(name) >> edit & 1) != 0;
  }

  /** Both have the one instead of the other. */
  SimReplaced with(SimSet former, SimSet now) {
    List<Long> next = null;
    for (int name = 0; name < SimSet.NAMES; name++) {
      int edit = former.of(name).edit();
      if (edit != 0 && edit != now.of(name).edit() && !has(name, edit)) {
        next = next == null ? new ArrayList<>(edits) : next;
        next.set(name, next.get(name) | 1L << edit);
      }
    }
    return next == null ? this : new SimReplaced(List.copyOf(next));
  }

  ReplacedVersions versions() {
    if (equals(NOTHING)) {
      return ReplacedVersions.NONE;
    }
    Map<EntryPath, List<ReplacedVersion>> versions = new HashMap<>();
    for (int name = 0; name < SimSet.NAMES; name++) {
      List<ReplacedVersion> some = new ArrayList<>();
      for (int edit = 1; edit < Long.SIZE; edit++) {
        if (has(name, edit)) {
          some.add(ReplacedVersion.of(SimSet.entry(name, edit)).orElseThrow());
        }
      }
      versions.put(SimSet.pathOf(name), some);
    }
    return new ReplacedVersions(versions);
  }
}
