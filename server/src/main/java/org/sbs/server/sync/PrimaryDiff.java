package org.sbs.server.sync;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.CyclePlan;
import org.sbs.core.replica.Difference;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.message.FileDifference;

/** What a primary has otherwise than its connected secondary, and why. */
final class PrimaryDiff {
  private final List<Root> roots;
  private final Map<EntryPath, FileDifference> rows = new TreeMap<>();

  private PrimaryDiff(List<Root> roots) {
    this.roots = roots;
  }

  /**
   * The differences.
   *
   * @param unknown what this node has and could not read, or the secondary cannot have
   * @param held deletes that the guard holds
   * @param left what the secondary only keeps
   * @param ownLeft what this node only keeps
   */
  record Known(
      Manifest mine,
      Manifest theirs,
      FolderSet set,
      Set<EntryPath> unknown,
      Set<EntryPath> held,
      Set<EntryPath> left,
      Set<EntryPath> ownLeft) {}

  static List<FileDifference> rows(List<Root> roots, Known known) {
    PrimaryDiff diff = new PrimaryDiff(roots);
    CyclePlan plan = Difference.between(known.mine(), known.theirs(), known.set(), known.unknown());
    List.of(plan.folders(), plan.sends(), plan.links(), plan.touches())
        .forEach(
            part -> part.forEach(entry -> diff.add(entry.at(), "unsent", ReasonCode.DIFF_UNSENT)));
    for (FileEntry entry : plan.deletes()) {
      if (known.held().contains(entry.at())) {
        diff.add(entry.at(), "held", ReasonCode.DIFF_DELETE_HELD);
      } else {
        diff.add(entry.at(), "doomed", ReasonCode.DIFF_DELETED_NEXT);
      }
    }
    known.left().forEach(at -> diff.add(at, "leftover", ReasonCode.DIFF_LEFT_ON_SECONDARY));
    known.ownLeft().forEach(at -> diff.add(at, "leftover", ReasonCode.DIFF_LEFT_HERE));
    known.unknown().forEach(at -> diff.add(at, "left-out", ReasonCode.DIFF_LEFT_OUT));
    return List.copyOf(diff.rows.values());
  }

  private void add(EntryPath at, String state, ReasonCode why) {
    String path =
        roots.stream()
            .filter(root -> root.index() == at.folder())
            .findFirst()
            .map(root -> root.resolve(at).toString())
            .orElse(at.path());
    rows.put(at, new FileDifference(path, state, Reason.of(why)));
  }
}
