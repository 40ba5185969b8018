package org.sbs.systemtests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Reads trees, and tells whether a copy is like its source. */
final class TreeCheck {
  private static final int SAMPLE = 500;
  private static final Entry FOLDER = new Entry(-1, 0);

  private TreeCheck() {}

  /** What a listing tells; seconds only, for not every tool keeps more. */
  private record Entry(long size, long seconds) {}

  /** What is wrong with the copy, if anything; those files are compared byte by byte. */
  static Optional<String> wrong(Path source, Path target, List<String> files) throws IOException {
    Map<String, Entry> wanted = listing(source);
    Map<String, Entry> found = listing(target);
    if (!wanted.equals(found)) {
      return Optional.of(difference(wanted, found));
    }
    for (String file : files.isEmpty() ? sample(wanted) : files) {
      if (Files.mismatch(source.resolve(file), target.resolve(file)) >= 0) {
        return Optional.of(file + " differs");
      }
    }
    return Optional.empty();
  }

  private static String difference(Map<String, Entry> wanted, Map<String, Entry> found) {
    Map<String, Entry> missing = new HashMap<>(wanted);
    missing.keySet().removeAll(found.keySet());
    Map<String, Entry> extra = new HashMap<>(found);
    extra.keySet().removeAll(wanted.keySet());
    long other =
        wanted.entrySet().stream()
            .filter(each -> found.containsKey(each.getKey()))
            .filter(each -> !found.get(each.getKey()).equals(each.getValue()))
            .count();
    return missing.size()
        + " missing"
        + example(missing)
        + ", "
        + extra.size()
        + " too many"
        + example(extra)
        + ", "
        + other
        + " with another size or time";
  }

  private static String example(Map<String, Entry> entries) {
    return entries.keySet().stream().findAny().map(name -> " (as " + name + ")").orElse("");
  }

  private static List<String> sample(Map<String, Entry> entries) {
    List<String> files =
        entries.entrySet().stream()
            .filter(each -> !each.getValue().equals(FOLDER))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    int step = Math.max(1, files.size() / SAMPLE);
    List<String> sample = new ArrayList<>();
    for (int index = 0; index < files.size(); index += step) {
      sample.add(files.get(index));
    }
    return sample;
  }

  private static Map<String, Entry> listing(Path root) throws IOException {
    Map<String, Entry> entries = new HashMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            entries.put(root.relativize(folder).toString(), FOLDER);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            entries.put(
                root.relativize(file).toString(),
                new Entry(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.SECONDS)));
            return FileVisitResult.CONTINUE;
          }
        });
    return entries;
  }

  /** Reads the attributes of all that is there. */
  static void list(Path root) throws IOException {
    if (Files.exists(root)) {
      listing(root);
    }
  }

  /** Reads a file, or all files of a folder, if it is there. */
  static void read(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      readFile(path);
    } else if (Files.exists(path)) {
      for (Map.Entry<String, Entry> each : listing(path).entrySet()) {
        if (!each.getValue().equals(FOLDER)) {
          readFile(path.resolve(each.getKey()));
        }
      }
    }
  }

  private static void readFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[1 << 16];
      int count;
      do {
        count = in.read(block);
      } while (count >= 0);
    }
  }
}
