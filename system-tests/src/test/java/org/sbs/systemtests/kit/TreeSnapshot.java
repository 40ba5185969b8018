package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a folder holds, one line for each path below it: kind, permissions, and for files the time
 * of modification to the nanosecond, size and content.
 *
 * @param lines by path
 */
public record TreeSnapshot(SortedMap<String, String> lines) {
  /** The names that SBS keeps for itself in each folder of the set. */
  public static final Set<String> RESERVED = Set.of(".sbs-staging", ".sbs-versions");

  /** Of everything below a folder, links not followed; empty if there is no folder. */
  public static TreeSnapshot of(Path root) throws IOException {
    SortedMap<String, String> lines = new TreeMap<>();
    if (Files.exists(root)) {
      add(root, root, lines);
    }
    return new TreeSnapshot(lines);
  }

  private static void add(Path root, Path folder, Map<String, String> lines) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      for (Path path : found.toList()) {
        String name = root.relativize(path).toString();
        if (RESERVED.contains(name)) {
          continue;
        }
        lines.put(name, line(path));
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(path)) {
          add(root, path, lines);
        }
      }
    }
  }

  private static String line(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return link(Files.readSymbolicLink(path).toString());
    }
    String mode =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    if (Files.isDirectory(path)) {
      return folder(mode);
    }
    if (!Files.isRegularFile(path)) {
      return "neither file, folder nor link";
    }
    if (!Files.isReadable(path)) {
      return "unreadable file " + mode;
    }
    FileTime time = Files.getLastModifiedTime(path);
    return file(mode, time.to(TimeUnit.NANOSECONDS), Files.readAllBytes(path));
  }

  static String link(String target) {
    return "link to " + target;
  }

  static String folder(String mode) {
    return "folder " + mode;
  }

  static String file(String mode, long modifiedNanos, byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      String hash = HexFormat.of().formatHex(digest, 0, 8);
      return "file " + mode + " of " + modifiedNanos + ", " + content.length + " bytes " + hash;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The same without that path. */
  public TreeSnapshot without(String path) {
    SortedMap<String, String> fewer = new TreeMap<>(lines);
    fewer.remove(path);
    return new TreeSnapshot(fewer);
  }

  /** The same without names that are no text. */
  public TreeSnapshot withoutUnnameable() {
    SortedMap<String, String> fewer = new TreeMap<>(lines);
    fewer.keySet().removeIf(name -> name.indexOf('\uFFFD') >= 0);
    return new TreeSnapshot(fewer);
  }

  /** In what this differs from another one, in words; empty if in nothing. */
  public List<String> differencesFrom(TreeSnapshot wanted) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> one : wanted.lines.entrySet()) {
      String here = lines.get(one.getKey());
      if (here == null) {
        differences.add(one.getKey() + " is missing");
      } else if (!here.equals(one.getValue())) {
        differences.add(one.getKey() + " is " + here + " instead of " + one.getValue());
      }
    }
    for (String name : lines.keySet()) {
      if (!wanted.lines.containsKey(name)) {
        differences.add(name + " should not be there");
      }
    }
    return differences;
  }
}
