package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Many small files, every other one like text, the rest random. The first tenth of the folders lies
 * beneath one folder.
 *
 * @param least bytes of a file
 * @param most bytes of a file
 */
record SmallFiles(int folders, int filesInFolder, int least, int most) implements Tree {
  static final String GROUP = "group";

  private static final List<String> WORDS =
      List.of("label", "printer", "dock", "capture", "queue", "article", "ready", "=", "\n", ";");

  int count() {
    return folders * filesInFolder;
  }

  private int grouped() {
    return Math.max(1, folders / 10);
  }

  /** Where a file lies, relative to the tree. */
  String path(int index) {
    int folder = index / filesInFolder;
    String beneath = folder < grouped() ? GROUP + "/" : "";
    return String.format(Locale.ROOT, "%sd%04d/f%04d.dat", beneath, folder, index % filesInFolder);
  }

  byte[] content(int index) {
    SplittableRandom random = new SplittableRandom(index);
    int length = random.nextInt(least, most + 1);
    if (index % 2 == 1) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    }
    StringBuilder text = new StringBuilder(length + 16);
    while (text.length() < length) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ').append(random.nextInt(1000));
    }
    return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  /** Some files outside that one folder, chosen by chance, the same each time. */
  List<Integer> some(int many, long seed) {
    return new SplittableRandom(seed)
        .ints(groupedFiles(), count())
        .distinct()
        .limit(many)
        .boxed()
        .toList();
  }

  @Override
  public void make(Path folder) throws IOException {
    for (int index = 0; index < count(); index++) {
      Path file = folder.resolve(path(index));
      if (index % filesInFolder == 0) {
        Files.createDirectories(file.getParent());
      }
      Files.write(file, content(index));
    }
  }

  List<String> paths(List<Integer> indices) {
    return indices.stream().map(this::path).toList();
  }

  /** The files beneath the one folder. */
  int groupedFiles() {
    return grouped() * filesInFolder;
  }

  @Override
  public String words() {
    return String.format(
        Locale.ROOT, "%,d files of %,d-%,d bytes in %,d folders", count(), least, most, folders);
  }

  /** All paths; for small trees. */
  List<String> all() {
    return IntStream.range(0, count()).mapToObj(this::path).toList();
  }
}
