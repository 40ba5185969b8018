package org.sbs.server.sync.scan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.Problems;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.message.LeftOut;

/** All roots of a folder set as they were last seen. Belongs to the scanner and its lock. */
final class ScanTrees {
  private final List<Root> roots;
  private final Map<Integer, ScanTree> tops = new TreeMap<>();

  ScanTrees(List<Root> roots) {
    this.roots = List.copyOf(roots);
  }

  /** Whether what was seen is of these roots, filters included. */
  boolean isOf(List<Root> others) {
    return roots.equals(others);
  }

  List<Root> roots() {
    return roots;
  }

  void put(Root root, ScanTree top) {
    tops.put(root.index(), top);
  }

  /** The root of an entry. */
  Root root(EntryPath at) {
    return roots.stream().filter(root -> root.index() == at.folder()).findFirst().orElseThrow();
  }

  Optional<ScanTree> top(int index) {
    return Optional.ofNullable(tops.get(index));
  }

  /**
   * A name in a folder that was seen.
   *
   * @param at what has that name
   */
  record NetworkState(Folder folder, ScanTree.Inner in, EntryPath at) {
    Optional<ScanTree> seen() {
      return in.child(at.name());
    }

    void replace(Optional<ScanTree> now) {
      in.replace(at.name(), now);
    }

    Path path() {
      return in.path().resolve(at.name());
    }
  }

  /**
   * For each root that holds the path: the deepest folder seen on the way to it, and the next name
   * on the way.
   */
  List<NetworkState> placesOf(Path path) {
    List<NetworkState> places = new ArrayList<>();
    for (Root root : roots) {
      if (path.startsWith(root.path()) && !path.equals(root.path())) {
        String relative = root.path().relativize(path).toString();
        place(root, Platform.WINDOWS ? relative.replace('\\', '/') : relative)
            .ifPresent(places::add);
      }
    }
    return places;
  }

  /** Where an entry of the set is, or what is in its way. */
  Optional<NetworkState> placeOf(EntryPath at) {
    return roots.stream()
        .filter(root -> root.index() == at.folder())
        .findFirst()
        .flatMap(root -> place(root, at.path()));
  }

  private Optional<NetworkState> place(Root root, String relative) {
    if (!(tops.get(root.index()) instanceof ScanTree.Inner top)) {
      return Optional.empty();
    }
    ScanTree.Inner in = top;
    String[] names = relative.split("/", -1);
    int depth = 0;
    while (depth < names.length - 1
        && in.child(names[depth]).orElse(null) instanceof ScanTree.Inner next) {
      in = next;
      depth++;
    }
    return Optional.of(new NetworkState(root.folder(), in, in.at().child(names[depth])));
  }

  /** The file at that place, if one was seen there. */
  Optional<ScanTree.File> file(EntryPath at) {
    ScanTree there = placeOf(at).flatMap(NetworkState::seen).orElse(null);
    return there instanceof ScanTree.File file && file.at().equals(at)
        ? Optional.of(file)
        : Optional.empty();
  }

  /** Whether a file of the set was seen at that path. */
  boolean holdsFile(Path path) {
    return placesOf(path).stream()
        .anyMatch(
            place ->
                place.path().equals(path) && place.seen().orElse(null) instanceof ScanTree.File);
  }

  Path path(EntryPath at) {
    return root(at).resolve(at);
  }

  ScanTree.Collected collect() {
    ScanTree.Collected all =
        new ScanTree.Collected(
            new ArrayList<>(),
            new HashSet<>(),
            new HashSet<>(),
            new Problems(),
            new LeftOut(ReasonCode.LOGIN_ENTRIES_LEFT_OUT));
    tops.values().forEach(top -> top.collect(all));
    all.leftOut()
        .reasons(index -> root(new EntryPath(index, "")).path().toString())
        .forEach(all.problems()::add);
    return all;
  }
}
