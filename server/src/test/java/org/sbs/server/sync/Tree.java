package org.sbs.server.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Makes folders with content, and says in text exactly what a folder holds. */
public final class Tree {
  /** About what files get as their time, other contents others; tests that care set their own. */
  public static final long LONG_AGO_NANOS = 1_500_000_000_123_456_789L;

  private final Path root;

  private Tree(Path root) {
    this.root = root;
  }

  public static Tree at(Path root) {
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Tree(root);
  }

  public Path path(String relative) {
    return root.resolve(relative);
  }

  public Tree file(String relative, String content) throws IOException {
    return file(relative, content, "rw-r--r--", LONG_AGO_NANOS + (content.hashCode() & 0xffffff));
  }

  public Tree file(String relative, String content, String permissions, long modifiedNanos)
      throws IOException {
    Path path = root.resolve(relative);
    Files.createDirectories(path.getParent());
    Files.write(path, content.getBytes(StandardCharsets.UTF_8));
    // While it can be opened: Java opens what it dates.
    Files.setLastModifiedTime(path, FileTime.from(modifiedNanos, TimeUnit.NANOSECONDS));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    return this;
  }

  public Tree folder(String relative, String permissions) throws IOException {
    Files.createDirectories(root.resolve(relative));
    Files.setPosixFilePermissions(
        root.resolve(relative), PosixFilePermissions.fromString(permissions));
    return this;
  }

  public Tree link(String relative, String target) throws IOException {
    Path path = root.resolve(relative);
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, Path.of(target));
    return this;
  }

  public Tree delete(String relative) throws IOException {
    deleteAll(root.resolve(relative));
    return this;
  }

  public static void deleteAll(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Copies everything, times and permissions included. */
  static void copy(Path from, Path to) throws IOException {
    try (var paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Path copy = to.resolve(from.relativize(path));
        Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        if (!Files.isSymbolicLink(path)) {
          // Copying keeps the microseconds only.
          Files.setLastModifiedTime(copy, Files.getLastModifiedTime(path));
        }
      }
    }
  }

  /** Everything in the folder: kinds, permissions, contents, targets. */
  public static SortedMap<String, String> content(Path root) throws IOException {
    return read(root, false);
  }

  /** The same with the times of files. */
  public static SortedMap<String, String> contentAndTimes(Path root) throws IOException {
    return read(root, true);
  }

  private static SortedMap<String, String> read(Path root, boolean times) throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    try (var paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!path.equals(root)) {
          all.put(root.relativize(path).toString(), describe(path, times));
        }
      }
    }
    return all;
  }

  private static String describe(Path path, boolean times) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    if (Files.isDirectory(path)) {
      return "folder " + mode;
    }
    byte[] content = Files.readAllBytes(path);
    String shown =
        content.length < 100
            ? new String(content, StandardCharsets.UTF_8)
            : content.length + " bytes " + java.util.Arrays.hashCode(content);
    String time = times ? " " + Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS) : "";
    return "file " + mode + time + " " + shown;
  }
}
