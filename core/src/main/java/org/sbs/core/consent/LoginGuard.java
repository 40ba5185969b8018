package org.sbs.core.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.consent.LoginEntries.Kind;
import org.sbs.core.replica.EntryGuard;

/**
 * Keeps {@link LoginEntries} out of one folder of the set, but for those that this node's {@code
 * accept} names: naming a home does not name what is hidden in it, and naming {@code .config} does
 * not name {@code .config/autostart}. Immutable.
 */
final class LoginGuard implements EntryGuard {
  private final LoginEntries entries;
  private final FolderPath root;
  private final List<String> rootNames;
  private final List<Lifted> lifted = new ArrayList<>();

  /** A path that the node accepts though a login reads what lies there, and of which kind. */
  private record Lifted(List<String> names, Kind kind) {}

  LoginGuard(LoginEntries entries, FolderPath root, List<FolderPath> accepted) {
    this.entries = entries;
    this.root = root;
    this.rootNames = entries.fold(root.parts());
    for (FolderPath path : accepted) {
      if (entries.fold(path.top()).equals(entries.fold(root.top()))) {
        List<String> names = entries.fold(path.parts());
        kindOf(path.top(), names).ifPresent(kind -> lifted.add(new Lifted(names, kind)));
      }
    }
  }

  /** The stronger kind that holds for any part of the path. */
  private Optional<Kind> kindOf(String top, List<String> names) {
    Optional<Kind> strongest = Optional.empty();
    for (int count = 1; count <= names.size(); count++) {
      Optional<Kind> kind = entries.kind(top, names, count, 0);
      if (kind.isPresent() && strongest.filter(Kind.NAMED::equals).isEmpty()) {
        strongest = kind;
      }
    }
    return strongest;
  }

  @Override
  public boolean covers(String relative, boolean folder) {
    for (int from = 0; from < relative.length(); ) {
      int slash = relative.indexOf('/', from);
      int end = slash < 0 ? relative.length() : slash;
      if (end > from && entries.mayBe(relative, from, end)) {
        return look(relative, folder);
      }
      from = end + 1;
    }
    return false;
  }

  private boolean look(String relative, boolean folder) {
    List<String> path = new ArrayList<>(rootNames);
    for (String name : relative.split("/", -1)) {
      path.add(entries.fold(name));
    }
    for (int count = rootNames.size() + 1; count <= path.size(); count++) {
      Optional<Kind> kind = entries.kind(root.top(), path, count, rootNames.size());
      if (kind.isPresent() && !isLifted(path, folder || count < path.size(), kind.get())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the node's settings name this entry, something that it lies in, or something in it. */
  private boolean isLifted(List<String> path, boolean folder, Kind kind) {
    for (Lifted one : lifted) {
      boolean strong = one.kind() == Kind.NAMED || kind == Kind.HIDDEN;
      boolean around = startsWith(path, one.names());
      boolean towards = folder && startsWith(one.names(), path);
      if (strong && (around || towards)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(List<String> path, List<String> first) {
    return path.size() >= first.size() && path.subList(0, first.size()).equals(first);
  }

  /** Whether the root itself is such an entry, or lies in one. */
  boolean coversRoot() {
    for (int count = 1; count <= rootNames.size(); count++) {
      Optional<Kind> kind = entries.kind(root.top(), rootNames, count, rootNames.size());
      if (kind.isPresent() && !isLifted(rootNames, false, kind.get())) {
        return true;
      }
    }
    return false;
  }
}
