package org.sbs.server.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A program of another account: it owns folders of a set and the folders that hold them, and swaps
 * there one name after the other for a link that leads outside, and back, as fast as it can. Where
 * beside the folder of the set another one lies, of somebody else, it swaps the two too. It ends
 * with its input.
 *
 * <p>Arguments: the folder outside, and then for each attack the folder that is attacked.
 */
final class SwapAttacker {
  /** The name, beside a folder of the set, of a folder of somebody else. */
  static final String OTHER = "other";

  private static final int CALM_NANOS = 2_000_000;

  /** Every other time, so that the attacked comes to its later steps too. */
  private static final int LONG_CALM_NANOS = 50_000_000;

  private static final int SWAPPED_NANOS = 3_000_000;
  private static final String ASIDE = ".aside";

  private final Path outside;
  private final Path root;
  private final Path above;
  private final Path other;
  private final boolean swapsFolders;
  private final SplittableRandom random;

  private SwapAttacker(Path outside, Path root, long seed) {
    this.outside = outside;
    this.root = root;
    this.above = root.getParent();
    this.other = above.resolve(OTHER);
    this.swapsFolders = Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS);
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
      // The reserved folders and those around are the most rewarding.
      Path name = names.get(random.nextInt(names.size()));
      swap(name);
      spin(random.nextInt(SWAPPED_NANOS));
      swapBack(name);
      if (random.nextBoolean()) {
        spin(random.nextInt(CALM_NANOS));
      } else {
        LockSupport.parkNanos(random.nextInt(LONG_CALM_NANOS));
      }
    }
  }

  private List<Path> names() {
    List<Path> names = new ArrayList<>(List.of(root, above));
    if (swapsFolders) {
      names.add(other);
    }
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
      if (name.equals(other)) {
        move(root, aside(root));
        move(other, root);
        return;
      }
      Path same =
          name.equals(above)
              ? outside.getParent()
              : outside.resolve(root.relativize(name).toString());
      move(name, aside(name));
      Files.createSymbolicLink(name, same);
    } catch (IOException e) {
      // Next time.
      return;
    }
  }

  private void swapBack(Path name) {
    try {
      if (name.equals(other)) {
        if (!isThere(other)) {
          move(root, other);
        }
        if (!isThere(root)) {
          move(aside(root), root);
        }
        return;
      }
      if (Files.isSymbolicLink(name)
          && Files.readSymbolicLink(name).startsWith(outside.getParent())) {
        Files.delete(name);
      }
      if (!isThere(name)) {
        move(aside(name), name);
      }
    } catch (IOException e) {
      // It was not there, or somebody made it anew.
      return;
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isThere(Path name) {
    return Files.exists(name, LinkOption.NOFOLLOW_LINKS);
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
