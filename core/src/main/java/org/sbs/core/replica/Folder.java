package org.sbs.core.replica;

import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One folder of a {@link FolderSet} and what of it belongs to the set. Immutable.
 *
 * <p>A folder inside it is an entry of its own if the filter accepts it; otherwise it is one as
 * long as something in it belongs to the set.
 */
public final class Folder {
  private final int index;
  private final String path;
  private final FolderFilter filter;
  private final FolderFilter.Matcher matcher;
  private final SortedSet<String> forced;
  private final EntryGuard guard;

  private Folder(
      int index, String path, FolderFilter filter, SortedSet<String> forced, EntryGuard guard) {
    this.index = index;
    this.guard = Objects.requireNonNull(guard, "guard");
    this.path = Objects.requireNonNull(path, "path");
    this.filter = Objects.requireNonNull(filter, "filter");
    this.matcher = filter.matcher();
    this.forced = forced;
  }

  /**
   * A folder with its filter.
   *
   * @param index what entries refer to; 0 is the service's settings folder
   * @param path absolute, in the form of the platform that it was set on
   */
  public static Folder of(int index, String path, FolderFilter filter) {
    return new Folder(index, path, filter, Collections.emptySortedSet(), EntryGuard.NONE);
  }

  /**
   * The same folder, where these relative paths and what lies below them are in whatever the filter
   * says.
   */
  public Folder withForced(Collection<String> paths) {
    return new Folder(
        index, path, filter, Collections.unmodifiableSortedSet(new TreeSet<>(paths)), guard);
  }

  /**
   * The same folder, of which nothing that the guard covers belongs to the set, whatever filters
   * and scripts say. The guard is this machine's own: it makes no folder different from another.
   */
  public Folder withGuard(EntryGuard covering) {
    return new Folder(index, path, filter, forced, covering);
  }

  /** What of it is never read, sent, written or deleted. */
  public EntryGuard guard() {
    return guard;
  }

  /** What entries refer to. */
  public int index() {
    return index;
  }

  /** Absolute, as configured on the primary. */
  public String path() {
    return path;
  }

  /** The patterns. */
  public FolderFilter filter() {
    return filter;
  }

  /** The paths that updating scripts asked for. */
  public SortedSet<String> forced() {
    return forced;
  }

  /** Whether the filter, or a script, wants this entry. */
  public boolean holds(String relative, boolean isFolder) {
    return wants(relative, isFolder) && !guard.covers(relative, isFolder);
  }

  /** Whether something in this inner folder can belong to the set. */
  public boolean mayHoldBelow(String relative) {
    return mayWantBelow(relative) && !guard.covers(relative, true);
  }

  /**
   * Whether the entry, or something in it, would belong to the set if the guard did not cover it.
   */
  public boolean isGuarded(String relative, boolean isFolder) {
    return guard.covers(relative, isFolder)
        && (wants(relative, isFolder) || (isFolder && mayWantBelow(relative)));
  }

  private boolean wants(String relative, boolean isFolder) {
    return !PathRules.isReserved(relative)
        && (matcher.accepts(relative, isFolder) || isForced(relative));
  }

  private boolean mayWantBelow(String relative) {
    return !PathRules.isReserved(relative)
        && (matcher.mayAcceptBelow(relative) || isForced(relative) || leadsToForced(relative));
  }

  /** Whether the filter accepts the entry, scripts aside. */
  boolean accepts(String relative, boolean isFolder) {
    return !PathRules.isReserved(relative)
        && matcher.accepts(relative, isFolder)
        && !guard.covers(relative, isFolder);
  }

  private boolean isForced(String relative) {
    if (forced.isEmpty()) {
      return false;
    }
    for (int end = relative.length(); end > 0; end = relative.lastIndexOf('/', end - 1)) {
      if (forced.contains(relative.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private boolean leadsToForced(String relative) {
    String prefix = relative + "/";
    SortedSet<String> from = forced.tailSet(prefix);
    return !from.isEmpty() && from.first().startsWith(prefix);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Folder that
        && index == that.index
        && path.equals(that.path)
        && filter.equals(that.filter)
        && forced.equals(that.forced);
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, path, filter, forced);
  }

  @Override
  public String toString() {
    return "folder " + index + " " + path;
  }
}
