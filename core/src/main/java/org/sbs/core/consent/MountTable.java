package org.sbs.core.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mounts of a machine with Linux. A folder can be visible under several paths, by a bind mount
 * or because a file system is mounted as a whole and in part; what holds for one of its paths holds
 * for the folder. Pure.
 *
 * @param mounts those that came later last
 */
public record MountTable(List<Mount> mounts) {
  /**
   * A mount.
   *
   * @param device of the file system
   * @param root the folder of the file system that is shown
   * @param point where it is shown
   */
  public record Mount(String device, FolderPath root, FolderPath point) {}

  /** Copies the list. */
  public MountTable {
    mounts = List.copyOf(mounts);
  }

  /** The other paths under which that folder is visible. */
  public List<FolderPath> otherPaths(FolderPath place) {
    List<FolderPath> found = new ArrayList<>();
    Optional<FolderPath> inside = inside(place);
    for (Mount mount : onSameDevice(place)) {
      inside
          .filter(mount.root()::contains)
          .map(at -> mount.point().resolve(at.below(mount.root())))
          .filter(path -> !path.isSame(place) && mountOf(path).filter(mount::equals).isPresent())
          .ifPresent(found::add);
    }
    return found;
  }

  /** The mounts that show something inside that folder, and by which paths. */
  public List<FolderPath> shownElsewhere(FolderPath place) {
    List<FolderPath> found = new ArrayList<>();
    Optional<FolderPath> inside = inside(place);
    for (Mount mount : onSameDevice(place)) {
      boolean holds = inside.filter(at -> at.contains(mount.root())).isPresent();
      if (holds
          && !place.contains(mount.point())
          && mountOf(mount.point()).filter(mount::equals).isPresent()) {
        found.add(mount.point());
      }
    }
    return found;
  }

  /** Where in that folder something is mounted. */
  public List<FolderPath> pointsIn(FolderPath place) {
    return mounts.stream()
        .filter(mount -> place.contains(mount.point()) && !mount.point().isSame(place))
        .filter(mount -> mountOf(mount.point()).filter(mount::equals).isPresent())
        .map(Mount::point)
        .toList();
  }

  /** Where the folder lies in its file system. */
  private Optional<FolderPath> inside(FolderPath place) {
    return mountOf(place).map(mount -> mount.root().resolve(place.below(mount.point())));
  }

  private List<Mount> onSameDevice(FolderPath place) {
    return mountOf(place)
        .map(own -> mounts.stream().filter(one -> one.device().equals(own.device())).toList())
        .orElse(List.of());
  }

  /** The mount that shows what has this path: the deepest one, and of two the later. */
  private Optional<Mount> mountOf(FolderPath path) {
    Optional<Mount> found = Optional.empty();
    for (Mount mount : mounts) {
      int least = found.map(best -> best.point().parts().size()).orElse(0);
      if (mount.point().parts().size() >= least && mount.point().contains(path)) {
        found = Optional.of(mount);
      }
    }
    return found;
  }
}
