package org.sbs.core.replica;

import java.util.Objects;
import java.util.Optional;

/**
 * Where an entry lies: a folder of the set, and the path in it. Ordered so that what lies in a
 * folder follows directly after the folder. Immutable.
 *
 * @param folder the index of the folder in the set
 * @param path relative, names separated by {@code /}, kept as found
 */
public record EntryPath(int folder, String path) implements Comparable<EntryPath> {
  /** Checks that nothing is missing. */
  public EntryPath {
    Objects.requireNonNull(path, "path");
  }

  /** The folder entry that holds this one; empty at the top of the folder. */
  public Optional<EntryPath> parent() {
    int slash = path.lastIndexOf('/');
    return slash < 0
        ? Optional.empty()
        : Optional.of(new EntryPath(folder, path.substring(0, slash)));
  }

  /** The entry of that name in this folder; an empty path is the top of the folder. */
  public EntryPath child(String name) {
    return new EntryPath(folder, path.isEmpty() ? name : path + "/" + name);
  }

  /** The last name of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** True if this lies in {@code other}, at any depth; not if it is the same. */
  public boolean isBelow(EntryPath other) {
    return folder == other.folder
        && path.length() > other.path.length()
        && path.charAt(other.path.length()) == '/'
        && path.startsWith(other.path);
  }

  @Override
  // Manifests share the places of what both have: that is quicker than comparing them.
  @SuppressWarnings("ReferenceEquality")
  public int compareTo(EntryPath other) {
    if (this == other) {
      return 0;
    }
    int byFolder = Integer.compare(folder, other.folder);
    if (byFolder != 0) {
      return byFolder;
    }
    int shorter = Math.min(path.length(), other.path.length());
    for (int i = 0; i < shorter; i++) {
      char mine = path.charAt(i);
      char theirs = other.path.charAt(i);
      if (mine != theirs) {
        return Integer.compare(weight(mine), weight(theirs));
      }
    }
    return Integer.compare(path.length(), other.path.length());
  }

  /** The separator sorts before every character, so that a/b comes before a.b. */
  private static int weight(char c) {
    return c == '/' ? -1 : c;
  }
}
