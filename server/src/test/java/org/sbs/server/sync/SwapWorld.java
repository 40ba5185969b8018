package org.sbs.server.sync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sbs.core.replica.PathRules;

/**
 * A folder of the set whose owner, or the owner of the folder that holds it, swaps names for links;
 * and a place outside of which nothing may be read, changed or deleted. One thread at a time.
 */
final class SwapWorld {
  private static final byte[] MARK =
      "<outside: nothing may read, change or delete this>".getBytes(StandardCharsets.UTF_8);

  final Path holder;
  final Path root;
  final Path state;
  private final Path base;
  private final Path outside;
  private Path watched;
  private SortedMap<String, String> before = new TreeMap<>();

  SwapWorld(Path base) throws IOException {
    this.base = base;
    this.holder = Tree.at(base.resolve("holder")).path("");
    this.root = Tree.at(base.resolve("holder/root")).path("");
    this.outside = Tree.at(base.resolve("outside")).path("");
    this.watched = outside;
    this.state = base.resolve("state");
  }

  /**
   * What the attacker may swap at this moment and the operation may go through: the folders on the
   * way to it from the one that holds the root on, the reserved ones as a whole, and the place of
   * the operation itself, be it empty.
   *
   * @param elsewhere whether the operation may use what lies anywhere in the root
   */
  List<Path> names(Path operation, boolean elsewhere) throws IOException {
    List<Path> names = new ArrayList<>(List.of(holder, root));
    try (var all = Files.walk(root)) {
      all.filter(path -> !path.equals(root) && !isInReserved(path))
          .filter(path -> elsewhere || operation.startsWith(path) || isReserved(path))
          .filter(path -> !Files.isSymbolicLink(path) || path.equals(operation))
          .sorted()
          .forEach(names::add);
    }
    if (operation.startsWith(root)
        && Files.isDirectory(operation.getParent(), LinkOption.NOFOLLOW_LINKS)
        && !isInReserved(operation)
        && !names.contains(operation)) {
      names.add(operation);
    }
    return names;
  }

  private static boolean isReserved(Path path) {
    return path.endsWith(PathRules.STAGING) || path.endsWith(PathRules.VERSIONS);
  }

  private boolean isInReserved(Path path) {
    Path relative = root.relativize(path);
    String first = relative.getName(0).toString();
    return relative.getNameCount() > 1
        && (first.equals(PathRules.STAGING) || first.equals(PathRules.VERSIONS));
  }

  /** Puts a link in the place of a name; it leads to something outside that looks the same. */
  void swap(Path name) throws IOException {
    Path target = outside.resolve("target");
    if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.isSymbolicLink(name)) {
        Files.write(target, MARK);
        Files.delete(name);
      } else {
        Tree.copy(name, target);
        mark(target);
        Files.move(name, name.resolveSibling(name.getFileName() + ".aside"));
      }
    } else {
      Files.write(target, MARK);
    }
    Files.createSymbolicLink(name, target);
    before = snapshot();
  }

  /** Puts another real folder of the same holder in the place of the root. */
  void swapRoot() throws IOException {
    Path other = holder.resolve("other");
    Tree.copy(root, other);
    // What only SBS can have made there is not in a folder of somebody else.
    Tree.deleteAll(other.resolve(PathRules.STAGING));
    Tree.deleteAll(other.resolve(PathRules.VERSIONS));
    mark(other);
    Files.move(root, holder.resolve("root.aside"));
    Files.move(other, root);
    watched = root;
    before = snapshot();
  }

  /** The same names, sizes, times and permissions, but contents of its own. */
  private static void mark(Path target) throws IOException {
    try (var all = Files.walk(target)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          FileTime time = Files.getLastModifiedTime(path);
          byte[] content = new byte[(int) Files.size(path)];
          for (int at = 0; at < content.length; at++) {
            content[at] = MARK[at % MARK.length];
          }
          Files.write(path, content);
          Files.setLastModifiedTime(path, time);
        }
      }
    }
  }

  private SortedMap<String, String> snapshot() throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    try (var paths = Files.walk(watched)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Map<String, Object> found =
            Files.readAttributes(
                path, "unix:ino,mode,nlink,ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        String content =
            Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                ? String.valueOf(Arrays.hashCode(Files.readAllBytes(path)))
                : "";
        all.put(base.relativize(path).toString(), new TreeMap<>(found) + content);
      }
    }
    return all;
  }

  /** What happened outside, or came from there, in words; nothing where all is well. */
  List<String> harm() throws IOException {
    List<String> harm = new ArrayList<>();
    SortedMap<String, String> now = snapshot();
    before.forEach(
        (path, was) -> {
          if (!was.equals(now.get(path))) {
            harm.add(path + " was " + was + " and is " + now.get(path));
          }
        });
    now.keySet().stream()
        .filter(path -> !before.containsKey(path))
        .forEach(path -> harm.add(path + " was made"));
    try (var paths = Files.walk(base)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!path.startsWith(watched)
            && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            && isMarked(Files.readAllBytes(path))) {
          harm.add(base.relativize(path) + " has what was read outside");
        }
      }
    }
    return harm;
  }

  /** Whether bytes have content from outside. */
  static boolean isMarked(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1)
        .contains(new String(MARK, StandardCharsets.ISO_8859_1));
  }
}
