package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A program of another account: it owns folders of a set, and swaps in them one name after the
 * other for a link that leads outside, and back, as fast as it can. It ends with its input.
 *
 * <p>Arguments: the folder outside, and then for each attack the folder that is attacked. The name
 * of that folder is swapped too.
 */
final class SwapAttacker {
  private static final int CALM_NANOS = 2_000_000;
  private static final int SWAPPED_NANOS = 400_000;
  private static final String ASIDE = ".aside";

  private final Path outside;
  private final Path root;
  private final SplittableRandom random;

  private SwapAttacker(Path outside, Path root, long seed) {
    this.outside = outside;
    this.root = root;
    this.random = new SplittableRandom(seed);
  }

  public static void main(String[] arguments) throws IOException {
    for (int i = 1; i < arguments.length; i++) {
      SwapAttacker attacker = new SwapAttacker(Path.of(arguments[0]), Path.of(arguments[i]), i);
      Thread thread = new Thread(attacker::run);
      thread.setDaemon(true);
      thread.start();
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {}
  }

  private void run() {
    while (true) {
      List<Path> names = names();
      // The reserved folders and the folder itself are the most rewarding.
      Path name = names.get(random.nextInt(names.size()));
      swap(name);
      spin(random.nextInt(SWAPPED_NANOS));
      swapBack(name);
      spin(random.nextInt(CALM_NANOS));
    }
  }

  private List<Path> names() {
    List<Path> names = new ArrayList<>(List.of(root));
    names.add(root.resolve(".sbs-staging"));
    names.add(root.resolve(".sbs-versions"));
    try (Stream<Path> all = Files.walk(root, 2)) {
      all.filter(path -> !path.toString().endsWith(ASIDE)).forEach(names::add);
    } catch (IOException | RuntimeException e) {
      // It is being swapped or changed: what is there is enough.
      return names;
    }
    return names;
  }

  private void swap(Path name) {
    try {
      Files.move(name, aside(name), StandardCopyOption.ATOMIC_MOVE);
      Path same = outside.resolve(root.relativize(name).toString());
      Files.createSymbolicLink(name, same);
    } catch (IOException e) {
      // Next time.
      return;
    }
  }

  private void swapBack(Path name) {
    try {
      if (Files.isSymbolicLink(name) && Files.readSymbolicLink(name).startsWith(outside)) {
        Files.delete(name);
      }
      if (!Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(aside(name), name, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      // It was not there, or somebody made it anew.
      return;
    }
  }

  private static Path aside(Path name) {
    return name.resolveSibling(name.getFileName() + ASIDE);
  }

  private static void spin(int nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
