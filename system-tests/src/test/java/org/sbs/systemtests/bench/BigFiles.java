package org.sbs.systemtests.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A few large files with random content. */
record BigFiles(int count, long size) implements Tree {
  private static final int BLOCK = 1 << 20;

  String path(int index) {
    return "big" + index + ".bin";
  }

  List<String> all() {
    return IntStream.range(0, count).mapToObj(this::path).toList();
  }

  @Override
  public void make(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int index = 0; index < count; index++) {
      write(folder.resolve(path(index)), new SplittableRandom(index));
    }
  }

  private void write(Path file, SplittableRandom random) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = size; left > 0; left -= BLOCK) {
        byte[] block = new byte[(int) Math.min(BLOCK, left)];
        random.nextBytes(block);
        out.write(block);
      }
    }
  }

  @Override
  public String words() {
    return String.format(Locale.ROOT, "%d files of %,d MiB, random content", count, size >> 20);
  }
}
