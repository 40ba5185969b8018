package org.sbs.core.replica;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sorted list of what a node has of a folder set. Immutable; manifests that differ little share
 * their entries, so that a million files are remembered once.
 */
public final class Manifest {
  /** Nothing at all. */
  public static final Manifest EMPTY = new Manifest(new FileEntry[0]);

  private final FileEntry[] entries;

  private Manifest(FileEntry[] entries) {
    this.entries = entries;
  }

  /**
   * The manifest of these entries, in any order.
   *
   * @throws IllegalArgumentException if two have the same path
   */
  public static Manifest of(Collection<FileEntry> entries) {
    FileEntry[] sorted = entries.toArray(new FileEntry[0]);
    boolean inOrder = true;
    for (int i = 1; i < sorted.length && inOrder; i++) {
      inOrder = order(sorted[i - 1], sorted[i]) < 0;
    }
    if (!inOrder) {
      Arrays.sort(sorted, Manifest::order);
    }
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i - 1].at().equals(sorted[i].at())) {
        throw new IllegalArgumentException("two entries have the path " + sorted[i].at().path());
      }
    }
    return new Manifest(sorted);
  }

  /**
   * The manifest of entries that are known to be sorted, without two of one path; nothing checks
   * that, for comparing a hundred thousand paths costs more than looking at as many files.
   */
  public static Manifest ofSorted(List<FileEntry> entries) {
    return new Manifest(entries.toArray(new FileEntry[0]));
  }

  private static int order(FileEntry one, FileEntry other) {
    return one.at().compareTo(other.at());
  }

  /** All entries, a folder before what lies in it. */
  public List<FileEntry> entries() {
    return Collections.unmodifiableList(Arrays.asList(entries));
  }

  /** The entry at that place. */
  public Optional<FileEntry> find(EntryPath at) {
    int low = 0;
    int high = entries.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = entries[middle].at().compareTo(at);
      if (order == 0) {
        return Optional.of(entries[middle]);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /** How many entries there are. */
  public int size() {
    return entries.length;
  }

  /** How many of the entries are regular files. */
  public long files() {
    long files = 0;
    for (FileEntry entry : entries) {
      files += entry.kind() == FileEntry.Kind.FILE ? 1 : 0;
    }
    return files;
  }

  /**
   * What the receiver has after a cycle.
   *
   * @param unsent files of the plan that did not go out after all; they are as they were
   */
  public Manifest after(CyclePlan plan, Set<EntryPath> unsent) {
    Set<EntryPath> removed = new HashSet<>();
    plan.deletes().forEach(entry -> removed.add(entry.at()));
    List<FileEntry> put = new ArrayList<>(plan.folders());
    put.addAll(plan.links());
    put.addAll(plan.touches());
    plan.sends().stream().filter(entry -> !unsent.contains(entry.at())).forEach(put::add);
    return with(removed, put);
  }

  /** The same without some entries, and then with others put in or in the place of old ones. */
  public Manifest with(Set<EntryPath> removed, Collection<FileEntry> put) {
    FileEntry[] added = put.toArray(new FileEntry[0]);
    Arrays.sort(added, Manifest::order);
    FileEntry[] next = new FileEntry[entries.length + added.length];
    int size = 0;
    int from = 0;
    for (FileEntry old : entries) {
      int order = -1;
      while (from < added.length && (order = order(added[from], old)) < 0) {
        next[size++] = added[from++];
      }
      boolean replaced = from < added.length && order == 0;
      if (!replaced && (removed.isEmpty() || !removed.contains(old.at()))) {
        next[size++] = old;
      }
    }
    while (from < added.length) {
      next[size++] = added[from++];
    }
    return new Manifest(Arrays.copyOf(next, size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Manifest that && Arrays.equals(entries, that.entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }

  @Override
  public String toString() {
    return Arrays.toString(entries);
  }
}
