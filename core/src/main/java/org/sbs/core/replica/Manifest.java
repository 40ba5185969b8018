package org.sbs.core.replica;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The sorted list of what a node has of a folder set. Immutable. */
public final class Manifest {
  /** Nothing at all. */
  public static final Manifest EMPTY = new Manifest(new TreeMap<>());

  private final NavigableMap<EntryPath, FileEntry> entries;

  private Manifest(NavigableMap<EntryPath, FileEntry> entries) {
    this.entries = Collections.unmodifiableNavigableMap(entries);
  }

  /**
   * The manifest of these entries, in any order.
   *
   * @throws IllegalArgumentException if two have the same path
   */
  public static Manifest of(Collection<FileEntry> entries) {
    NavigableMap<EntryPath, FileEntry> sorted = new TreeMap<>();
    for (FileEntry entry : entries) {
      if (sorted.put(entry.at(), entry) != null) {
        throw new IllegalArgumentException("two entries have the path " + entry.at().path());
      }
    }
    return new Manifest(sorted);
  }

  /** All entries, a folder before what lies in it. */
  public Collection<FileEntry> entries() {
    return entries.values();
  }

  /** The entry at that place. */
  public Optional<FileEntry> find(EntryPath at) {
    return Optional.ofNullable(entries.get(at));
  }

  /** How many entries there are. */
  public int size() {
    return entries.size();
  }

  /** How many of the entries are regular files. */
  public long files() {
    return entries.values().stream().filter(e -> e.kind() == FileEntry.Kind.FILE).count();
  }

  /** The entries from the last to the first: what lies in a folder before the folder. */
  Collection<FileEntry> reversed() {
    return entries.descendingMap().values();
  }

  /**
   * What the receiver has after a cycle.
   *
   * @param unsent files of the plan that did not go out after all; they are as they were
   */
  public Manifest after(CyclePlan plan, Set<EntryPath> unsent) {
    NavigableMap<EntryPath, FileEntry> next = new TreeMap<>(entries);
    plan.deletes().forEach(entry -> next.remove(entry.at()));
    plan.folders().forEach(entry -> next.put(entry.at(), entry));
    plan.links().forEach(entry -> next.put(entry.at(), entry));
    plan.touches().forEach(entry -> next.put(entry.at(), entry));
    for (FileEntry entry : plan.sends()) {
      if (!unsent.contains(entry.at())) {
        next.put(entry.at(), entry);
      }
    }
    return new Manifest(next);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Manifest that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.values().toString();
  }
}
