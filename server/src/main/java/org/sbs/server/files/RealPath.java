package org.sbs.server.files;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
      Path next = real.resolve(name);
      if (!Files.isSymbolicLink(next)) {
        real = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      int owner = Accounts.owner(next);
      if (owner != Accounts.ROOT && owner != Accounts.self()) {
        foreign.put(next, owner);
      }
      Path target = Files.readSymbolicLink(next);
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

  private static void requireOwn(Map<Path, Integer> foreign, Path real) throws IOException {
    int owner = Accounts.owner(real);
    for (Map.Entry<Path, Integer> link : foreign.entrySet()) {
      if (link.getValue() != owner) {
        throw new ForeignLinkException(link.getKey(), link.getValue(), real);
      }
    }
  }
}
