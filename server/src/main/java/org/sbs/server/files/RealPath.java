package org.sbs.server.files;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a folder that an administrator names really lies. Links on the way may be the
 * administrator's own, or an attacker's who may write in a folder on the way: a link of root or of
 * SBS's own account is followed, and one of another account only to what the same account owns.
 */
public final class RealPath {
  private static final int MOST_LINKS = 40;
  private static final boolean LINUX = "Linux".equals(System.getProperty("os.name"));

  private RealPath() {}

  /**
   * Resolves all links.
   *
   * @param path absolute, and there
   * @throws ForeignLinkException when a link on the way is not to be trusted
   */
  public static Path of(Path path) throws IOException {
    if (!LINUX) {
      return path.toRealPath();
    }
    Deque<Path> ahead = new ArrayDeque<>();
    path.forEach(ahead::addLast);
    Map<Path, Integer> foreign = new LinkedHashMap<>();
    Path real = path.getRoot();
    int links = 0;
    while (!ahead.isEmpty()) {
      Path name = ahead.removeFirst();
      if (name.toString().equals("..")) {
        real = real.getParent() == null ? real : real.getParent();
        continue;
      }
      if (name.toString().isEmpty() || name.toString().equals(".")) {
        continue;
      }
      Optional<Link> link = link(real, name);
      if (link.isEmpty()) {
        real = real.resolve(name);
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      int owner = link.get().owner();
      if (owner != Accounts.ROOT && owner != Accounts.self()) {
        foreign.put(real.resolve(name), owner);
      }
      Path target = link.get().target();
      real = target.isAbsolute() ? target.getRoot() : real;
      List<Path> names = new ArrayList<>();
      target.forEach(names::add);
      for (int i = names.size() - 1; i >= 0; i--) {
        ahead.addFirst(names.get(i));
      }
    }
    requireOwn(foreign, real);
    return real;
  }

  private record Link(int owner, Path target) {}

  /** The link of that name; empty if it is none. */
  private static Optional<Link> link(Path real, Path name) throws IOException {
    try (OpenFolder folder = OpenFolder.open(real)) {
      Map<String, Object> before = folder.with(name, RealPath::look);
      if (!Boolean.TRUE.equals(before.get("isSymbolicLink"))) {
        return Optional.empty();
      }
      Path target = folder.target(name);
      if (!before.equals(folder.with(name, RealPath::look))) {
        throw new IOException(real.resolve(name) + " is being changed");
      }
      return Optional.of(new Link((Integer) before.get("uid"), target));
    }
  }

  private static Map<String, Object> look(Path way) throws IOException {
    return Files.readAttributes(
        way, "unix:uid,ino,ctime,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
  }

  private static void requireOwn(Map<Path, Integer> foreign, Path real) throws IOException {
    if (foreign.isEmpty()) {
      return;
    }
    int owner = owner(real);
    for (Map.Entry<Path, Integer> link : foreign.entrySet()) {
      if (link.getValue() != owner) {
        throw new ForeignLinkException(link.getKey(), link.getValue(), real);
      }
    }
  }

  private static int owner(Path real) throws IOException {
    if (real.getParent() == null) {
      return Accounts.ROOT;
    }
    try (OpenFolder folder = OpenFolder.open(real.getParent())) {
      return folder.with(real.getFileName(), Accounts::owner);
    }
  }
}
