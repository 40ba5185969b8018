package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A folder that changes in generations, numbered from 1. Each can be computed from its number
 * alone, so that of any tree it can be told whether it is exactly one of them. From one to the next
 * there are files rewritten in place and by renaming over, created, deleted and renamed,
 * permissions changed, a folder that becomes a file and back, a link that turns, an empty file and
 * an empty folder that come and go, and a large file changed in its middle. No path has the same
 * version twice: going back in time is no edit (R5.1).
 *
 * <p>Files bear dates of the past, each version its own: who copies dates must copy these, and who
 * waits for a file to be quiet need not wait.
 */
public final class Generations {
  private static final long FIRST_DATE_SECONDS = 1_600_000_000L;
  private static final int SETTINGS = 12;
  private static final int JOBS = 6;
  private static final int BLOCK = 256 * 1024;
  private static final int BLOCKS = 16;

  private final Path root;
  private final Path aside;

  /** What lies at a path; a folder has neither content nor target. */
  private record Piece(
      String mode, long modifiedNanos, Optional<byte[]> content, Optional<String> target) {
    boolean isFolder() {
      return content.isEmpty() && target.isEmpty();
    }

    boolean sameKindAs(Piece other) {
      return isFolder() == other.isFolder() && target.isPresent() == other.target.isPresent();
    }

    boolean sameFileAs(Piece other) {
      return sameKindAs(other)
          && mode.equals(other.mode)
          && modifiedNanos == other.modifiedNanos
          && target.equals(other.target)
          && Arrays.equals(content.orElse(new byte[0]), other.content.orElse(new byte[0]));
    }
  }

  /** In that folder; files that are renamed over others are written into the folder aside first. */
  public Generations(Path root, Path aside) {
    this.root = root;
    this.aside = aside;
  }

  /** What the folder holds in that generation. */
  public TreeSnapshot snapshot(int generation) {
    SortedMap<String, String> lines = new TreeMap<>();
    tree(generation)
        .forEach(
            (path, piece) ->
                lines.put(
                    path,
                    piece.isFolder()
                        ? TreeSnapshot.folder(piece.mode())
                        : piece
                            .target()
                            .map(TreeSnapshot::link)
                            .orElseGet(
                                () ->
                                    TreeSnapshot.file(
                                        piece.mode(),
                                        piece.modifiedNanos(),
                                        piece.content().orElseThrow()))));
    return new TreeSnapshot(lines);
  }

  private static SortedMap<String, Piece> tree(int g) {
    SortedMap<String, Piece> tree = new TreeMap<>();
    if (g == 0) {
      return tree;
    }
    for (String folder : List.of("settings", "jobs", "moved", "moved/place " + g)) {
      tree.put(folder, folder("rwxr-xr-x"));
    }
    for (int i = 0; i < SETTINGS; i++) {
      int version = (g + i) / (1 + i % 4);
      String mode = i % 4 == 1 && version % 3 == 0 ? "rwxr-xr-x" : "rw-r--r--";
      tree.put("settings/" + i + ".cfg", file("settings" + i, version, 200 + 700 * i, mode));
    }
    for (int job = g; job < g + JOBS; job++) {
      tree.put("jobs/Auftrag №" + job + ".txt", file("job", job, 90, "rw-------"));
    }
    tree.put("moved/place " + g + "/roll.bin", file("roll", g / 10, 40_000, "r--r--r--"));
    kinds(tree, "grows " + g / 2, g, g % 2 != 0);
    kinds(tree, "shrinks " + (g + 1) / 2, g, g % 2 != 0);
    if (g % 3 != 0) {
      tree.put("empty " + g / 3, file("empty", g / 3, 0, "rw-r--r--"));
    }
    if (g % 4 < 2) {
      tree.put("empty folder " + g / 4, folder("rwx------"));
    }
    tree.put("link " + g / SETTINGS, link("settings/" + g % SETTINGS + ".cfg"));
    tree.put("big.bin", big(g));
    return tree;
  }

  /** A file or a folder of the same name. */
  private static void kinds(SortedMap<String, Piece> tree, String name, int g, boolean folder) {
    if (folder) {
      tree.put(name, folder("rwxr-x---"));
      tree.put(name + "/deep", folder("rwxr-xr-x"));
      tree.put(name + "/deep/leaf", file("leaf", g, 300, "rw-r--r--"));
    } else {
      tree.put(name, file("kind", g, 500, "rw-r--r--"));
    }
  }

  private static Piece folder(String mode) {
    return new Piece(mode, 0, Optional.empty(), Optional.empty());
  }

  private static Piece link(String target) {
    return new Piece("", 0, Optional.empty(), Optional.of(target));
  }

  private static Piece file(String what, int version, int size, String mode) {
    byte[] content = new byte[size];
    new SplittableRandom(31L * what.hashCode() + version).nextBytes(content);
    return new Piece(mode, date(what, version), Optional.of(content), Optional.empty());
  }

  private static Piece big(int g) {
    byte[] content = new byte[BLOCKS * BLOCK];
    for (int block = 0; block < BLOCKS; block++) {
      byte[] part = new byte[BLOCK];
      int version = block == BLOCKS / 2 ? g : g / 50;
      new SplittableRandom(1_000_003L * version + block).nextBytes(part);
      System.arraycopy(part, 0, content, block * BLOCK, BLOCK);
    }
    return new Piece("rw-r--r--", date("big", g), Optional.of(content), Optional.empty());
  }

  private static long date(String what, int version) {
    return TimeUnit.SECONDS.toNanos(FIRST_DATE_SECONDS + version)
        + Math.floorMod(what.hashCode(), 1_000_000_000);
  }

  /** Turns the folder, which is exactly of one generation, into another; 0 is an empty folder. */
  public void edit(int from, int to) throws IOException {
    Files.createDirectories(root);
    SortedMap<String, Piece> before = new TreeMap<>(tree(from));
    SortedMap<String, Piece> after = tree(to);
    for (Map.Entry<String, String> move : moves(before, after).entrySet()) {
      Path target = root.resolve(move.getValue());
      Files.createDirectories(target.getParent());
      Files.move(root.resolve(move.getKey()), target);
      before.put(move.getValue(), before.remove(move.getKey()));
    }
    List<String> old = new ArrayList<>(before.keySet());
    Collections.reverse(old);
    for (String path : old) {
      if (!after.containsKey(path) || !after.get(path).sameKindAs(before.get(path))) {
        Files.delete(root.resolve(path));
        before.remove(path);
      }
    }
    for (Map.Entry<String, Piece> one : after.entrySet()) {
      Piece known = before.get(one.getKey());
      if (known == null || !known.sameFileAs(one.getValue())) {
        write(one.getKey(), one.getValue(), known);
      }
    }
  }

  /** Files that only have another name, from the old to the new one. */
  private static Map<String, String> moves(
      SortedMap<String, Piece> before, SortedMap<String, Piece> after) {
    Map<String, String> moves = new TreeMap<>();
    before.forEach(
        (path, piece) -> {
          if (piece.content().filter(content -> content.length > 0).isPresent()
              && !after.containsKey(path)) {
            after.entrySet().stream()
                .filter(e -> !before.containsKey(e.getKey()) && e.getValue().sameFileAs(piece))
                .findFirst()
                .ifPresent(e -> moves.put(path, e.getKey()));
          }
        });
    return moves;
  }

  private void write(String name, Piece piece, Piece known) throws IOException {
    Path path = root.resolve(name);
    if (piece.isFolder()) {
      Files.createDirectories(path);
    } else if (piece.target().isPresent()) {
      Files.deleteIfExists(path);
      Files.createSymbolicLink(path, Path.of(piece.target().get()));
      return;
    } else if (known != null && name.hashCode() % 2 == 0) {
      rewriteInPlace(path, known.content().orElseThrow(), piece.content().orElseThrow());
    } else {
      Path fresh = Files.write(aside.resolve("fresh"), piece.content().orElseThrow());
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(piece.mode()));
    if (!piece.isFolder()) {
      Files.setLastModifiedTime(path, FileTime.from(piece.modifiedNanos(), TimeUnit.NANOSECONDS));
    }
  }

  private static void rewriteInPlace(Path path, byte[] old, byte[] fresh) throws IOException {
    int from = Math.max(0, Arrays.mismatch(old, fresh));
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      int to = fresh.length;
      while (old.length == fresh.length && to > from && old[to - 1] == fresh[to - 1]) {
        to--;
      }
      channel.write(ByteBuffer.wrap(fresh, from, to - from), from);
      channel.truncate(fresh.length);
    }
  }
}
