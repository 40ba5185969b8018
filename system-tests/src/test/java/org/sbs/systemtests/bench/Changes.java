package org.sbs.systemtests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;

/** The changes that the bench knows. */
final class Changes {
  private Changes() {}

  /** Nothing changes. */
  record Nothing() implements Change {
    @Override
    public void apply(Site site) {}

    @Override
    public void undo(Site site) {}
  }

  /** The whole tree comes, by one rename. */
  record Arrival(List<String> files) implements Change {
    @Override
    public void apply(Site site) throws IOException {
      Files.move(site.parked(), site.tree(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void undo(Site site) throws IOException {
      Files.move(site.tree(), site.parked(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void warm(Path tree) throws IOException {
      TreeCheck.read(tree);
    }
  }

  /** Some files get a line more. */
  record Edit(SmallFiles tree, List<Integer> indices) implements Change {
    @Override
    public void apply(Site site) throws IOException {
      byte[] line = "\nedited = true\n".getBytes(StandardCharsets.US_ASCII);
      for (int index : indices) {
        Files.write(site.tree().resolve(tree.path(index)), line, StandardOpenOption.APPEND);
      }
    }

    @Override
    public void undo(Site site) throws IOException {
      rewrite(tree, indices, site);
    }

    @Override
    public List<String> files() {
      return tree.paths(indices);
    }
  }

  /** Some files go. */
  record Deletion(SmallFiles tree, List<Integer> indices) implements Change {
    @Override
    public void apply(Site site) throws IOException {
      for (int index : indices) {
        Files.delete(site.tree().resolve(tree.path(index)));
      }
    }

    @Override
    public void undo(Site site) throws IOException {
      rewrite(tree, indices, site);
    }
  }

  private static void rewrite(SmallFiles tree, List<Integer> indices, Site site)
      throws IOException {
    for (int index : indices) {
      Files.write(site.tree().resolve(tree.path(index)), tree.content(index));
    }
  }

  /** A folder gets another name. */
  record Renaming(String from, String to) implements Change {
    @Override
    public void apply(Site site) throws IOException {
      Files.move(site.tree().resolve(from), site.tree().resolve(to));
    }

    @Override
    public void undo(Site site) throws IOException {
      Files.move(site.tree().resolve(to), site.tree().resolve(from));
    }

    @Override
    public void warm(Path tree) throws IOException {
      TreeCheck.list(tree);
      TreeCheck.read(tree.resolve(from));
    }
  }

  /** A file gets longer. */
  record Append(String file, long size, int bytes) implements Change {
    @Override
    public void apply(Site site) throws IOException {
      Files.write(site.tree().resolve(file), random(bytes), StandardOpenOption.APPEND);
    }

    @Override
    public void undo(Site site) throws IOException {
      try (FileChannel channel =
          FileChannel.open(site.tree().resolve(file), StandardOpenOption.WRITE)) {
        channel.truncate(size);
      }
    }

    @Override
    public List<String> files() {
      return List.of(file);
    }
  }

  /** A file gets something in its middle, as editors do it: a new file is renamed over it. */
  record Insert(String file, long size, int bytes) implements Change {
    @Override
    public void prepare(Site site) throws IOException {
      Path old = site.tree().resolve(file);
      Files.copy(old, former(site), StandardCopyOption.REPLACE_EXISTING);
      try (InputStream in = Files.newInputStream(old);
          OutputStream out = Files.newOutputStream(next(site))) {
        for (long left = size / 2; left > 0; ) {
          byte[] block = in.readNBytes((int) Math.min(left, 1 << 20));
          out.write(block);
          left -= block.length;
        }
        out.write(random(bytes));
        in.transferTo(out);
      }
    }

    private Path former(Site site) {
      return site.aside().resolve(file + ".former");
    }

    private Path next(Site site) {
      return site.aside().resolve(file + ".next");
    }

    @Override
    public void apply(Site site) throws IOException {
      Files.move(next(site), site.tree().resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void undo(Site site) throws IOException {
      Files.move(former(site), site.tree().resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public List<String> files() {
      return List.of(file);
    }
  }

  private static byte[] random(int bytes) {
    byte[] content = new byte[bytes];
    new SplittableRandom(bytes).nextBytes(content);
    return content;
  }
}
